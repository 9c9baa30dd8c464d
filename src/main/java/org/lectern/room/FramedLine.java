package org.lectern.room;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.lectern.room.websocket.FramedSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;

/** Writes on the thread that sends, as much as the socket takes. What a full socket does not take waits in a {@link Backlog}. */
final class FramedLine implements Line {

  private static final Logger log = LoggerFactory.getLogger(FramedLine.class);

  private final FramedSocket socket;
  private final Runnable tooSlow;

  // Guarded by this.
  private final Backlog backlog;
  private boolean upToDate = true; // no rest and a clear backlog: at hand, or each delivery would visit both in cold memory
  private @Nullable ByteBuffer rest;
  private long fullSince;
  private boolean closing;

  FramedLine(FramedSocket socket, Backlog backlog, Runnable tooSlow) {
    this.backlog = backlog;
    this.socket = socket;
    this.tooSlow = tooSlow;
    socket.whenWritable(this::drain);
  }

  @Override
  public synchronized void send(Volley volley) {
    if (closing) {
      return;
    }
    if (upToDate && !volley.needsCare()) {
      ByteBuffer bytes = volley.fromTheBeginning();
      if (!write(bytes) && bytes.hasRemaining()) {
        upToDate = false;
        rest = bytes.duplicate();
        fullSince = System.nanoTime();
      }
      return;
    }
    upToDate = false;
    for (Outgoing message : volley.messages()) {
      if (!backlog.add(message)) {
        tooSlow.run();
        return;
      }
    }
    drain();
  }

  private synchronized void drain() {
    while (rest != null || takeNext()) {
      if (!write(rest)) {
        fullSince = fullSince == 0 ? System.nanoTime() : fullSince;
        return;
      }
      rest = null;
    }
    upToDate = backlog.isClear();
    fullSince = 0;
  }

  @Override
  public synchronized long behind() {
    return fullSince == 0 || closing ? 0 : System.nanoTime() - fullSince;
  }

  @Override
  public boolean isUpToDate() {
    return upToDate && socket.isClear();
  }

  private boolean takeNext() {
    Outgoing next = closing ? null : backlog.next(System.nanoTime());
    rest = next == null ? null : ByteBuffer.wrap(next.framed());
    return rest != null;
  }

  private boolean write(ByteBuffer bytes) {
    try {
      return socket.write(bytes);
    } catch (IOException gone) {
      log.debug("A reader was gone", gone);
      closed();
      socket.abort();
      return false;
    }
  }

  @Override
  public void close(CloseStatus status) {
    synchronized (this) {
      closing = true;
      backlog.clear();
    }
    try {
      socket.close(status);
    } catch (IOException gone) {
      log.debug("Closing a socket that was gone", gone);
    }
  }

  @Override
  public synchronized void closed() {
    closing = true;
    backlog.clear(); // but a message that went out in part is ended, or no goodbye could follow it
  }
}
