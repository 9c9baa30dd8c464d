package org.lectern.room;

import org.springframework.web.socket.CloseStatus;

/** Why a room's socket is closed, and with it whether to come back (RFC 6455, section 7.4.2: 4000 to 4999 are ours). */
enum CloseCode {
  /** A slow reader, or this node is stopping: the log has everything, come back at once. */
  COME_BACK(4000),
  /** Too much at the moment: come back with back-off and jitter. */
  COME_BACK_LATER(4001),
  /** The client does not speak the protocol. */
  MALFORMED(4400),
  /** Nobody is signed in any more. */
  SIGN_IN(4401),
  /** Put out of this room for good. */
  REMOVED(4403),
  /** No such lecture for this person, or not any more. */
  NOT_FOUND(4404);

  private final int code;

  CloseCode(int code) {
    this.code = code;
  }

  CloseStatus because(String reason) {
    return new CloseStatus(code, reason);
  }
}
