package org.lectern.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes segments of the frames of one track and epoch: picture at each keyframe, sound at each even second of lecture time.
 * The same frames always make the same segments, so that a file can be made again from its journal, and from any {@link Seam} on.
 */
final class Segmenter {

  /**
   * Where one segment ends and the next begins, with all that must be known to go on from there.
   *
   * @param number of the segment before it
   * @param frame the first behind it
   * @param at where that has its place, or the silence before it; microseconds of lecture time
   * @param silence packets of it that are to be put before the frame
   * @param outOfStep how long sound has been out of step, as {@link SoundGrid} counts it
   */
  record Seam(int number, long frame, long at, int silence, long outOfStep) {}

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
  private long underWay;
  private int silence;
  private @Nullable Seam from;
  private @Nullable Seam seam;

  /** @param offset microseconds to add to the publisher's clock for lecture time */
  Segmenter(TrackFormat format, long offset, Consumer<Segment> segments) {
    this(format, offset, null, segments);
  }

  /** @param from where another left off, null at the beginning; the frame that is due there comes first */
  Segmenter(TrackFormat format, long offset, @Nullable Seam from, Consumer<Segment> segments) {
    this.format = format;
    this.offset = offset;
    this.segments = segments;
    this.from = from;
    this.number = from == null ? 0 : from.number();
    this.grid = from == null ? new SoundGrid(format.frameDuration()) : new SoundGrid(format.frameDuration(), from.at(), from.outOfStep());
  }

  /** The seam behind the segment that was handed over last. */
  Seam seam() {
    return Objects.requireNonNull(seam);
  }

  void add(Frame frame) {
    underWay = frame.sequence();
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
    underWay++;
    if (format.kind().isPicture()) {
      closePicture(lastPicture + LAST_PICTURE);
    } else {
      closeSound(at + samples.size() * format.frameDuration());
    }
  }

  private void addPicture(Frame frame, long time) {
    if (samples.isEmpty() && !frame.isKeyframe()) {
      return;
    }
    // The encoder's clock was set back. No player copes with frames out of order, so the order of decoding is kept.
    time = samples.isEmpty() ? takeUp(time) : Math.max(time, lastPicture + 1);
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

  /** The first picture behind a seam has the place that it was given there. */
  private long takeUp(long time) {
    long place = from == null ? time : from.at();
    from = null;
    return place;
  }

  private void closePicture(long end) {
    lastSampleEndsAt(end);
    seam = new Seam(number + 1, underWay, end, 0, 0);
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
    silence = silenceBefore(frame, time);
    if (silence == SoundGrid.TOO_LATE) {
      return;
    }
    for (; silence > 0; silence--) {
      addPacket(SoundGrid.SILENCE, 0);
    }
    addPacket(frame.array(), Frame.HEADER);
  }

  private int silenceBefore(Frame frame, long time) {
    int before = from == null ? grid.missing(time, frame.hasVoice()) : from.silence();
    from = null;
    return before;
  }

  private void addPacket(byte[] data, int skip) {
    long time = grid.take();
    boolean follows = time == at + samples.size() * format.frameDuration();
    if (!follows || time / SOUND_SEGMENT != at / SOUND_SEGMENT) {
      closeSound(time);
    }
    if (samples.isEmpty()) {
      at = time;
    }
    samples.add(new Segment.Sample(data, skip, format.frameDuration()));
  }

  private void closeSound(long next) {
    if (!samples.isEmpty()) {
      seam = new Seam(number + 1, underWay, next, silence, grid.outOfStep());
      segments.accept(Segment.ofSound(format, ++number, at, samples));
      samples.clear();
    }
  }
}
