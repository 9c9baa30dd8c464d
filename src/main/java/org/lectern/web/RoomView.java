package org.lectern.web;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the room of a lecture that goes on is like at the moment, for those who are not in it.
 *
 * @param here how many people are
 * @param onBreak whether nobody is asked to be there just now
 * @param breakUntil null where no time was said
 * @param taughtAt when somebody who teaches was there last; at the latest now
 * @param teacher who is waited for, to their face
 */
record RoomView(int here, boolean onBreak, @Nullable Instant breakUntil, Instant taughtAt, String teacher, Instant now) {

  /** A teacher whose line drops for less is not away: from then on nobody is asked to be there. */
  private static final Duration UNNOTICED = Duration.ofMinutes(2);

  /** Whether those who teach have been away for so long that the session stands still: in a break they may, until its time is over. */
  public boolean isWaiting() {
    return (!onBreak || breakIsOver()) && !taughtAt.plus(UNNOTICED).isAfter(now);
  }

  public boolean isOn() {
    return !onBreak && !isWaiting();
  }

  /** When the break is to end; null where no time was said, and once it is past. */
  public @Nullable Instant breakEnd() {
    return breakIsOver() ? null : breakUntil;
  }

  private boolean breakIsOver() {
    return breakUntil != null && !breakUntil.isAfter(now);
  }
}
