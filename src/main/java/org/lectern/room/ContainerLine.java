package org.lectern.room;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * Writes through the container's own WebSocket. Such a write may wait, so each reader has a virtual thread of its own. It costs more
 * than {@link FramedLine} and is used where Tomcat itself does TLS, and by tests that compare the two.
 */
final class ContainerLine implements Line {

  private static final Logger log = LoggerFactory.getLogger(ContainerLine.class);

  /** How long a message under way may take to one that hardly reads. */
  private static final Duration LONGEST_MESSAGE = Duration.ofSeconds(2);

  private final WebSocketSession session;
  private final Runnable tooSlow;
  private final Thread writer;

  // Guarded by this.
  private final Backlog backlog;
  private long busySince;
  private boolean closing;

  ContainerLine(WebSocketSession session, Backlog backlog, Runnable tooSlow) {
    this.backlog = backlog;
    this.session = session;
    this.tooSlow = tooSlow;
    this.writer = Thread.ofVirtual().name("to-" + session.getId()).start(this::run);
  }

  @Override
  public synchronized void send(Volley volley) {
    if (closing) {
      return;
    }
    for (Outgoing message : volley.messages()) {
      if (!backlog.add(message)) {
        tooSlow.run();
        return;
      }
    }
    notifyAll();
  }

  private void run() {
    try {
      while (true) {
        switch (next()) {
          case TextFrame frame -> session.sendMessage(new TextMessage(frame.text()));
          case MediaBatch batch -> session.sendMessage(new BinaryMessage(batch.bytes()));
        }
      }
    } catch (InterruptedException closed) {
      // asked to stop
    } catch (IOException | IllegalStateException gone) {
      close(CloseStatus.SESSION_NOT_RELIABLE);
    }
  }

  private synchronized Outgoing next() throws InterruptedException {
    Outgoing next;
    while ((next = backlog.next(System.nanoTime())) == null) {
      if (closing) {
        throw new InterruptedException();
      }
      busySince = 0;
      wait();
    }
    busySince = busySince == 0 ? System.nanoTime() : busySince;
    return next;
  }

  @Override
  public synchronized long behind() {
    return busySince == 0 || closing ? 0 : System.nanoTime() - busySince;
  }

  @Override
  public boolean isUpToDate() {
    return busySince == 0;
  }

  /**
   * Lets the writer end by itself before the socket is closed. Java closes a socket whose thread is interrupted while it writes, and
   * then the reader would not be told why. A reader that does not read holds the writer until a time-out, so another thread waits for
   * it, and not for long.
   */
  @Override
  public void close(CloseStatus status) {
    stop();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                if (!writer.join(LONGEST_MESSAGE)) {
                  closed();
                }
                session.close(status);
              } catch (InterruptedException | IOException alreadyGone) {
                log.debug("Closing a socket that was gone", alreadyGone);
              }
            });
  }

  private synchronized void stop() {
    closing = true;
    backlog.clear();
    notifyAll();
  }

  @Override
  public void closed() {
    stop();
    writer.interrupt();
  }
}
