package org.lectern.media;

import java.util.List;

/**
 * A stored piece of a track that can be decoded on its own: one {@code moof} and one {@code mdat}.
 *
 * @param number from 1 within its epoch
 * @param at lecture time of its first sample, microseconds, never negative
 * @param duration microseconds
 */
record Segment(int number, long at, long duration, byte[] bytes) {

  private static final int SYNC = 0x02000000;
  private static final int NOT_SYNC = 0x01010000;

  private static final int BASE_IS_MOOF = 0x020000;
  private static final int DEFAULT_DURATION = 0x000008;
  private static final int DEFAULT_FLAGS = 0x000020;
  private static final int DATA_OFFSET = 0x000001;
  private static final int FIRST_FLAGS = 0x000004;
  private static final int EACH_DURATION = 0x000100;
  private static final int EACH_SIZE = 0x000200;

  /** A sample as it goes into the file: {@code skip} bytes of {@code data} are left out. Duration in microseconds. */
  record Sample(byte[] data, int skip, long duration) {

    int size() {
      return data.length - skip;
    }
  }

  /** The first sample is a keyframe. Durations of picture are written sample by sample. */
  static Segment ofPicture(TrackFormat format, int number, long at, List<Sample> samples) {
    BoxWriter out = new BoxWriter();
    int dataOffsetAt = moof(out, number, at,
        () -> out.fullBox("tfhd", 0, BASE_IS_MOOF | DEFAULT_FLAGS, () -> out.u32(InitSegment.TRACK_ID).u32(NOT_SYNC)),
        DATA_OFFSET | FIRST_FLAGS | EACH_DURATION | EACH_SIZE,
        samples.size(),
        () -> {
          out.u32(SYNC);
          samples.forEach(sample -> out.u32((int) sample.duration()).u32(sample.size()));
        });
    return new Segment(number, at, lasting(samples), withData(out, dataOffsetAt, samples));
  }

  /** All packets last the same, so that each costs four bytes beside its sound. */
  static Segment ofSound(TrackFormat format, int number, long at, List<Sample> samples) {
    BoxWriter out = new BoxWriter();
    int ticks = Math.toIntExact(format.frameDuration() * 48L / 1000);
    int dataOffsetAt = moof(out, number, Math.round(at * 0.048),
        () -> out.fullBox("tfhd", 0, BASE_IS_MOOF | DEFAULT_DURATION | DEFAULT_FLAGS,
            () -> out.u32(InitSegment.TRACK_ID).u32(ticks).u32(SYNC)),
        DATA_OFFSET | EACH_SIZE,
        samples.size(),
        () -> samples.forEach(sample -> out.u32(sample.size())));
    return new Segment(number, at, lasting(samples), withData(out, dataOffsetAt, samples));
  }

  private static int moof(
      BoxWriter out, int number, long ticks, Runnable header, int runFlags, int count, Runnable run) {
    int[] dataOffsetAt = new int[1];
    out.box("moof", () -> {
      out.fullBox("mfhd", 0, 0, () -> out.u32(number));
      out.box("traf", () -> {
        header.run();
        out.fullBox("tfdt", 1, 0, () -> out.u64(ticks));
        out.fullBox("trun", 0, runFlags, () -> {
          out.u32(count);
          dataOffsetAt[0] = out.length();
          out.u32(0);
          run.run();
        });
      });
    });
    return dataOffsetAt[0];
  }

  private static byte[] withData(BoxWriter out, int dataOffsetAt, List<Sample> samples) {
    out.u32At(dataOffsetAt, out.length() + 8);
    out.box("mdat", () -> samples.forEach(sample -> out.bytes(sample.data(), sample.skip())));
    return out.written();
  }

  private static long lasting(List<Sample> samples) {
    return samples.stream().mapToLong(Sample::duration).sum();
  }
}
