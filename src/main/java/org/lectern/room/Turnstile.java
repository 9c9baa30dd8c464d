package org.lectern.room;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many are let in at the same moment. When a hall of thousands comes back at once, some pass, some wait here, and the rest are
 * asked to come back: what the server has of threads and of connections to its database is not all theirs, because those who are
 * inside go on talking.
 */
final class Turnstile {

  /** Of the pool's twenty connections to the database: the rest is for the log and for pages. */
  static final int PASSING = 8;

  /** Each holds a thread of the server's, which has as many for this. Fewer, and most of the work in a storm is sending people away: measured. */
  static final int WAITING = 1_000;

  private final Semaphore inside = new Semaphore(PASSING + WAITING);
  private final Semaphore passing = new Semaphore(PASSING, true);
  private final Duration longestWait;

  /** @param longestWait after which somebody is asked to come back rather than to wait on */
  Turnstile(Duration longestWait) {
    this.longestWait = longestWait;
  }

  /** @return what was asked for, or empty when there are too many at the moment */
  <T> Optional<T> pass(Supplier<T> asked) {
    if (!inside.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return afterWaiting(asked);
    } finally {
      inside.release();
    }
  }

  /** How many pass or wait now. */
  int inside() {
    return PASSING + WAITING - inside.availablePermits();
  }

  private <T> Optional<T> afterWaiting(Supplier<T> asked) {
    if (!mayPass()) {
      return Optional.empty();
    }
    try {
      return Optional.of(asked.get());
    } finally {
      passing.release();
    }
  }

  private boolean mayPass() {
    try {
      return passing.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
