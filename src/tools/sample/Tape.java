import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.Map;

/** What a browser would have sent, each message behind its length: see "A frame" in {@code src/docs/media.md}. */
final class Tape implements AutoCloseable {

  private static final int HEADER = 16;
  private static final int INIT = 0x10;
  private static final int MEDIA = 0x11;
  private static final int END = 0x13;

  private final DataOutputStream out;
  private final Map<Integer, Integer> next = new TreeMap<>();

  Tape(OutputStream out) {
    this.out = new DataOutputStream(new BufferedOutputStream(out));
  }

  /** @param message as the publishing socket takes it */
  void opens(int track, String message) throws IOException {
    next.put(track, 0);
    frame(INIT, track, 0, 0, 0, message.getBytes(StandardCharsets.UTF_8));
  }

  void write(Packet packet) throws IOException {
    int sequence = next.merge(packet.track(), 1, Integer::sum) - 1;
    frame(MEDIA, packet.track(), packet.keyframe() ? 1 : 0, sequence, packet.micros(), packet.bytes());
  }

  private void frame(int kind, int track, int flags, int sequence, long micros, byte[] payload) throws IOException {
    out.writeInt(HEADER + payload.length);
    out.writeByte(kind);
    out.writeByte(track);
    out.writeByte(flags);
    out.writeByte(0);
    out.writeInt(sequence);
    out.writeLong(micros);
    out.write(payload);
  }

  @Override
  public void close() throws IOException {
    for (int track : next.keySet()) {
      frame(END, track, 0, 0, 0, new byte[0]);
    }
    out.close();
  }
}
