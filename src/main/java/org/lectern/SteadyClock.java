package org.lectern;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The wall clock as it was when we started, moved on by the monotonic one: when an operator or a time server
 * sets the system's clock by an hour, a running lecture does not notice.
 */
final class SteadyClock extends Clock {

  private final Instant origin = Instant.now();
  private final long originNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return origin.plusNanos(System.nanoTime() - originNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Instants only: a person's time zone belongs to the person");
  }
}
