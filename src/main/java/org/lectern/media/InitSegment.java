package org.lectern.media;

/**
 * The head of a track's file: {@code ftyp} and {@code moov}, enough to decode any segment after it. Durations are 0, as for a stream
 * without an end, so that players start with the first frame.
 */
final class InitSegment {

  static final int TRACK_ID = 1;

  private static final int[] UNITY_MATRIX = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
  private static final int OPUS_PRE_SKIP = 312;

  private final BoxWriter out = new BoxWriter();
  private final TrackFormat format;
  private final boolean picture;

  private InitSegment(TrackFormat format) {
    this.format = format;
    this.picture = format.kind().isPicture();
  }

  static byte[] of(TrackFormat format) {
    InitSegment init = new InitSegment(format);
    init.fileType();
    init.movie();
    return init.out.written();
  }

  /** Units of a second in {@code tfdt} and {@code trun}. Microseconds for picture, so that no rounding adds up. */
  static int timescale(TrackFormat format) {
    return format.kind().isPicture() ? 1_000_000 : 48_000;
  }

  private void fileType() {
    out.box("ftyp", () -> out.ascii("iso5").u32(512).ascii("iso5").ascii("iso6").ascii("mp41"));
  }

  private void movie() {
    out.box("moov", () -> {
      out.fullBox("mvhd", 0, 0, () -> {
        out.zeros(8).u32(1000).u32(0).u32(0x10000).u16(0x100).zeros(10);
        matrix();
        out.zeros(24).u32(TRACK_ID + 1);
      });
      out.box("trak", this::track);
      out.box("mvex", () -> out.fullBox("trex", 0, 0, () -> out.u32(TRACK_ID).u32(1).zeros(12)));
    });
  }

  private void track() {
    out.fullBox("tkhd", 0, 3, () -> {
      out.zeros(8).u32(TRACK_ID).zeros(4).u32(0).zeros(8).u16(0).u16(0).u16(picture ? 0 : 0x100).u16(0);
      matrix();
      out.u32(format.width() << 16).u32(format.height() << 16);
    });
    out.box("mdia", () -> {
      out.fullBox("mdhd", 0, 0, () -> out.zeros(8).u32(timescale(format)).u32(0).u16(0x55c4).u16(0));
      out.fullBox("hdlr", 0, 0, () -> out.u32(0).ascii(picture ? "vide" : "soun").zeros(13));
      out.box("minf", this::information);
    });
  }

  private void information() {
    if (picture) {
      out.fullBox("vmhd", 0, 1, () -> out.zeros(8));
    } else {
      out.fullBox("smhd", 0, 0, () -> out.zeros(4));
    }
    out.box("dinf", () -> out.fullBox("dref", 0, 0, () -> out.u32(1).fullBox("url ", 0, 1, () -> {})));
    out.box("stbl", () -> {
      out.fullBox("stsd", 0, 0, () -> {
        out.u32(1);
        sampleEntry();
      });
      out.fullBox("stts", 0, 0, () -> out.u32(0));
      out.fullBox("stsc", 0, 0, () -> out.u32(0));
      out.fullBox("stsz", 0, 0, () -> out.u32(0).u32(0));
      out.fullBox("stco", 0, 0, () -> out.u32(0));
    });
  }

  private void sampleEntry() {
    switch (format.codec().substring(0, 4)) {
      case "opus" -> out.box("Opus", () -> {
        out.zeros(6).u16(1).zeros(8).u16(format.channels()).u16(16).zeros(4).u32(48_000 << 16);
        out.box("dOps", () -> out.u8(0, format.channels()).u16(OPUS_PRE_SKIP).u32(48_000).u16(0).u8(0));
      });
      case "avc1" -> visual("avc1", () -> out.box("avcC", () -> out.bytes(format.description(), 0)));
      case "vp09" -> visual("vp09", this::vp9Configuration);
      case "av01" -> visual("av01", this::av1Configuration);
      default -> throw new IllegalStateException(format.codec());
    }
  }

  private void visual(String type, Runnable configuration) {
    out.box(type, () -> {
      out.zeros(6).u16(1).zeros(16).u16(format.width()).u16(format.height());
      out.u32(0x480000).u32(0x480000).zeros(4).u16(1).zeros(32).u16(0x18).u16(0xffff);
      configuration.run();
    });
  }

  /** {@code vp09.PP.LL.DD}: profile, level, bit depth; 4:2:0, BT.709. */
  private void vp9Configuration() {
    String[] part = format.codec().split("\\.");
    int depth = Integer.parseInt(part[3]);
    out.fullBox("vpcC", 1, 0, () ->
        out.u8(Integer.parseInt(part[1]), Integer.parseInt(part[2]), depth << 4 | 1 << 1, 1, 1, 1).u16(0));
  }

  /** {@code av01.P.LLT.DD}: profile, level and tier, bit depth; the sequence header is in the keyframes. */
  private void av1Configuration() {
    String[] part = format.codec().split("\\.");
    int profile = Integer.parseInt(part[1]);
    int level = Integer.parseInt(part[2].substring(0, 2));
    int tier = part[2].endsWith("H") ? 0x80 : 0;
    int depth = part[3].equals("10") ? 0x40 : 0;
    int subsampling = profile == 1 ? 0 : 0x0c;
    out.box("av1C", () -> out.u8(0x81, profile << 5 | level, tier | depth | subsampling, 0));
  }

  private void matrix() {
    for (int value : UNITY_MATRIX) {
      out.u32(value);
    }
  }
}
