package org.lectern.room;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** One socket of one person who is in the room. */
final class Connection {

  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  private final UUID id = UUID.randomUUID();
  private final Member member;
  private final Instant joinedAt;
  private final Line line;
  private final RoomMeters meters;
  private final Set<String> decodable;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile Instant seenAt;
  private volatile boolean recorded;

  /** @param decodable families of pictures its browser can decode; empty when it did not say */
  Connection(Member member, WebSocketSession session, Set<String> decodable, Instant now, RoomMeters meters) {
    this.meters = meters;
    this.decodable = decodable;
    this.member = member;
    this.joinedAt = now;
    this.seenAt = now;
    this.line = Line.to(session, this::tooSlow, meters::dropped);
  }

  /** Never blocks. A reader to whom this cannot be sent is asked to come back and finds it in the log. */
  void send(Volley volley) {
    try {
      line.send(volley);
    } catch (RuntimeException unexpected) {
      log.error("Nothing could be sent to person {}", member.id(), unexpected);
      close(CloseCode.COME_BACK.because("the log has the rest"));
    }
  }

  /** Never blocks. */
  void send(Outgoing message) {
    send(Volley.of(message));
  }

  private void tooSlow() {
    log.info("A reader of person {} is more than {} bytes behind and is asked to come back", member.id(), Backlog.MOST_TEXT);
    close(CloseCode.COME_BACK.because("too slow, the log has the rest"));
  }

  /** Never blocks. */
  void close(CloseStatus status) {
    if (closing.compareAndSet(false, true)) {
      meters.closed(status);
      line.close(status);
    }
  }

  /** Whether it has taken all that was sent to it. Read without a lock, so the answer may be a moment old. */
  boolean isUpToDate() {
    return line.isUpToDate();
  }

  /** For how long something has waited for it, in nanoseconds. */
  long behind() {
    return line.behind();
  }

  /** Its socket is gone. */
  void closed() {
    closing.set(true);
    line.closed();
  }

  /** Any message is a sign of life. A clock that is turned back does not shorten the stay. */
  void heard(Instant now) {
    if (now.isAfter(seenAt)) {
      seenAt = now;
    }
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

  Instant joinedAt() {
    return joinedAt;
  }

  Instant seenAt() {
    return seenAt;
  }

  /** Whether its stay has been written down at least once. */
  boolean isRecorded() {
    return recorded;
  }

  void setRecorded() {
    recorded = true;
  }
}
