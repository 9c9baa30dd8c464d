package org.lectern.accounts;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * So many attempts in so long, for each name separately. Kept in memory: a node that starts again forgives,
 * which costs a guesser more than it gives.
 */
final class AttemptLimit {

  /** Bounds what an attacker with endless names can make us remember. */
  private static final int MOST_NAMES = 100_000;

  private final LoadingCache<String, Bucket> buckets;

  AttemptLimit(int attempts, Duration period) {
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_NAMES)
            .expireAfterAccess(period)
            .build(
                name ->
                    Bucket.builder()
                        .addLimit(limit -> limit.capacity(attempts).refillGreedy(attempts, period))
                        .build());
  }

  /** Counts one attempt. */
  void count(String name) {
    ConsumptionProbe probe = buckets.get(name).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw new TooManyAttemptsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /** Starts afresh, after success. */
  void forget(String name) {
    buckets.invalidate(name);
  }
}
