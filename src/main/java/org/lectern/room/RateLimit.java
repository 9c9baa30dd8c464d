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

  /** Takes one message of this kind off what is left. */
  synchronized boolean allows(Rule rule, long nowMillis) {
    return take(rule.isSignal() ? SIGNALS : COMMANDS, nowMillis) && (rule.rate() == null || take(rule.rate(), nowMillis));
  }

  /** Whether something more may be refused before the person is sent away. */
  synchronized boolean hasPatience(long nowMillis) {
    return take(PATIENCE, nowMillis);
  }

  private boolean take(Rate rate, long nowMillis) {
    return left.computeIfAbsent(rate, Allowance::new).take(nowMillis);
  }

  private static final class Allowance {
    private final Rate rate;
    private double tokens;
    private long filledAt = Long.MIN_VALUE;

    Allowance(Rate rate) {
      this.rate = rate;
      this.tokens = rate.burst();
    }

    boolean take(long nowMillis) {
      if (filledAt != Long.MIN_VALUE) {
        tokens = Math.min(rate.burst(), tokens + (nowMillis - filledAt) * rate.perSecond() / 1000);
      }
      filledAt = nowMillis;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
