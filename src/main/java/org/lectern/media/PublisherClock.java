package org.lectern.media;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far a publisher's clock is from ours. Each message says what the publisher's clock showed when it was sent, and arrives some time
 * later, so the least difference seen is the nearest to the truth and the rest is delay. All times in microseconds.
 *
 * <p>Not thread-safe: it belongs to one publication, under its lock.
 */
final class PublisherClock {

  /** Two readings of a clock that are further apart are of different clocks, or one of them was turned. */
  private static final long LONGEST_DELAY = 10_000_000;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private long difference = UNKNOWN;

  boolean isKnown() {
    return difference != UNKNOWN;
  }

  /**
   * @param theirs what the publisher's clock showed when it sent this
   * @param ours when it arrived
   */
  void read(long theirs, Instant ours) {
    difference = Math.min(difference, micros(ours) - theirs);
  }

  /**
   * Takes over what was found when an earlier epoch began. A server that has just started again takes seconds to hear somebody's first
   * words, and what they publish from then on would lie as much too late in the recording.
   *
   * @param offset of the earlier epoch, as {@link #offsetTo} gave it
   * @param zero the moment at which lecture time was zero then
   */
  void goOnFrom(long offset, Instant zero) {
    long then = offset + micros(zero);
    if (difference - then < LONGEST_DELAY) {
      difference = Math.min(difference, then);
    }
  }

  /** What is added to the publisher's time to have lecture time. */
  long offsetTo(Instant zero) {
    return difference - micros(zero);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
