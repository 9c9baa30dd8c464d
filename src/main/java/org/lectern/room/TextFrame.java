package org.lectern.room;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One WebSocket text message, encoded once and shared by everyone it goes to: a JSON array of items.
 *
 * @param bytes UTF-8, never changed after construction
 */
record TextFrame(byte[] bytes) {

  /** Joins items, each a JSON object in UTF-8, into one message. */
  static TextFrame of(List<byte[]> items) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(2 + items.stream().mapToInt(item -> item.length + 1).sum());
    joined.write('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        joined.write(',');
      }
      joined.writeBytes(items.get(i));
    }
    joined.write(']');
    return new TextFrame(joined.toByteArray());
  }

  int size() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
