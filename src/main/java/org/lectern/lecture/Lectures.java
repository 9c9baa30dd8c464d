package org.lectern.lecture;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lectern.accounts.SignedIn;
import org.lectern.accounts.User;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds, plans and cancels lectures. */
@Component
public class Lectures {

  /** As {@link org.lectern.courses.Enrolments#roleOf} says it: an admin without a place sees a lecture as an instructor does. */
  private static final String ROLE =
      """
      select role from (
        select coalesce(enrolment.role, case when ? then 'INSTRUCTOR' end) as role
          from lecture
          left join enrolment
            on enrolment.course_id = lecture.course_id and enrolment.user_id = ? and enrolment.withdrawn_at is null
         where lecture.id = ? and lecture.cancelled_at is null) found
       where role is not null
      """;

  private static final String COUNTS =
      """
      select course_id,
             count(*) filter (where started_at is not null) as held,
             count(*) filter (where started_at is null and starts_at + length_seconds * interval '1 second' > :now) as planned
        from lecture
       where course_id in (:courses) and cancelled_at is null
       group by course_id
      """;

  private final LectureRepository repository;
  private final Courses courses;
  private final JdbcClient jdbc;
  private final Clock clock;

  Lectures(LectureRepository repository, Courses courses, JdbcClient jdbc, Clock clock) {
    this.repository = repository;
    this.courses = courses;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The lectures that this person may see. For them no other exists. */
  public VisibleLectures visibleTo(User user) {
    return id ->
        repository
            .findById(id.value())
            .flatMap(
                lecture ->
                    courses
                        .visibleTo(user)
                        .find(lecture.course())
                        .map(course -> new VisibleLecture(lecture, course, user)));
  }

  /**
   * The role this person has in a lecture that takes place. It is for a door through which a whole hall comes at once, so it takes one
   * query and asks for no more than the door needs. Empty for a stranger, as with {@link #visibleTo}.
   */
  public Optional<CourseRole> roleIn(LectureId lecture, SignedIn person) {
    return jdbc.sql(ROLE)
        .params(person.isAdmin(), person.id().value(), lecture.value())
        .query((row, _) -> CourseRole.valueOf(row.getString(1)))
        .optional();
  }

  /** Finds any lecture, for Lectern's own work such as recovery, sealing and reports. Pages and sockets use {@link #visibleTo}. */
  public Optional<Lecture> find(LectureId id) {
    return repository.findById(id.value());
  }

  /** All lectures of a course, by planned start. */
  public List<Lecture> of(CourseId course) {
    return repository.findByCourseIdOrderByStartsAt(course.value());
  }

  /** The lectures of these courses that are planned to start in a span of time or are live now, by planned start. */
  public List<Lecture> of(Collection<CourseId> courses, Instant from, Instant until) {
    return repository.findIn(courses.stream().map(CourseId::value).toList(), from, until);
  }

  /** For lists of many courses: how many lectures of each were held, and how many are still to come. Without what was cancelled. */
  public Map<CourseId, Counts> counts(Collection<CourseId> courses) {
    Map<CourseId, Counts> found = new HashMap<>();
    courses.forEach(course -> found.put(course, new Counts(0, 0)));
    if (!courses.isEmpty()) {
      jdbc.sql(COUNTS)
          .param("courses", courses.stream().map(CourseId::value).toList())
          .param("now", Timestamp.from(clock.instant()))
          .query((RowCallbackHandler) row -> found.put(new CourseId(row.getLong(1)), new Counts(row.getInt(2), row.getInt(3))));
    }
    return found;
  }

  public Lecture plan(CourseId course, String title, ZonedDateTime start, Duration length) {
    return plan(UUID.randomUUID(), course, title, start, length);
  }

  /**
   * Plans a lecture.
   *
   * @param clientId made by the sender: the same request sent again gives the same lecture
   */
  public Lecture plan(UUID clientId, CourseId course, String title, ZonedDateTime start, Duration length) {
    try {
      return repository.saveAndFlush(new Lecture(clientId, course, title, start, length));
    } catch (DataIntegrityViolationException sentTwice) {
      return repository.findByClientId(clientId).orElseThrow(() -> sentTwice);
    }
  }

  /** Changes the plan of a lecture that has not started. */
  @Transactional
  public Lecture replan(LectureId id, String title, ZonedDateTime start, Duration length) {
    Lecture lecture = repository.findById(id.value()).orElseThrow();
    lecture.plan(title, start, length);
    return lecture;
  }

  @Transactional
  public void cancel(LectureId id) {
    repository.findById(id.value()).orElseThrow().cancel(clock.instant());
  }

  /** @param held begun, whether or not they are over */
  public record Counts(int held, int planned) {}

  /** Finding is authorising: empty for a stranger, as for a lecture that never was. */
  @FunctionalInterface
  public interface VisibleLectures {
    Optional<VisibleLecture> find(LectureId id);
  }

  /** A lecture, its course with the role in it of the person who asked, and that person. */
  public record VisibleLecture(Lecture lecture, VisibleCourse in, User seenBy) {

    public LectureId id() {
      return lecture.id();
    }

    public CourseRole role() {
      return in.role();
    }

    /** The person who asked, as far as it matters for what they may see of the log. */
    public Viewer viewer() {
      return Viewer.of(seenBy.id(), role());
    }
  }
}
