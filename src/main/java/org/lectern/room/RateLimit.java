package org.lectern.room;

import java.util.Map;

/**
 * How much one person may say in how short a time, whatever number of tabs and devices they say it from. Short bursts pass, a flood
 * does not.
 */
final class RateLimit {

  /** Somebody who writes, clicks and turns slides does two or three things in a second. What a browser kept during an outage comes in one burst. */
  private static final Rate COMMANDS = new Rate(10, 40);

  /** A hand goes up and down a few times in a lecture, and everybody is told each time; who teaches lowers one after the other. */
  private static final Rate HANDS = new Rate(2, 20);

  /** Lost, found, lost: nobody can mean it more often. */
  private static final Rate PACE = new Rate(1, 10);

  /** Hearts come in flurries, but no faster than a thumb. */
  private static final Rate REACTIONS = new Rate(5, 20);

  /** A pointer that moves smoothly, and the heartbeats of some tabs. */
  private static final Rate SIGNALS = new Rate(40, 80);

  /** What is refused costs something too. A program that goes on regardless is sent away when this is used up. */
  private static final Rate PATIENCE = new Rate(5, 200);

  private final Bucket commands = new Bucket(COMMANDS);
  private final Bucket signals = new Bucket(SIGNALS);
  private final Bucket patience = new Bucket(PATIENCE);
  private final Map<String, Bucket> rarer = rarer();

  private static Map<String, Bucket> rarer() {
    Bucket hands = new Bucket(HANDS);
    Bucket pace = new Bucket(PACE);
    return Map.of(
        "hand.raise", hands, "hand.lower", hands, "pace.lost", pace, "pace.found", pace, "react", new Bucket(REACTIONS));
  }

  enum Verdict {
    ALLOWED,
    /** Refused, and the person reads so. */
    TOO_FAST,
    /** So many were refused that the line is closed. */
    FLOOD
  }

  synchronized Verdict command(String type, long nowMillis) {
    return judge(commands, type, nowMillis);
  }

  synchronized Verdict signal(String type, long nowMillis) {
    return judge(signals, type, nowMillis);
  }

  private Verdict judge(Bucket all, String type, long nowMillis) {
    Bucket ofItsKind = rarer.get(type);
    if (all.take(nowMillis) && (ofItsKind == null || ofItsKind.take(nowMillis))) {
      return Verdict.ALLOWED;
    }
    return patience.take(nowMillis) ? Verdict.TOO_FAST : Verdict.FLOOD;
  }

  private record Rate(double perSecond, double burst) {}

  private static final class Bucket {
    private final Rate rate;
    private double tokens;
    private long filledAt = Long.MIN_VALUE;

    Bucket(Rate rate) {
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
