package org.lectern.insight.attendance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one person's part in one lecture comes to. It is two facts, never one overwritten by the other: how they
 * were there live, and whether they caught up.
 *
 * @param live how they were there; what a person in charge decided stands over what was computed
 * @param excuse whether they were excused
 * @param catchUp how far they are with what they missed
 * @param catchUpUntil the end of the time to catch up; null when none is running or ran
 * @param credit from 0 to 1; null when the lecture is left out for them
 * @param measured what was measured
 * @param corrected whether {@code live} was decided by a person
 */
public record Outcome(
    Live live,
    Excuse excuse,
    CatchUp catchUp,
    @Nullable Instant catchUpUntil,
    @Nullable Double credit,
    Measured measured,
    boolean corrected) {

  /** How somebody was there. */
  public enum Live {
    PRESENT,
    LATE,
    LEFT_EARLY,
    LATE_AND_LEFT_EARLY,
    /** There, but for too little of it. */
    PARTIAL,
    ABSENT,
    /** Not enrolled yet, dispensed, or the lecture was not taught enough to count. */
    NOT_APPLICABLE
  }

  /** Whether somebody was excused. */
  public enum Excuse {
    NONE,
    /** They said so; nobody has decided. */
    NOTIFIED,
    EXCUSED,
    /** They need not take part at all. */
    DISPENSED
  }

  /** How far somebody is with what they missed. */
  public enum CatchUp {
    NOT_NEEDED,
    /** The recording is not published yet. */
    WAITING,
    OPEN,
    DONE,
    DONE_LATE,
    EXPIRED,
    NOT_OFFERED
  }

  /**
   * What the status rests on. Nothing is rounded before a threshold is compared.
   *
   * @param countable how long the person was required to be there
   * @param there how long they were
   * @param late how much of the countable time had passed when they came; zero for someone in time or never there
   * @param early how much of it was left when they went
   * @param caughtUpShare of the missed part, from 0 to 1
   */
  public record Measured(Duration countable, Duration there, Duration late, Duration early, Duration missed, double caughtUpShare) {}
}
