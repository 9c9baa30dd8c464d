package org.lectern.room;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One socket of one person. Frames wait in a bounded queue and are written by a virtual thread of its own, so
 * that a reader that does not read holds up nobody but itself; when its queue is full it is closed with a
 * code that says <em>come back</em>, and the log catches it up.
 */
final class Connection {

  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /** Bytes that may wait for one reader: some minutes of entries, or one large snapshot and then some. */
  static final long MOST_WAITING = 2 * 1024 * 1024;

  /** Bytes of media that may wait for one reader; they are shared, so this bounds how far behind it is and not memory. */
  private static final int MOST_MEDIA_WAITING = 4 * 1024 * 1024;

  private final UUID id = UUID.randomUUID();
  private final Member member;
  private final WebSocketSession session;
  private final Instant joinedAt;
  private final BlockingQueue<Outgoing> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingMedia = new AtomicInteger();
  private final AtomicBoolean missedMedia = new AtomicBoolean();
  private final SlowReader slowReader = new SlowReader();
  private final Set<String> decodable;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final RateLimit rateLimit = new RateLimit();
  private final Thread writer;
  private volatile Instant seenAt;
  private volatile boolean recorded;

  /** One message: text or media. */
  private sealed interface Outgoing {}

  private record Text(TextFrame frame) implements Outgoing {}

  private record Media(MediaBatch batch) implements Outgoing {}

  /** @param decodable families of pictures its browser can decode; empty when it did not say */
  Connection(Member member, WebSocketSession session, Set<String> decodable, Instant now) {
    this.decodable = decodable;
    this.member = member;
    this.session = session;
    this.joinedAt = now;
    this.seenAt = now;
    this.writer = Thread.ofVirtual().name("to-" + member.id() + "-" + session.getId()).start(this::write);
  }

  /** Never blocks. */
  void send(TextFrame frame) {
    if (closing.get()) {
      return;
    }
    if (waitingBytes.addAndGet(frame.size()) > MOST_WAITING) {
      log.info("A reader of person {} is {} bytes behind and is asked to come back", member.id(), waitingBytes.get());
      close(CloseCode.COME_BACK.because("too slow, the log has the rest"));
      return;
    }
    waiting.add(new Text(frame));
  }

  /** Never blocks. Media is the first thing a reader that does not read goes without. */
  void send(MediaBatch batch) {
    if (closing.get()) {
      return;
    }
    if (waitingMedia.addAndGet(batch.size()) > MOST_MEDIA_WAITING && !batch.isNeeded()) {
      waitingMedia.addAndGet(-batch.size());
      missedMedia.set(true);
      return;
    }
    waiting.add(new Media(batch));
  }

  private void write() {
    try {
      while (true) {
        switch (waiting.take()) {
          case Text(TextFrame frame) -> write(frame);
          case Media(MediaBatch batch) -> write(batch);
        }
      }
    } catch (InterruptedException closed) {
      // asked to stop
    } catch (IOException | IllegalStateException gone) {
      close(CloseStatus.SESSION_NOT_RELIABLE);
    }
  }

  private void write(TextFrame frame) throws IOException {
    session.sendMessage(new TextMessage(frame.bytes()));
    waitingBytes.addAndGet(-frame.size());
  }

  private void write(MediaBatch batch) throws IOException {
    if (missedMedia.getAndSet(false)) {
      slowReader.missed();
    }
    MediaBatch kept = slowReader.keepUp(batch, System.nanoTime());
    if (kept.size() > 0) {
      session.sendMessage(new BinaryMessage(kept.bytes()));
    }
    waitingMedia.addAndGet(-batch.size());
  }

  /** Never blocks: saying goodbye to a reader that does not read may take until its time-out. */
  void close(CloseStatus status) {
    if (closing.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .start(
              () -> {
                writer.interrupt();
                try {
                  session.close(status);
                } catch (IOException alreadyGone) {
                  log.debug("Closing a socket that was gone", alreadyGone);
                }
              });
    }
  }

  /** Its socket is gone. */
  void closed() {
    closing.set(true);
    writer.interrupt();
  }

  /** Anything from the client is a sign of life. */
  void heard(Instant now) {
    seenAt = now;
  }

  Set<String> decodable() {
    return decodable;
  }

  UUID id() {
    return id;
  }

  Member member() {
    return member;
  }

  RateLimit rateLimit() {
    return rateLimit;
  }

  Instant joinedAt() {
    return joinedAt;
  }

  Instant seenAt() {
    return seenAt;
  }

  /** Whether its stay was handed on to be written down once. */
  boolean isRecorded() {
    return recorded;
  }

  void setRecorded() {
    recorded = true;
  }
}
