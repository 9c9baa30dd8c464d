package org.lectern.media;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells one publisher what it must know, in order, on a thread of its own. So nobody waits for a publisher that does not read.
 */
final class PublisherLine implements Publication.Link {

  static final CloseStatus MAY_NOT = new CloseStatus(4403, "may not publish");

  private static final CloseStatus COME_BACK = new CloseStatus(4000, "come back");
  private static final Logger log = LoggerFactory.getLogger(PublisherLine.class);

  /** Messages that may wait. A publisher is told about three a second, so one that reads nothing for so long is not there. */
  private static final int LONGEST_BACKLOG = 64;

  /** How long a message under way may take to one that hardly reads. */
  private static final Duration LONGEST_MESSAGE = Duration.ofSeconds(2);

  private final JsonMapper json = new JsonMapper();
  private final BlockingQueue<ServerMessage> backlog = new ArrayBlockingQueue<>(LONGEST_BACKLOG);
  private final WebSocketSession session;
  private final Thread writer;
  private volatile boolean closing;

  PublisherLine(WebSocketSession session) {
    this.session = session;
    this.writer = Thread.ofVirtual().name("to-publisher-" + session.getId()).start(this::run);
  }

  @Override
  public void send(ServerMessage message) {
    if (!closing && !backlog.offer(message)) {
      askToComeBack();
    }
  }

  private void run() {
    try {
      for (ServerMessage next = backlog.take(); !closing; next = backlog.take()) {
        session.sendMessage(new TextMessage(json.writeValueAsString(next)));
      }
    } catch (InterruptedException | IOException | IllegalStateException gone) {
      log.debug("A publisher left while it was told something", gone);
    }
  }

  @Override
  public void revoke() {
    close(MAY_NOT);
  }

  @Override
  public void askToComeBack() {
    close(COME_BACK);
  }

  /** Ends the thread when the socket is gone. */
  void closed() {
    writer.interrupt();
  }

  /**
   * Lets the writer end by itself before the socket is closed. Java closes a socket whose thread is interrupted while it writes, and
   * then the publisher would not be told why. One that does not read holds the writer until a time-out, so another thread waits for
   * it, and not for long.
   */
  private void close(CloseStatus status) {
    closing = true;
    backlog.clear();
    backlog.offer(new ServerMessage.Beat()); // wakes the writer, which sends nothing any more
    Thread.ofVirtual().start(() -> {
      try {
        if (!writer.join(LONGEST_MESSAGE)) {
          closed();
        }
        session.close(status);
      } catch (InterruptedException | IOException gone) {
        log.debug("Closing a publisher's socket that was gone", gone);
      }
    });
  }
}
