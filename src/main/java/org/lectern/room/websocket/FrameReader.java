package org.lectern.room.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.web.socket.CloseStatus;

/**
 * Takes apart what a client sends, however it arrives in pieces: frames (RFC 6455, section 5), fragmented messages with control
 * frames between them, and nothing that a client must not send. A message is bounded before its payload is read.
 *
 * <p>Used by one thread at a time.
 */
final class FrameReader {

  private static final int MASKED = 0x80;
  private static final int RESERVED = 0x70;
  private static final int LONGEST_HEADER = 14;
  private static final int HEADER_PENDING = -1;
  private static final byte[] EMPTY = {};

  /** What whole messages are handed to. */
  interface Listener {
    void heard(String message);

    void pinged(byte[] payload);

    /** @param status with the code and reason the client gave; 1005 for none */
    void goodbye(CloseStatus status);
  }

  private final Listener listener;
  private final int longestMessage;
  private final byte[] header = new byte[LONGEST_HEADER];
  private int headerLength;

  // The frame whose payload is being read.
  private int opcode;
  private boolean isFinal;
  private int mask;
  private int read;
  private int left = HEADER_PENDING;
  private byte[] control = EMPTY;

  // The message it belongs to.
  private boolean inMessage;
  private byte[] message = EMPTY;
  private int messageLength;
  private boolean closed;

  /** @param longestMessage bytes */
  FrameReader(int longestMessage, Listener listener) {
    this.longestMessage = longestMessage;
    this.listener = listener;
  }

  /** Reads all there is. What follows a close frame is not read any more. */
  void read(ByteBuffer bytes) throws ProtocolViolation {
    while (bytes.hasRemaining() && !closed) {
      if (left == HEADER_PENDING && !readHeader(bytes)) {
        return;
      }
      readPayload(bytes);
      if (left == 0) {
        left = HEADER_PENDING;
        endFrame();
      }
    }
  }

  private boolean readHeader(ByteBuffer bytes) throws ProtocolViolation {
    while (bytes.hasRemaining()) {
      header[headerLength++] = bytes.get();
      if (headerLength == 2) {
        checkBeginning();
      }
      if (headerLength >= 2 && headerLength == 2 + lengthBytes() + Integer.BYTES) {
        beginFrame();
        headerLength = 0;
        return true;
      }
    }
    return false;
  }

  private int lengthBytes() {
    int length = header[1] & 0x7f;
    return length < 126 ? 0 : length == 126 ? Short.BYTES : Long.BYTES;
  }

  private void checkBeginning() throws ProtocolViolation {
    opcode = header[0] & 0x0f;
    isFinal = header[0] < 0;
    require((header[0] & RESERVED) == 0, "reserved bits without an extension");
    require((header[1] & MASKED) != 0, "not masked");
    if (opcode >= Framing.CLOSE) {
      require(opcode <= Framing.PONG, "an unknown control frame");
      require(isFinal && (header[1] & 0x7f) <= Framing.LONGEST_CONTROL_PAYLOAD, "a long or fragmented control frame");
    } else {
      require(opcode <= Framing.BINARY, "an unknown frame");
      require(inMessage == (opcode == Framing.CONTINUATION), "a fragment out of place");
      if (opcode == Framing.BINARY) {
        throw new ProtocolViolation(CloseStatus.NOT_ACCEPTABLE, "binary messages are not understood");
      }
    }
  }

  private void beginFrame() throws ProtocolViolation {
    ByteBuffer numbers = ByteBuffer.wrap(header, 2, headerLength - 2);
    long length = switch (lengthBytes()) {
      case 0 -> header[1] & 0x7f;
      case Short.BYTES -> numbers.getShort() & 0xffff;
      default -> numbers.getLong();
    };
    require(length >= 0, "a negative length");
    mask = numbers.getInt();
    read = 0;
    if (opcode >= Framing.CLOSE) {
      control = new byte[(int) length];
    } else if (length > longestMessage - messageLength) {
      throw new ProtocolViolation(CloseStatus.TOO_BIG_TO_PROCESS, "a message of more than %d bytes".formatted(longestMessage));
    } else if (messageLength + length > message.length) {
      message = Arrays.copyOf(message, messageLength + (int) length);
    }
    left = (int) length;
  }

  private void readPayload(ByteBuffer bytes) {
    boolean isControl = opcode >= Framing.CLOSE;
    byte[] payload = isControl ? control : message;
    int at = isControl ? read : messageLength;
    int count = Math.min(left, bytes.remaining());
    for (int i = 0; i < count; i++, read++) {
      payload[at + i] = (byte) (bytes.get() ^ mask >>> 24 - 8 * (read & 3));
    }
    left -= count;
    messageLength += isControl ? 0 : count;
  }

  private void endFrame() throws ProtocolViolation {
    switch (opcode) {
      case Framing.PING -> listener.pinged(control);
      case Framing.PONG -> {}
      case Framing.CLOSE -> close();
      default -> {
        inMessage = !isFinal;
        if (isFinal) {
          endMessage();
        }
      }
    }
  }

  private void endMessage() throws ProtocolViolation {
    String text = text(message, 0, messageLength);
    message = EMPTY; // a thousand idle students keep nothing
    messageLength = 0;
    listener.heard(text);
  }

  private void close() throws ProtocolViolation {
    closed = true;
    if (control.length == 0) {
      listener.goodbye(CloseStatus.NO_STATUS_CODE);
      return;
    }
    require(control.length > 1, "half a close code");
    int code = ByteBuffer.wrap(control).getShort() & 0xffff;
    require(mayBeSent(code), "a close code that may not be sent");
    listener.goodbye(new CloseStatus(code, text(control, 2, control.length - 2)));
  }

  /** RFC 6455, section 7.4, and what was registered since. */
  private static boolean mayBeSent(int code) {
    return code >= 3000 && code <= 4999 || code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
  }

  private static String text(byte[] bytes, int from, int length) throws ProtocolViolation {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
    } catch (CharacterCodingException malformed) {
      throw new ProtocolViolation(CloseStatus.BAD_DATA, "not UTF-8");
    }
  }

  private static void require(boolean kept, String otherwise) throws ProtocolViolation {
    if (!kept) {
      throw new ProtocolViolation(CloseStatus.PROTOCOL_ERROR, otherwise);
    }
  }
}
