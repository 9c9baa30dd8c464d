package org.lectern.room;

import java.util.IdentityHashMap;
import java.util.Map;

/** How much one person may still say just now, whatever number of tabs and devices they say it from. */
final class RateLimit {

  /** Somebody who writes, clicks and turns slides does two or three things in a second. What a browser kept during an outage comes in one burst. */
  static final Rate COMMANDS = Rate.of(10, 40);

  /** A pointer that moves smoothly, and the heartbeats of some tabs. */
  static final Rate SIGNALS = Rate.of(40, 80);

  /** What is refused costs something too. A program that goes on regardless is sent away when this is used up. */
  private static final Rate PATIENCE = Rate.of(5, 200);

  private final Map<Rate, Allowance> left = new IdentityHashMap<>();

  /**
   * Takes one message of this kind off what is left.
   *
   * @param cost for how many it counts: of somebody who is on two nodes, each counts it twice
   */
  synchronized boolean allows(Rule rule, long nowMillis, int cost) {
    return take(rule.isSignal() ? SIGNALS : COMMANDS, nowMillis, cost) && (rule.rate() == null || take(rule.rate(), nowMillis, cost));
  }

  /** Whether something more may be refused before the person is sent away. */
  synchronized boolean hasPatience(long nowMillis, int cost) {
    return take(PATIENCE, nowMillis, cost);
  }

  private boolean take(Rate rate, long nowMillis, int cost) {
    return left.computeIfAbsent(rate, Allowance::new).take(nowMillis, cost);
  }

  private static final class Allowance {
    private final Rate rate;
    private double tokens;
    private long filledAt = Long.MIN_VALUE;

    Allowance(Rate rate) {
      this.rate = rate;
      this.tokens = rate.burst();
    }

    boolean take(long nowMillis, int cost) {
      if (filledAt != Long.MIN_VALUE) {
        tokens = Math.min(rate.burst(), tokens + (nowMillis - filledAt) * rate.perSecond() / 1000);
      }
      filledAt = nowMillis;
      if (tokens < cost) {
        return false;
      }
      tokens -= cost;
      return true;
    }
  }
}
