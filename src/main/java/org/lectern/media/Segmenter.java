package org.lectern.media;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes segments of the frames of one track and epoch: picture at each keyframe, sound at each even second of lecture time.
 * The same frames always make the same segments, so that a file can be made again from its journal.
 */
final class Segmenter {

  private static final long SOUND_SEGMENT = 2_000_000;
  /** How long the very last picture is shown; microseconds. */
  private static final long LAST_PICTURE = 40_000;

  private final TrackFormat format;
  private final long offset;
  private final Consumer<Segment> segments;
  private final SoundGrid grid;
  private final List<Segment.Sample> samples = new ArrayList<>();
  private int number;
  private long at;
  private long lastPicture;

  /** @param offset microseconds to add to the publisher's clock for lecture time */
  Segmenter(TrackFormat format, long offset, Consumer<Segment> segments) {
    this.format = format;
    this.offset = offset;
    this.segments = segments;
    this.grid = new SoundGrid(format.frameDuration());
  }

  void add(Frame frame) {
    long time = frame.timestamp() + offset;
    if (time < 0) {
      return; // before the lecture began, and tfdt knows no negative time
    }
    if (format.kind().isPicture()) {
      addPicture(frame, time);
    } else {
      addSound(frame, time);
    }
  }

  /** Closes the last segment, because no keyframe follows that would. */
  void finish() {
    if (samples.isEmpty()) {
      return;
    }
    if (format.kind().isPicture()) {
      closePicture(lastPicture + LAST_PICTURE);
    } else {
      closeSound();
    }
  }

  private void addPicture(Frame frame, long time) {
    if (samples.isEmpty() && !frame.isKeyframe()) {
      return;
    }
    // The encoder's clock was set back. No player copes with frames out of order, so the order of decoding is kept.
    time = samples.isEmpty() ? time : Math.max(time, lastPicture + 1);
    if (frame.isKeyframe() && !samples.isEmpty()) {
      closePicture(time);
    }
    if (samples.isEmpty()) {
      at = time;
    } else {
      lastSampleEndsAt(time);
    }
    samples.add(new Segment.Sample(frame.array(), Frame.HEADER + temporalDelimiter(frame), 0));
    lastPicture = time;
  }

  private void closePicture(long end) {
    lastSampleEndsAt(end);
    segments.accept(Segment.ofPicture(format, ++number, at, samples));
    samples.clear();
  }

  private void lastSampleEndsAt(long time) {
    Segment.Sample last = samples.removeLast();
    samples.add(new Segment.Sample(last.data(), last.skip(), time - lastPicture));
  }

  /** Files leave out AV1's temporal delimiters, which live decoders are given; two bytes. */
  private int temporalDelimiter(Frame frame) {
    byte[] bytes = frame.array();
    boolean delimited = format.codec().startsWith("av01") && bytes.length > Frame.HEADER + 2
        && bytes[Frame.HEADER] == 0x12 && bytes[Frame.HEADER + 1] == 0;
    return delimited ? 2 : 0;
  }

  private void addSound(Frame frame, long time) {
    int missing = grid.missing(time, frame.hasVoice());
    if (missing == SoundGrid.TOO_LATE) {
      return;
    }
    for (int silent = missing; silent > 0; silent--) {
      addPacket(SoundGrid.SILENCE, 0);
    }
    addPacket(frame.array(), Frame.HEADER);
  }

  private void addPacket(byte[] data, int skip) {
    long time = grid.take();
    boolean follows = time == at + samples.size() * format.frameDuration();
    if (!follows || time / SOUND_SEGMENT != at / SOUND_SEGMENT) {
      closeSound();
    }
    if (samples.isEmpty()) {
      at = time;
    }
    samples.add(new Segment.Sample(data, skip, format.frameDuration()));
  }

  private void closeSound() {
    if (!samples.isEmpty()) {
      segments.accept(Segment.ofSound(format, ++number, at, samples));
      samples.clear();
    }
  }
}
