package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmenterTests {

  private static final TrackFormat CAMERA =
      new TrackFormat(TrackKind.CAMERA, "vp09.00.31.08", 640, 360, 0, 0, new byte[0]);
  private static final TrackFormat SPEECH = new TrackFormat(TrackKind.MICROPHONE, "opus", 0, 0, 1, 20_000, new byte[0]);

  private final List<Segment> segments = new ArrayList<>();
  private long sequence;

  @Test
  void eachKeyframeClosesASegmentThatLastsUntilIt() {
    Segmenter segmenter = new Segmenter(CAMERA, 0, segments::add);

    segmenter.add(picture(0, true));
    segmenter.add(picture(33_333, false));
    segmenter.add(picture(100_000, false));
    segmenter.add(picture(2_000_000, true));
    segmenter.finish();

    assertThat(segments).extracting(Segment::number).containsExactly(1, 2);
    assertThat(segments).extracting(Segment::at).containsExactly(0L, 2_000_000L);
    assertThat(segments).extracting(Segment::duration).containsExactly(2_000_000L, 40_000L);
    assertThat(Run.of(segments.getFirst()).durations()).containsExactly(33_333, 66_667, 1_900_000);
  }

  @Test
  void timeInTheFileIsLectureTime() {
    Segmenter segmenter = new Segmenter(CAMERA, -1_795_467_600_000_000L, segments::add);

    segmenter.add(picture(1_795_467_600_000_000L + 5_000_000, true));
    segmenter.finish();

    assertThat(Run.of(segments.getFirst()).decodeTime()).isEqualTo(5_000_000);
  }

  @Test
  void pictureBeforeTheFirstKeyframeOrBeforeTheStartIsLeftOut() {
    Segmenter segmenter = new Segmenter(CAMERA, -1_000_000, segments::add);

    segmenter.add(picture(900_000, true));
    segmenter.add(picture(1_050_000, false));
    segmenter.add(picture(1_100_000, true));
    segmenter.finish();

    assertThat(segments).extracting(Segment::at).containsExactly(100_000L);
  }

  @Test
  void aClockThatIsSetBackDoesNotTurnTheOrderOfDecoding() {
    Segmenter segmenter = new Segmenter(CAMERA, 0, segments::add);

    segmenter.add(picture(100_000, true));
    segmenter.add(picture(133_000, false));
    segmenter.add(picture(60_000, false));
    segmenter.finish();

    assertThat(Run.of(segments.getFirst()).durations()).containsExactly(33_000, 1, 40_000);
  }

  @Test
  void soundIsCutAtEvenSecondsOfLectureTime() {
    Segmenter segmenter = new Segmenter(SPEECH, 0, segments::add);

    for (int i = 0; i < 150; i++) {
      segmenter.add(sound(1_500_000 + i * 20_000L));
    }
    segmenter.finish();

    assertThat(segments).extracting(Segment::at).containsExactly(1_500_000L, 2_000_000L, 4_000_000L);
    assertThat(segments).extracting(Segment::duration).containsExactly(500_000L, 2_000_000L, 500_000L);
    assertThat(Run.of(segments.get(1)).decodeTime()).isEqualTo(96_000);
  }

  @Test
  void soundThatTremblesIsLaidEndToEnd() {
    Segmenter segmenter = new Segmenter(SPEECH, 0, segments::add);

    for (int i = 0; i < 50; i++) {
      segmenter.add(sound(i * 20_000L + (i % 3) * 7_000));
    }
    segmenter.finish();

    assertThat(segments).singleElement().extracting(Segment::duration).isEqualTo(1_000_000L);
  }

  @Test
  void aHoleInTheSoundIsFilledWithSilence() {
    Segmenter segmenter = new Segmenter(SPEECH, 0, segments::add);

    segmenter.add(sound(0));
    segmenter.add(sound(300_000));
    segmenter.finish();

    Run run = Run.of(segments.getFirst());
    assertThat(segments.getFirst().duration()).isEqualTo(320_000);
    assertThat(run.samples()).hasSize(16);
    assertThat(run.samples().get(1)).isEqualTo(SoundGrid.SILENCE);
    assertThat(run.samples().getLast()).isNotEqualTo(SoundGrid.SILENCE);
  }

  @Test
  void soundThatComesAfterItsMomentWasFilledIsLeftOut() {
    Segmenter segmenter = new Segmenter(SPEECH, 0, segments::add);

    segmenter.add(sound(500_000));
    segmenter.add(sound(400_000));
    segmenter.finish();

    assertThat(Run.of(segments.getFirst()).samples()).hasSize(1);
  }

  /** Ten minutes of a microphone whose clock is slow or fast by 100 millionths, and that hears a pause of a second in each ten. */
  @ParameterizedTest
  @ValueSource(longs = {-2, 2})
  void soundKeepsToItsPictureThoughItsClockDrifts(long driftOfAPacket) {
    Segmenter segmenter = new Segmenter(SPEECH, 0, segments::add);
    int packets = 10 * 60 * 50;

    for (long i = 0; i < packets; i++) {
      segmenter.add(sound(i * (20_000 + driftOfAPacket), i % 500 > 50));
    }
    segmenter.finish();

    Segment last = segments.getLast();
    assertThat(last.at() + last.duration()).isCloseTo(packets * (20_000 + driftOfAPacket), within(20_000L));
    assertThat(segments.stream().mapToLong(Segment::duration).sum())
        .as("without a hole")
        .isEqualTo(last.at() + last.duration());
  }

  @Test
  void aLaptopThatSleptLeavesAHoleAndNotAnHourOfSilence() {
    Segmenter segmenter = new Segmenter(SPEECH, 0, segments::add);

    segmenter.add(sound(0));
    segmenter.add(sound(3_600_000_000L));
    segmenter.finish();

    assertThat(segments).extracting(Segment::at).containsExactly(0L, 3_600_000_000L);
  }

  /** Another node goes on behind any segment, with the frame that is due there and nothing of what was before. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void fromAnySeamOnTheSegmentsAreThoseOfWhoeverWasThereFromTheBeginning(long seed) {
    for (TrackFormat format : List.of(CAMERA, SPEECH)) {
      List<Frame> frames = troubled(format, new Random(seed));
      List<Segment> undisturbed = new ArrayList<>();
      List<Segmenter.Seam> seams = new ArrayList<>();
      Segmenter[] first = new Segmenter[1];
      first[0] = new Segmenter(format, 0, segment -> {
        undisturbed.add(segment);
        seams.add(first[0].seam());
      });
      frames.forEach(first[0]::add);
      first[0].finish();
      assertThat(undisturbed).hasSizeGreaterThan(5);

      for (int taken = 1; taken < undisturbed.size(); taken++) {
        Segmenter.Seam seam = seams.get(taken - 1);
        List<Segment> rest = new ArrayList<>();
        Segmenter second = new Segmenter(format, 0, seam, rest::add);
        frames.stream().skip(seam.frame()).forEach(second::add);
        second.finish();
        assertThat(told(rest)).isEqualTo(told(undisturbed.subList(taken, undisturbed.size())));
      }
      sequence = 0;
    }
  }

  private static List<String> told(List<Segment> segments) {
    return segments.stream().map(one -> "%d %d %d %d".formatted(one.number(), one.at(), one.duration(), Arrays.hashCode(one.bytes()))).toList();
  }

  /** Minutes with pauses, holes, clocks that are set and that drift, and a laptop that sleeps. */
  private List<Frame> troubled(TrackFormat format, Random random) {
    List<Frame> frames = new ArrayList<>();
    long time = -500_000;
    for (int i = 0; i < 6_000; i++) {
      time += (format.kind().isPicture() ? 33_333 : 20_003) + random.nextInt(3_000) - 1_500;
      if (random.nextInt(300) == 0) {
        time += random.nextInt(3_000_000) - 500_000;
      } else if (random.nextInt(2_000) == 0) {
        time += 20_000_000;
      }
      frames.add(format.kind().isPicture() ? picture(time, random.nextInt(50) == 0) : sound(time, random.nextBoolean()));
    }
    return frames;
  }

  @Test
  void theFilesPartsAddUpToTheirLengths() {
    Segmenter segmenter = new Segmenter(CAMERA, 0, segments::add);
    segmenter.add(picture(0, true));
    segmenter.add(picture(40_000, false));
    segmenter.finish();

    assertThat(Box.all(InitSegment.of(CAMERA))).extracting(Box::type).containsExactly("ftyp", "moov");
    assertThat(Box.all(segments.getFirst().bytes())).extracting(Box::type).containsExactly("moof", "mdat");
  }

  private Frame picture(long time, boolean key) {
    return Frame.of(Frame.Kind.MEDIA, 1, key ? 1 : 0, 0, sequence++, time, new byte[] {1, 2, 3, (byte) sequence});
  }

  private Frame sound(long time) {
    return sound(time, false);
  }

  private Frame sound(long time, boolean voice) {
    return Frame.of(Frame.Kind.MEDIA, 2, voice ? Frame.KEYFRAME | Frame.VOICE : Frame.KEYFRAME, 0, sequence++, time, new byte[] {0x78, (byte) sequence});
  }

  record Box(String type, int start, int end) {

    static List<Box> all(byte[] bytes) {
      return within(bytes, 0, bytes.length);
    }

    static List<Box> within(byte[] bytes, int from, int to) {
      List<Box> boxes = new ArrayList<>();
      for (int at = from; at < to; ) {
        int length = ByteBuffer.wrap(bytes).getInt(at);
        boxes.add(new Box(new String(bytes, at + 4, 4, StandardCharsets.US_ASCII), at + 8, at + length));
        at += length;
      }
      return boxes;
    }

    static Box named(String type, byte[] bytes, int from, int to) {
      return within(bytes, from, to).stream().filter(box -> box.type().equals(type)).findFirst().orElseThrow();
    }
  }

  /** What a player reads of a segment. */
  record Run(long decodeTime, List<Integer> durations, List<byte[]> samples) {

    static Run of(Segment segment) {
      byte[] bytes = segment.bytes();
      ByteBuffer in = ByteBuffer.wrap(bytes);
      Box moof = Box.named("moof", bytes, 0, bytes.length);
      Box traf = Box.named("traf", bytes, moof.start(), moof.end());
      Box trun = Box.named("trun", bytes, traf.start(), traf.end());
      int flags = in.getInt(trun.start());
      int at = trun.start() + ((flags & 4) != 0 ? 16 : 12);
      int data = in.getInt(trun.start() + 8);
      List<Integer> durations = new ArrayList<>();
      List<byte[]> samples = new ArrayList<>();
      for (int i = 0; i < in.getInt(trun.start() + 4); i++) {
        if ((flags & 0x100) != 0) {
          durations.add(in.getInt(at));
          at += 4;
        }
        byte[] sample = new byte[in.getInt(at)];
        in.get(data, sample);
        samples.add(sample);
        data += sample.length;
        at += 4;
      }
      assertThat(data).isEqualTo(bytes.length);
      return new Run(in.getLong(Box.named("tfdt", bytes, traf.start(), traf.end()).start() + 4), durations, samples);
    }
  }
}
