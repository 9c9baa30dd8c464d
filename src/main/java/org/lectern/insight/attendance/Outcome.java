package org.lectern.insight.attendance;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
 * @param notAsked why nothing is asked of them, where that was computed
 */
public record Outcome(
    Live live,
    Excuse excuse,
    CatchUp catchUp,
    @Nullable Instant catchUpUntil,
    @Nullable Double credit,
    Measured measured,
    boolean corrected,
    @Nullable NotAsked notAsked) {

  /** Whether it is part of any sum: what still goes on is not yet, and what is not asked never. */
  public boolean counts() {
    return live != Live.LIVE_NOW && live != Live.NOT_APPLICABLE;
  }

  /** How somebody was there. */
  public enum Live {
    PRESENT,
    LATE,
    LEFT_EARLY,
    LATE_AND_LEFT_EARLY,
    /** There, but for too little of it. */
    PARTIAL,
    ABSENT,
    /** Nothing was asked of them; {@link NotAsked} says why. */
    NOT_APPLICABLE,
    /** The lecture goes on, or its end can still be taken back: it counts when it is over. */
    LIVE_NOW;

    /** Those that a person in charge may decide. */
    static List<Live> decisions() {
      return Arrays.stream(values()).filter(live -> live != LIVE_NOW).toList();
    }
  }

  /** Why nothing is asked of somebody. */
  public enum NotAsked {
    DISPENSED,
    ENROLLED_LATER,
    /** For less of its time than the policy says. */
    HARDLY_TAUGHT,
    /** All of it was a break, an outage or without a teacher. */
    NOTHING_TO_ATTEND
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
