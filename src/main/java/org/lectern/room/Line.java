package org.lectern.room;

import org.lectern.room.websocket.FramedSocket;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** The way to one reader. Nothing here waits for the reader: whoever does not read holds up nobody. */
interface Line {

  /**
   * @param tooSlow what to do about a reader that is too far behind for the rest to be kept for it
   */
  static Line to(WebSocketSession session, Runnable tooSlow) {
    return session instanceof FramedSocket framed ? new FramedLine(framed, tooSlow) : new ContainerLine(session, tooSlow);
  }

  void send(Volley volley);

  /** What still waits is left to the log. */
  void close(CloseStatus status);

  /** The socket is gone. */
  void closed();
}
