import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The packets of an Ogg file (RFC 3533, RFC 7845). */
final class Opus {

  private static final int PAGE_HEADER = 27;
  private static final int SEGMENTS_AT = 26;
  private static final int LACED = 255;
  /** Of the head and of the comments. */
  private static final int HEADERS = 2;
  private static final long MICROS = 20_000;

  /** The message that opens the track. */
  static final String DESCRIPTION =
      """
      {"type":"open","ref":2,"kind":"microphone","codec":"opus","width":0,"height":0,"channels":1,"frameDuration":20000}""";

  private Opus() {}

  static List<Packet> packets(byte[] ogg) {
    List<byte[]> all = new ArrayList<>();
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.wrap(ogg).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.remaining() > PAGE_HEADER) {
      int page = buffer.position();
      int segments = buffer.get(page + SEGMENTS_AT) & 0xff;
      int body = page + PAGE_HEADER + segments;
      for (int i = 0; i < segments; i++) {
        int length = buffer.get(page + PAGE_HEADER + i) & 0xff;
        packet.write(ogg, body, length);
        body += length;
        if (length < LACED) {
          all.add(packet.toByteArray());
          packet.reset();
        }
      }
      buffer.position(body);
    }
    List<Packet> packets = new ArrayList<>();
    for (byte[] bytes : all.subList(HEADERS, all.size())) {
      packets.add(new Packet(2, packets.size() * MICROS, true, bytes));
    }
    return packets;
  }
}
