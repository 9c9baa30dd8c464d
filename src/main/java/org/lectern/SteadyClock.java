package org.lectern;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The wall clock as it was when we started, moved on by the monotonic one: when an operator or a time server
 * sets the system's clock by an hour, a running lecture does not notice.
 */
public final class SteadyClock extends Clock {

  private volatile Instant origin = Instant.now();
  private final long originNanos = System.nanoTime();

  /**
   * Goes on from this moment, if it thinks that it is earlier.
   *
   * @return by how much it was behind; zero or less when it was not
   */
  public Duration goOnFrom(Instant moment) {
    Duration behind = Duration.between(instant(), moment);
    if (behind.isPositive()) {
      origin = origin.plus(behind);
    }
    return behind;
  }

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
