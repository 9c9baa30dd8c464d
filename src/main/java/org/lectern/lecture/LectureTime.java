package org.lectern.lecture;

import org.jspecify.annotations.Nullable;

/** Lecture time: milliseconds since <em>Start session</em>, running on through breaks and outages. */
public final class LectureTime {

  private LectureTime() {}

  /**
   * The lecture time at a moment of the wall clock.
   *
   * @param startedAt the wall clock at zero, or null before the start: then the planned start serves, and
   *     the time stays negative however late it gets, so that zero still lies ahead
   */
  public static long at(long wallMillis, @Nullable Long startedAt, long plannedStart) {
    return startedAt == null ? Math.min(wallMillis - plannedStart, -1) : wallMillis - startedAt;
  }
}
