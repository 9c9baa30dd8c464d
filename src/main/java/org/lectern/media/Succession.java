package org.lectern.media;

import java.util.concurrent.TimeUnit;

/** Whether what another node tells of a lecture follows on what it told before. Times are nanoseconds of a clock that only goes forward. */
final class Succession {

  /** As long as a publisher has to come back, whose node this may have been. */
  private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(Publication.SECONDS_TO_RETURN);

  /** The answer may be some megabytes, so it is not asked for again before it can have come. */
  private static final long BETWEEN_QUESTIONS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long NUMBERS = 1L << 32;
  private static final long UNKNOWN = -1;

  private long last = UNKNOWN;
  private long heardAt;
  private long askedAt;

  Succession(long now) {
    heardAt = now;
    askedAt = now - BETWEEN_QUESTIONS;
  }

  /** Goes on from here: all that came before is known. */
  void begin(long number, long now) {
    last = number;
    heardAt = now;
  }

  /** @return false when something was missed, and until it has begun anew */
  boolean goesOn(long number, long now) {
    heardAt = now;
    last = last != UNKNOWN && number == (last + 1) % NUMBERS ? number : UNKNOWN;
    return last != UNKNOWN;
  }

  /** Whether it is time to ask for what was missed. */
  boolean asks(long now) {
    boolean due = now - askedAt >= BETWEEN_QUESTIONS;
    askedAt = due ? now : askedAt;
    return due;
  }

  boolean isSilent(long now) {
    return now - heardAt > LONGEST_SILENCE;
  }
}
