package org.lectern.room.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.springframework.web.socket.CloseStatus;

/** What a server puts before a payload: one frame, whole, not masked (RFC 6455, section 5.2). */
public final class Framing {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static final int LONGEST_CONTROL_PAYLOAD = 125;
  private static final int FINAL = 0x80;

  private Framing() {}

  /** An empty buffer for one text message, its header already in it. */
  public static ByteBuffer text(int length) {
    return begin(TEXT, length);
  }

  /** An empty buffer for one binary message, its header already in it. */
  public static ByteBuffer binary(int length) {
    return begin(BINARY, length);
  }

  static ByteBuffer pong(byte[] payload) {
    return begin(PONG, payload.length).put(payload).flip();
  }

  static ByteBuffer close(CloseStatus status) {
    if (status.equalsCode(CloseStatus.NO_STATUS_CODE)) {
      return begin(CLOSE, 0).flip();
    }
    byte[] reason = status.getReason() == null ? new byte[0] : status.getReason().getBytes(StandardCharsets.UTF_8);
    int length = Math.min(reason.length, LONGEST_CONTROL_PAYLOAD - 2);
    return begin(CLOSE, 2 + length).putShort((short) status.getCode()).put(reason, 0, length).flip();
  }

  private static ByteBuffer begin(int opcode, int length) {
    ByteBuffer frame = ByteBuffer.allocate(headerLength(length) + length).put((byte) (FINAL | opcode));
    if (length < 126) {
      return frame.put((byte) length);
    }
    return length < 65_536 ? frame.put((byte) 126).putShort((short) length) : frame.put((byte) 127).putLong(length);
  }

  /** Bytes before a payload of this length. */
  public static int headerLength(int length) {
    return length < 126 ? 2 : length < 65_536 ? 4 : 10;
  }
}
