package org.lectern.media;

/**
 * How many bytes one publisher's socket may bring. Of one thread.
 */
final class ByteAllowance {

  /** Camera, screen and sound in the best quality there is are a tenth of this; the rest is what is filled in after an outage. */
  private static final long BYTES_A_SECOND = 5 << 20;

  /** Some minutes of a lecture that a browser kept while its line was bad, on a fast line. */
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
