import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** H.264 as ffmpeg writes it (Annex B) turned into what WebCodecs gives (AVCC). */
final class H264 {

  private static final int IDR = 5;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int DELIMITER = 9;

  private H264() {}

  /** A frame begins with each access unit delimiter. */
  static List<Packet> packets(byte[] annexB) {
    List<Packet> packets = new ArrayList<>();
    List<byte[]> units = new ArrayList<>();
    for (byte[] unit : units(annexB)) {
      if (type(unit) == DELIMITER && !units.isEmpty()) {
        packets.add(packet(packets.size(), units));
        units.clear();
      }
      units.add(unit);
    }
    packets.add(packet(packets.size(), units));
    return packets;
  }

  private static List<byte[]> units(byte[] annexB) {
    List<byte[]> units = new ArrayList<>();
    int from = -1;
    for (int i = 0; i + 3 <= annexB.length; i++) {
      if (annexB[i] == 0 && annexB[i + 1] == 0 && annexB[i + 2] == 1) {
        if (from >= 0) {
          units.add(withoutZeros(annexB, from, i));
        }
        from = i + 3;
        i += 2;
      }
    }
    units.add(withoutZeros(annexB, from, annexB.length));
    return units;
  }

  /** The zero before a long start code belongs to it. */
  private static byte[] withoutZeros(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == 0) {
      end--;
    }
    return java.util.Arrays.copyOfRange(bytes, from, end);
  }

  /** Parameter sets stay before keyframes, from where {@link #description} takes them. */
  private static Packet packet(int number, List<byte[]> units) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    for (byte[] unit : units) {
      if (type(unit) != DELIMITER) {
        frame.writeBytes(ByteBuffer.allocate(4).putInt(unit.length).array());
        frame.writeBytes(unit);
      }
    }
    boolean keyframe = units.stream().anyMatch(unit -> type(unit) == IDR);
    return new Packet(1, number * 1_000_000L / Scene.FRAMES_A_SECOND, keyframe, frame.toByteArray());
  }

  /** The message that opens the track. */
  static String description(byte[] keyframe) {
    byte[] sps = unit(keyframe, SPS);
    byte[] pps = unit(keyframe, PPS);
    ByteBuffer avcC = ByteBuffer.allocate(11 + sps.length + pps.length)
        .put((byte) 1).put(sps, 1, 3).put((byte) 0xff)
        .put((byte) 0xe1).putShort((short) sps.length).put(sps)
        .put((byte) 1).putShort((short) pps.length).put(pps);
    String codec = "avc1." + HexFormat.of().withUpperCase().formatHex(sps, 1, 4);
    return """
        {"type":"open","ref":1,"kind":"camera","codec":"%s","width":%d,"height":%d,"channels":0,"frameDuration":0,"description":"%s"}"""
        .formatted(codec, Scene.WIDTH, Scene.HEIGHT, Base64.getEncoder().encodeToString(avcC.array()));
  }

  private static byte[] unit(byte[] frame, int type) {
    ByteBuffer buffer = ByteBuffer.wrap(frame);
    while (buffer.hasRemaining()) {
      byte[] unit = new byte[buffer.getInt()];
      buffer.get(unit);
      if (type(unit) == type) {
        return unit;
      }
    }
    throw new IllegalArgumentException("The first frame has no parameter set " + type);
  }

  private static int type(byte[] unit) {
    return unit[0] & 31;
  }
}
