package org.lectern.media;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a publisher is told, in order, by a thread of its own: whoever tells several publishers waits for none of them, however
 * little one reads.
 */
final class PublisherLine implements Publication.Link {

  static final CloseStatus MAY_NOT = new CloseStatus(4403, "may not publish");

  private static final CloseStatus COME_BACK = new CloseStatus(4000, "come back");
  private static final Logger log = LoggerFactory.getLogger(PublisherLine.class);

  /** A publisher is told three things a second: who reads nothing for so long is not there. */
  private static final int LONGEST_BACKLOG = 64;

  private final JsonMapper json = new JsonMapper();
  private final BlockingQueue<ServerMessage> backlog = new ArrayBlockingQueue<>(LONGEST_BACKLOG);
  private final WebSocketSession session;
  private final Thread writer;

  PublisherLine(WebSocketSession session) {
    this.session = session;
    this.writer = Thread.ofVirtual().name("to-publisher-" + session.getId()).start(this::run);
  }

  @Override
  public void send(ServerMessage message) {
    if (!backlog.offer(message)) {
      askToComeBack();
    }
  }

  private void run() {
    try {
      while (true) {
        session.sendMessage(new TextMessage(json.writeValueAsString(backlog.take())));
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

  /** Nobody is there any more. */
  void closed() {
    writer.interrupt();
  }

  /** Saying goodbye to one that does not read may take until its time-out, so that is done elsewhere. */
  private void close(CloseStatus status) {
    closed();
    Thread.ofVirtual().start(() -> {
      try {
        session.close(status);
      } catch (IOException gone) {
        log.debug("Closing a publisher's socket that was gone", gone);
      }
    });
  }
}
