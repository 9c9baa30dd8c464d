package org.lectern.lecture;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.text.Isolates;

/**
 * What the stage says before any script runs, and what its scripts begin from.
 *
 * @param you the person who looks
 * @param host who is expected to teach, by name
 * @param enrolled students with a place in the course now
 */
record StagePage(VisibleLecture visible, User you, String host, long enrolled) {

  public long id() {
    return lecture().id().value();
  }

  public String title() {
    return lecture().title();
  }

  public Course course() {
    return visible.in().course();
  }

  /** The course as people say it: its code, if it has one, and its title. */
  public String courseName() {
    return (Isolates.isolated(course().code()) + " " + Isolates.isolated(course().title())).strip();
  }

  /** As the wire writes it. */
  public String role() {
    return visible.role().name().toLowerCase(Locale.ROOT);
  }

  public boolean staff() {
    return visible.role().isStaff();
  }

  /** Whether it is seen from its recording, because it is over. */
  public boolean replayed() {
    return lecture().phase() == Lecture.Phase.ENDED;
  }

  /** Whether this person turns the pages for everyone. */
  public boolean leads() {
    return staff() && !replayed();
  }

  public boolean mayRaiseHand() {
    return visible.role() == CourseRole.STUDENT;
  }

  public boolean mayReact() {
    return visible.role() != CourseRole.OBSERVER;
  }

  public boolean mayBeLost() {
    return visible.role() == CourseRole.STUDENT;
  }

  public Instant startsAt() {
    return lecture().startsAt();
  }

  public Instant plannedEnd() {
    return lecture().plannedEnd();
  }

  /** Where it was planned. */
  public ZoneId zone() {
    return lecture().zone();
  }

  private Lecture lecture() {
    return visible.lecture();
  }
}
