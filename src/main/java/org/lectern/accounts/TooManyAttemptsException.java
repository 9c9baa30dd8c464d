package org.lectern.accounts;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Guessing is slowed down: try again after the wait. */
class TooManyAttemptsException extends AuthenticationException {

  private final Duration wait;

  TooManyAttemptsException(Duration wait) {
    super("too many attempts");
    this.wait = wait;
  }

  /** How long until the next attempt counts, at least a minute, in whole minutes. */
  long minutes() {
    return Math.max(1, wait.plusSeconds(59).toMinutes());
  }
}
