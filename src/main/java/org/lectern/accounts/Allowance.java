package org.lectern.accounts;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/**
 * So many times in so long, for each name separately. Kept in memory, because what it protects is this node's time: what guards
 * accounts is counted for all nodes together, in {@link Guessing}.
 */
public final class Allowance {

  /** Bounds what an attacker with endless names can make us remember. */
  private static final int MOST_NAMES = 100_000;

  private final LoadingCache<String, Bucket> buckets;

  public Allowance(int times, Duration period) {
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_NAMES)
            .expireAfterAccess(period)
            .build(
                name ->
                    Bucket.builder()
                        .addLimit(limit -> limit.capacity(times).refillGreedy(times, period))
                        .build());
  }

  /** Counts one time. @return how long to wait when it was one too many */
  public Optional<Duration> take(String name) {
    ConsumptionProbe probe = buckets.get(name).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }
}
