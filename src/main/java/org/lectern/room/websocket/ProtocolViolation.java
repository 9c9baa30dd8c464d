package org.lectern.room.websocket;

import org.springframework.web.socket.CloseStatus;

/** The other program does not speak WebSocket; the connection is failed with this status (RFC 6455, section 7.1.7). */
final class ProtocolViolation extends Exception {

  private final CloseStatus status;

  ProtocolViolation(CloseStatus status, String reason) {
    super(reason, null, false, false);
    this.status = status.withReason(reason);
  }

  CloseStatus status() {
    return status;
  }
}
