package org.lectern.hostile;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A WebSocket (RFC 6455) frame by frame, right or wrong. */
final class RawSocket implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private final Socket socket;
  private final DataInputStream in;

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Shakes hands as a browser on our own page does. */
  static RawSocket open(int port, String path, String cookie) throws IOException {
    Socket socket = new Socket("localhost", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket
        .getOutputStream()
        .write(
            ("GET %s HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: lectern.v1\r\nSec-WebSocket-Extensions: permessage-deflate\r\nCookie: %s\r\n\r\n"
                    .formatted(path, port, port, KEY, cookie))
                .getBytes(StandardCharsets.UTF_8));
    RawSocket raw = new RawSocket(socket);
    String head = raw.head();
    if (!head.startsWith("HTTP/1.1 101")) {
      socket.close();
      throw new IOException("no WebSocket: " + head);
    }
    return raw;
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /**
   * One frame.
   *
   * @param first FIN, RSV1 to RSV3 and the opcode, as they stand in the first byte
   * @param length as it claims; what follows is the payload whatever it claims
   */
  static byte[] frame(int first, boolean masked, long length, byte[] payload, Random random) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int mask = masked ? 0x80 : 0;
    bytes.write(first);
    if (length < 126) {
      bytes.write(mask | (int) length);
    } else if (length < 65_536) {
      bytes.write(mask | 126);
      bytes.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
    } else {
      bytes.write(mask | 127);
      bytes.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
    }
    byte[] sent = payload.clone();
    if (masked) {
      byte[] key = new byte[4];
      random.nextBytes(key);
      bytes.writeBytes(key);
      for (int i = 0; i < sent.length; i++) {
        sent[i] ^= key[i % 4];
      }
    }
    bytes.writeBytes(sent);
    return bytes.toByteArray();
  }

  /** @return false when the other side has closed */
  boolean send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Reads until a close frame or the end of the line: the code, or -1 where there was none. */
  int closeCode() throws IOException {
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        long length = in.readUnsignedByte() & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] payload = in.readNBytes((int) length);
        if (opcode == 8) {
          return payload.length < 2 ? -1 : ByteBuffer.wrap(payload).getShort();
        }
      }
    } catch (EOFException | SocketException gone) {
      return -1;
    } catch (SocketTimeoutException stillOpen) {
      throw new AssertionError("neither an answer nor an end", stillOpen);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
