package org.lectern.room;

import java.util.function.IntConsumer;
import org.lectern.room.websocket.FramedSocket;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** The way to one reader. Nothing here waits for the reader, so one that does not read holds up nobody. */
interface Line {

  /**
   * @param tooSlow what to do about a reader that is too far behind for the rest to be kept for it
   * @param dropped told how many frames of media were left out for it
   */
  static Line to(WebSocketSession session, Runnable tooSlow, IntConsumer dropped) {
    Backlog backlog = new Backlog(dropped);
    return session instanceof FramedSocket framed
        ? new FramedLine(framed, backlog, tooSlow)
        : new ContainerLine(session, backlog, tooSlow);
  }

  void send(Volley volley);

  /** For how long something has waited for the reader, in nanoseconds; 0 when nothing does. */
  long behind();

  /** Whether nothing waits. Read without a lock, so the answer may be a moment old. */
  boolean isUpToDate();

  /** Closes the socket. What still waits is not sent; the log has it. */
  void close(CloseStatus status);

  /** The socket is gone. */
  void closed();
}
