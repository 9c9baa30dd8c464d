package org.lectern.room;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Clock;
import java.time.Duration;
import org.lectern.accounts.UserId;
import org.springframework.stereotype.Component;

/**
 * The one gate that everything people say passes, from the socket and, after the end, over HTTP. It asks in this order: may this role,
 * is it too soon, and has so much been refused that the person is sent away.
 */
@Component
final class Gate {

  /** What somebody has left is kept for as long as it is less than at first, so that coming in anew does not fill it. */
  private static final Duration LONGEST_TO_FILL = Duration.ofMinutes(2);

  private final LoadingCache<UserId, RateLimit> people =
      Caffeine.newBuilder().expireAfterAccess(LONGEST_TO_FILL).build(_ -> new RateLimit());

  private final Clock clock;

  Gate(Clock clock) {
    this.clock = clock;
  }

  enum Verdict {
    ALLOWED,
    /** This role may not. */
    NOT_ALLOWED,
    /** The person reads that it was too soon. */
    TOO_FAST,
    /** So much was refused that the line is closed. */
    FLOOD
  }

  Verdict pass(Rule rule, Member by) {
    return pass(rule, by, 1);
  }

  /** @param nodes to so many this person has a line: each lets its part of them pass, so that together they let as much as one */
  Verdict pass(Rule rule, Member by, int nodes) {
    RateLimit limit = people.get(by.id());
    long now = clock.millis();
    if (!rule.allows(by.role())) {
      return limit.hasPatience(now, nodes) ? Verdict.NOT_ALLOWED : Verdict.FLOOD;
    }
    if (!limit.allows(rule, now, nodes)) {
      return limit.hasPatience(now, nodes) ? Verdict.TOO_FAST : Verdict.FLOOD;
    }
    return Verdict.ALLOWED;
  }
}
