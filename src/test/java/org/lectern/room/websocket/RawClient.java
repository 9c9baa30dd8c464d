package org.lectern.room.websocket;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that may say anything at all. */
final class RawClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket = new Socket();
  private final OutputStream out;
  private final DataInputStream in;
  private final String response;

  /** @param receiveBuffer bytes; small for a client that will not read */
  RawClient(int port, String cookie, long lecture, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
    out = socket.getOutputStream();
    in = new DataInputStream(socket.getInputStream());
    send(
        """
        GET /lectures/%d/socket HTTP/1.1\r
        Host: localhost:%d\r
        Cookie: %s\r
        Upgrade: websocket\r
        Connection: keep-alive, Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Protocol: something.else, lectern.v1\r
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r
        \r
        """
            .formatted(lecture, port, cookie)
            .getBytes(StandardCharsets.US_ASCII));
    response = readResponse();
  }

  private String readResponse() throws IOException {
    StringBuilder lines = new StringBuilder();
    while (lines.indexOf("\r\n\r\n") < 0) {
      lines.append((char) in.readUnsignedByte());
    }
    return lines.toString();
  }

  /** The status line and headers with which the handshake was answered. */
  String response() {
    return response;
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** One frame from the server. */
  record Received(int firstByte, byte[] payload) {

    int opcode() {
      return firstByte & 15;
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
      return ByteBuffer.wrap(payload).getShort() & 0xffff;
    }
  }

  Received receive() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Received(first, payload);
  }

  /** The next frame with this opcode; those before it are read and forgotten. */
  Received receive(int opcode) throws IOException {
    Received received;
    do {
      received = receive();
    } while (received.opcode() != opcode);
    return received;
  }

  /** Whether nothing more comes. */
  boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
