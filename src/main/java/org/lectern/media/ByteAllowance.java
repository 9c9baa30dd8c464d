package org.lectern.media;

/**
 * How many bytes one publisher's socket may bring. Not thread-safe.
 */
final class ByteAllowance {

  /** Ten times what camera, screen and sound need in the best quality. The rest is for filling in what was missed in an outage. */
  private static final long BYTES_A_SECOND = 5 << 20;

  /** Enough for some minutes of a lecture that a browser kept while its line was bad and then sends at once. */
  private static final long BURST = 64 << 20;

  private long left = BURST;
  private long filledAt;

  ByteAllowance(long nowMillis) {
    filledAt = nowMillis;
  }

  /** @return whether they may be taken */
  boolean take(int bytes, long nowMillis) {
    left = Math.min(BURST, left + Math.max(0, nowMillis - filledAt) * BYTES_A_SECOND / 1000) - bytes; // clocks are set back
    filledAt = nowMillis;
    return left >= 0;
  }
}
