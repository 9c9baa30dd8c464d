package org.lectern.room;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private final UUID id = UUID.randomUUID();
  private final Member member;
  private final WebSocketSession session;
  private final Instant joinedAt;
  private final BlockingQueue<Frame> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final RateLimit rateLimit = new RateLimit();
  private final Thread writer;
  private volatile Instant seenAt;
  private volatile boolean recorded;

  Connection(Member member, WebSocketSession session, Instant now) {
    this.member = member;
    this.session = session;
    this.joinedAt = now;
    this.seenAt = now;
    this.writer = Thread.ofVirtual().name("to-" + member.id() + "-" + session.getId()).start(this::write);
  }

  /** Never blocks. */
  void send(Frame frame) {
    if (closing.get()) {
      return;
    }
    if (waitingBytes.addAndGet(frame.size()) > MOST_WAITING) {
      log.info("A reader of person {} is {} bytes behind and is asked to come back", member.id(), waitingBytes.get());
      close(CloseCode.COME_BACK.because("too slow, the log has the rest"));
      return;
    }
    waiting.add(frame);
  }

  private void write() {
    try {
      while (true) {
        Frame frame = waiting.take();
        session.sendMessage(new TextMessage(frame.bytes()));
        waitingBytes.addAndGet(-frame.size());
      }
    } catch (InterruptedException closed) {
      // asked to stop
    } catch (IOException | IllegalStateException gone) {
      close(CloseStatus.SESSION_NOT_RELIABLE);
    }
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
