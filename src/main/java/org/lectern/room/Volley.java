package org.lectern.room;

import java.nio.ByteBuffer;
import java.util.List;

/** What goes out to many readers in one write each: whole messages, one after the other. Belongs to the thread that sends it. */
final class Volley {

  private final List<Outgoing> messages;
  private final ByteBuffer bytes;
  private final boolean needsCare;

  private Volley(List<Outgoing> messages, byte[] bytes) {
    this.messages = messages;
    this.bytes = ByteBuffer.wrap(bytes);
    this.needsCare = messages.stream().anyMatch(message -> message instanceof MediaBatch batch && batch.isNeeded());
  }

  static Volley of(List<? extends Outgoing> messages) {
    if (messages.size() == 1) {
      return of(messages.getFirst());
    }
    ByteBuffer joined = ByteBuffer.allocate(messages.stream().mapToInt(Outgoing::size).sum());
    messages.forEach(message -> joined.put(message.framed()));
    return new Volley(List.copyOf(messages), joined.array());
  }

  static Volley of(Outgoing message) {
    return new Volley(List.of(message), message.framed());
  }

  /** The same for another thread. */
  Volley again() {
    return new Volley(messages, bytes.array());
  }

  List<Outgoing> messages() {
    return messages;
  }

  int size() {
    return bytes.capacity();
  }

  /** Whether there is something in it that a reader's rules must learn of. */
  boolean needsCare() {
    return needsCare;
  }

  /** All of it, from the beginning: the same buffer each time, so that a delivery allocates nothing. */
  ByteBuffer fromTheBeginning() {
    return bytes.rewind();
  }
}
