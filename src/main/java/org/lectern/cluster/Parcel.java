package org.lectern.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * One thing that is sent to some nodes, as the bytes it is in a message. A message is what gathered for one node:
 *
 * <pre>
 *  0  u8   version, 1
 *  1  16   the node that sends
 * 17       parcels, each: u8 length of the topic, the topic, i64 number, u32 length, the rest
 * </pre>
 */
record Parcel(Set<UUID> to, byte[] bytes) {

  private static final byte VERSION = 1;
  private static final int HEADER = 17;

  static Parcel of(Collection<UUID> to, Subject subject, byte[] message) {
    byte[] topic = subject.topic().getBytes(StandardCharsets.US_ASCII);
    byte[] bytes =
        ByteBuffer.allocate(1 + topic.length + Long.BYTES + Integer.BYTES + message.length)
            .put((byte) topic.length).put(topic).putLong(subject.id()).putInt(message.length).put(message)
            .array();
    return new Parcel(Set.copyOf(to), bytes);
  }

  /**
   * Joins what is for one node into few messages, in the order in which it was given.
   *
   * @param largest bytes, unless one parcel alone is larger
   */
  static List<byte[]> messages(UUID from, List<Parcel> parcels, int largest) {
    List<byte[]> messages = new ArrayList<>();
    int begin = 0;
    int length = HEADER;
    for (int i = 0; i < parcels.size(); i++) {
      int more = parcels.get(i).bytes().length;
      if (i > begin && length + more > largest) {
        messages.add(message(from, parcels.subList(begin, i), length));
        begin = i;
        length = HEADER;
      }
      length += more;
    }
    messages.add(message(from, parcels.subList(begin, parcels.size()), length));
    return messages;
  }

  private static byte[] message(UUID from, List<Parcel> parcels, int length) {
    ByteBuffer message =
        ByteBuffer.allocate(length).put(VERSION).putLong(from.getMostSignificantBits()).putLong(from.getLeastSignificantBits());
    parcels.forEach(parcel -> message.put(parcel.bytes()));
    return message.array();
  }

  /** Reads a message parcel by parcel. One of another version says nothing. */
  static void read(byte[] bytes, BiConsumer<UUID, Opened> reader) {
    ByteBuffer message = ByteBuffer.wrap(bytes);
    if (message.get() != VERSION) {
      return;
    }
    UUID from = new UUID(message.getLong(), message.getLong());
    while (message.hasRemaining()) {
      byte[] topic = new byte[message.get()];
      message.get(topic);
      long id = message.getLong();
      int length = message.getInt();
      reader.accept(from, new Opened(new Subject(new String(topic, StandardCharsets.US_ASCII), id), message.slice(message.position(), length)));
      message.position(message.position() + length);
    }
  }

  record Opened(Subject subject, ByteBuffer message) {}
}
