package org.lectern.support;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A client of a WebSocket that reads nothing until it is asked to; until then its window is as narrow as the system allows. */
public final class StubbornReader implements AutoCloseable {

  private static final int SMALLEST_WINDOW = 1024;
  private static final int WIDE_WINDOW = 1 << 20;
  private static final int BINARY = 2;
  private static final int TEXT = 1;
  private static final int LAST = 0x80;
  private static final int MASKED = 0x80;
  private static final byte[] KEY = Base64.getEncoder().encode(new byte[16]);

  private final Socket socket = new Socket();
  private final DataInputStream in;

  /** Opens the socket, says hello, and reads until it is let in. */
  public StubbornReader(int port, String cookie, long lecture) throws IOException {
    socket.setReceiveBufferSize(SMALLEST_WINDOW); // before it connects, or the window is agreed on without it
    socket.connect(new InetSocketAddress("localhost", port));
    in = new DataInputStream(socket.getInputStream());
    String request =
        """
        GET /lectures/%d/socket HTTP/1.1
        Host: localhost:%d
        Cookie: %s
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Protocol: lectern.v1
        Sec-WebSocket-Key: %s

        """
            .formatted(lecture, port, cookie, new String(KEY, StandardCharsets.US_ASCII))
            .replace("\n", "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    skipHead(in);
    say("{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}");
    next(TEXT).orElseThrow(() -> new IOException("not let in"));
  }

  private static void skipHead(InputStream in) throws IOException {
    for (int newLines = 0; newLines < 2; ) {
      switch (in.read()) {
        case '\n' -> newLines++;
        case '\r' -> {}
        case -1 -> throw new IOException("refused");
        default -> newLines = 0;
      }
    }
  }

  /** A mask of zeros leaves the text as it is. */
  public void say(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(8 + bytes.length).put((byte) (LAST | TEXT)).put((byte) (MASKED | 126)).putShort((short) bytes.length);
    socket.getOutputStream().write(frame.putInt(0).put(bytes).array());
  }

  /** Reads on to the next binary message; what else comes is passed over. Empty when the server has closed. */
  public Optional<byte[]> next() throws IOException {
    socket.setReceiveBufferSize(WIDE_WINDOW); // or a message takes longer than the server waits for a sign of life
    return next(BINARY);
  }

  private Optional<byte[]> next(int wanted) throws IOException {
    while (true) {
      int kind = in.read();
      if (kind < 0 || (kind & 15) == 8) {
        return Optional.empty();
      }
      int length = in.readUnsignedByte();
      long size = length == 127 ? in.readLong() : length == 126 ? in.readUnsignedShort() : length;
      byte[] bytes = in.readNBytes(Math.toIntExact(size));
      if (kind == (LAST | wanted)) {
        return Optional.of(bytes);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
