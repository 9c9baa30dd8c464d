package org.lectern.insight.attendance;

/**
 * What a course asks of people. Times are in seconds, shares and credits from 0 to 1. It is stamped on each
 * lecture when it is planned, so that a later change never decides the past again.
 *
 * @param lateAfter coming later than this is late
 * @param leftEarlyBefore leaving this long before the end is early
 * @param gapBridged a connection gap up to this is no absence
 * @param leastLiveShare of the countable time, to count as present
 * @param leastInstructorShare of the lecture's time; taught for less, the lecture counts for nobody
 * @param excusedCounts what an excused absence counts as
 * @param creditForLate for coming late or leaving early
 * @param catchUpOffered whether an absence can be made up for by watching
 * @param catchUpDays counted from the publication of the recording
 * @param catchUpShare of the missed part that must be watched
 * @param creditForCatchUp when it was, in time
 * @param correctionHours for how long after the lecture instructors may correct; admins always may
 */
public record Policy(
    int lateAfter,
    int leftEarlyBefore,
    int gapBridged,
    double leastLiveShare,
    double leastInstructorShare,
    Excused excusedCounts,
    double creditForLate,
    boolean catchUpOffered,
    int catchUpDays,
    double catchUpShare,
    double creditForCatchUp,
    int correctionHours) {

  /** For a course that has said nothing. */
  public static final Policy DEFAULT =
      new Policy(600, 600, 120, 0.8, 0.25, Excused.LEFT_OUT, 1, true, 14, 0.9, 1, 24 * 14);

  /** @throws IllegalArgumentException when a share or credit is not from 0 to 1, or a time is negative */
  public Policy {
    for (double part : new double[] {leastLiveShare, leastInstructorShare, creditForLate, catchUpShare, creditForCatchUp}) {
      if (!(part >= 0 && part <= 1)) {
        throw new IllegalArgumentException("A share is from 0 to 1, not " + part);
      }
    }
    for (int time : new int[] {lateAfter, leftEarlyBefore, gapBridged, catchUpDays, correctionHours}) {
      if (time < 0) {
        throw new IllegalArgumentException("A time is not negative, as " + time + " is");
      }
    }
  }

  /** What an excused absence counts as. */
  public enum Excused {
    PRESENT,
    LEFT_OUT,
    ABSENT
  }
}
