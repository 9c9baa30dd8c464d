package org.lectern.room;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import org.lectern.accounts.UserId;
import org.springframework.stereotype.Component;

/** What each person has left of their {@link RateLimit}, for as long as it is less than at first. Coming in anew does not fill it. */
@Component
final class RateLimits {

  private static final Duration LONGEST_TO_FILL = Duration.ofMinutes(2);

  private final LoadingCache<UserId, RateLimit> people =
      Caffeine.newBuilder().expireAfterAccess(LONGEST_TO_FILL).build(_ -> new RateLimit());

  RateLimit of(UserId person) {
    return people.get(person);
  }
}
