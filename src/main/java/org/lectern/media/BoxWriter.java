package org.lectern.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the boxes of ISO 14496-12: each is its length, four letters and what is inside. */
final class BoxWriter {

  private byte[] bytes = new byte[1024];
  private int length;

  BoxWriter box(String type, Runnable inside) {
    int start = length;
    u32(0).ascii(type);
    inside.run();
    ByteBuffer.wrap(bytes).putInt(start, length - start);
    return this;
  }

  BoxWriter fullBox(String type, int version, int flags, Runnable inside) {
    return box(type, () -> {
      u32(version << 24 | flags);
      inside.run();
    });
  }

  BoxWriter u8(int... values) {
    for (int value : values) {
      room(1);
      bytes[length++] = (byte) value;
    }
    return this;
  }

  BoxWriter u16(int value) {
    return u8(value >>> 8, value);
  }

  BoxWriter u32(int value) {
    room(4);
    ByteBuffer.wrap(bytes).putInt(length, value);
    length += 4;
    return this;
  }

  BoxWriter u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  BoxWriter zeros(int count) {
    room(count);
    length += count;
    return this;
  }

  BoxWriter ascii(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII), 0);
  }

  BoxWriter bytes(byte[] source, int from) {
    room(source.length - from);
    System.arraycopy(source, from, bytes, length, source.length - from);
    length += source.length - from;
    return this;
  }

  /** Where the next byte goes, to come back to with {@link #u32At}. */
  int length() {
    return length;
  }

  void u32At(int position, int value) {
    ByteBuffer.wrap(bytes).putInt(position, value);
  }

  byte[] written() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
