package org.lectern.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.lectern.courses.CourseAct;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.lecture.Lecture;

/**
 * A lecture as a row or a card shows it to one person at one moment.
 *
 * @param zone whose days are meant
 */
record LectureView(Lecture lecture, VisibleCourse in, ZoneId zone, Instant now) {

  /** How long after its planned end a lecture that nobody started is still offered: someone may be very late. */
  private static final Duration PATIENCE = Duration.ofHours(12);

  /** From when on the room is a thing to go to. */
  private static final Duration SOON = Duration.ofMinutes(30);

  public Instant start() {
    return lecture.startedAt().orElse(lecture.startsAt());
  }

  public Instant end() {
    return lecture.endedAt().orElse(lecture.plannedEnd());
  }

  public boolean isLive() {
    return lecture.isLive();
  }

  public boolean isPlanned() {
    return lecture.phase() == Lecture.Phase.PLANNED;
  }

  public boolean isOver() {
    return lecture.phase() == Lecture.Phase.ENDED;
  }

  public boolean isCancelled() {
    return lecture.isCancelled();
  }

  /** Still to come, or going on; a cancelled one until it would have begun. */
  public boolean isUpcoming() {
    return isLive()
        || isPlanned() && lecture.plannedEnd().plus(PATIENCE).isAfter(now)
        || isCancelled() && lecture.startsAt().isAfter(now);
  }

  /** Whether its room is a thing of today. */
  public boolean isToday() {
    return isSoon() || daysAway() <= 0;
  }

  public boolean isSoon() {
    return isPlanned() && lecture.startsAt().minus(SOON).isBefore(now);
  }

  public boolean startsLater() {
    return isPlanned() && lecture.startsAt().isAfter(now);
  }

  /** Whole minutes until the planned start, rounded up; never negative. */
  public long minutesUntil() {
    return Math.max(0, Math.ceilDiv(Duration.between(now, lecture.startsAt()).toSeconds(), 60));
  }

  /** The same in days, to the nearest. */
  public long daysUntil() {
    return Math.round(minutesUntil() / (24 * 60.0));
  }

  public long minutesSince() {
    return Math.max(0, Duration.between(start(), now).toMinutes());
  }

  /** Its length in minutes, planned or as it was held. */
  public long minutes() {
    return Duration.between(start(), end()).toMinutes();
  }

  /** Calendar days from today, on the clock of the person who looks. */
  public long daysAway() {
    return ChronoUnit.DAYS.between(now.atZone(zone).toLocalDate(), start().atZone(zone).toLocalDate());
  }

  public boolean mayPlan() {
    return in.may(CourseAct.PLAN_LECTURES);
  }

  /** Whether this person teaches it. */
  public boolean teaches() {
    return in.role().isStaff();
  }
}
