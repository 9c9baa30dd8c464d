package org.lectern.room;

/**
 * A token bucket for one connection: short bursts pass, a flood does not.
 *
 * <p>Not thread-safe: a WebSocket session hands over one message at a time.
 */
final class RateLimit {

  private static final double COMMANDS_A_SECOND = 10;
  private static final double COMMAND_BURST = 40;
  private static final double SIGNALS_A_SECOND = 40;
  private static final double SIGNAL_BURST = 80;

  private final Bucket commands = new Bucket(COMMANDS_A_SECOND, COMMAND_BURST);
  private final Bucket signals = new Bucket(SIGNALS_A_SECOND, SIGNAL_BURST);

  boolean allowsCommand(long nowMillis) {
    return commands.take(nowMillis);
  }

  boolean allowsSignal(long nowMillis) {
    return signals.take(nowMillis);
  }

  private static final class Bucket {
    private final double perSecond;
    private final double most;
    private double tokens;
    private long filledAt = Long.MIN_VALUE;

    Bucket(double perSecond, double most) {
      this.perSecond = perSecond;
      this.most = most;
      this.tokens = most;
    }

    boolean take(long nowMillis) {
      if (filledAt != Long.MIN_VALUE) {
        tokens = Math.min(most, tokens + (nowMillis - filledAt) * perSecond / 1000);
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
