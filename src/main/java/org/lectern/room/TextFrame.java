package org.lectern.room;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lectern.room.websocket.Framing;

/**
 * One WebSocket text message: a JSON array of items.
 *
 * @param length of the array in bytes of UTF-8
 */
record TextFrame(byte[] framed, int length) implements Outgoing {

  /** Joins items, each a JSON object in UTF-8, into one message. */
  static TextFrame of(List<byte[]> items) {
    int length = items.stream().mapToInt(item -> item.length).sum() + items.size() + 1;
    ByteBuffer joined = Framing.text(length);
    byte before = '[';
    for (byte[] item : items) {
      joined.put(before).put(item);
      before = ',';
    }
    return new TextFrame(joined.put((byte) ']').array(), length);
  }

  /** The array itself, for a container that does its own framing. */
  String text() {
    return new String(framed, framed.length - length, length, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text();
  }
}
