package org.lectern.support;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Courses;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.Presences.Presence;
import org.lectern.lecture.Presences;
import org.lectern.lecture.event.Lifecycle.Ended;
import org.lectern.lecture.event.Lifecycle.Started;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** People, courses and lectures to begin from. Every call makes new ones, so tests never meet. */
@TestComponent
public class Classroom {

  private static final AtomicInteger number = new AtomicInteger();

  private final Users users;
  private final Courses courses;
  private final Enrolments enrolments;
  private final Lectures lectures;
  private final LectureLog log;
  private final Presences presences;
  private final JdbcClient jdbc;
  private final SessionRepository<? extends Session> sessions;

  Classroom(
      Users users,
      Courses courses,
      Enrolments enrolments,
      Lectures lectures,
      LectureLog log,
      Presences presences,
      JdbcClient jdbc,
      SessionRepository<? extends Session> sessions) {
    this.log = log;
    this.presences = presences;
    this.jdbc = jdbc;
    this.users = users;
    this.courses = courses;
    this.enrolments = enrolments;
    this.lectures = lectures;
    this.sessions = sessions;
  }

  public User person(String name) {
    String address = name.toLowerCase().replaceAll("[^a-z]", "") + number.incrementAndGet() + "@people.example";
    return users.create(address, name, null, null);
  }

  public Course course(User instructor) {
    return courses.create(UUID.randomUUID(), "Physical geography", "GEO " + number.incrementAndGet(), "", instructor);
  }

  public User enrolled(Course course, String name, CourseRole role) {
    User person = person(name);
    enrolments.enrol(course.id(), person.id(), role);
    return person;
  }

  public User student(Course course, String name) {
    return enrolled(course, name, CourseRole.STUDENT);
  }

  /** Planned to start in a quarter of an hour. */
  public Lecture lecture(Course course) {
    return lectures.plan(
        course.id(),
        "Plate tectonics",
        Instant.now().plus(Duration.ofMinutes(15)).atZone(ZoneId.of("Europe/Berlin")),
        Duration.ofMinutes(90));
  }

  /** A lecture that began so long ago and goes on. */
  public LectureId liveLecture(Course course, Duration since) {
    LectureId lecture = lecture(course).id();
    log.append(lecture, end -> List.of(Draft.bySystem(new Started(end.wallMillis() - since.toMillis())))).join();
    jdbc.sql("update lecture set started_at = started_at - make_interval(secs => ?) where id = ?")
        .params(since.toSeconds(), lecture.value())
        .update();
    return lecture;
  }

  /** A lecture that began as long ago as it took, and ended just now. */
  public LectureId endedLecture(Course course, Duration length) {
    LectureId lecture = liveLecture(course, length);
    log.append(lecture, end -> List.of(Draft.bySystem(new Ended()))).join();
    return lecture;
  }

  /** The seconds are over in which the end of a lecture can be taken back, as if it had ended that much earlier. */
  public void timeToUndoIsOver(LectureId lecture) {
    jdbc.sql("update lecture set ended_at = ended_at - interval '10 seconds' where id = ?").param(lecture.value()).update();
  }

  /** The end of a lecture can no longer be taken back. */
  public void seal(LectureId lecture) {
    jdbc.sql("update lecture set sealed_seq = last_seq, anonymity_key = null where id = ?").param(lecture.value()).update();
  }

  /** Somebody was in the room of a lecture that has begun, from one minute of it to another. */
  public void wasThere(LectureId lecture, User person, int fromMinute, int toMinute) {
    Instant start = lectures.find(lecture).orElseThrow().startedAt().orElseThrow();
    presences.flush(
        List.of(
            new Presence(
                UUID.randomUUID(), lecture, person.id(), start.plus(Duration.ofMinutes(fromMinute)),
                start.plus(Duration.ofMinutes(toMinute)), true)));
  }

  /** Whether somebody is in the room of a lecture no more, as it is written down. */
  public boolean hasLeft(LectureId lecture, User person) {
    return jdbc.sql("select bool_and(closed) from presence where lecture_id = ? and user_id = ?")
        .params(lecture.value(), person.id().value())
        .query(Boolean.class)
        .single();
  }

  /** Somebody left the room of a lecture so much earlier than they did. */
  public void leftEarlier(LectureId lecture, User person, Duration by) {
    jdbc.sql("update presence set seen_at = seen_at - make_interval(secs => ?) where lecture_id = ? and user_id = ?")
        .params(by.toSeconds(), lecture.value(), person.id().value())
        .update();
  }

  /** Everybody was enrolled long before the first lecture. */
  public void enrolledLongAgo(Course course) {
    jdbc.sql("update enrolment set enrolled_at = enrolled_at - interval '30 days' where course_id = ?")
        .param(course.id().value())
        .update();
  }

  /** The cookie of a browser in which this person has signed in. */
  public String cookie(User person) {
    return "SESSION=" + session(sessions, person);
  }

  private static <S extends Session> String session(SessionRepository<S> sessions, User person) {
    S session = sessions.createSession();
    session.setAttribute(
        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
        new SecurityContextImpl(
            UsernamePasswordAuthenticationToken.authenticated(
                person.id().toString(), null, person.isAdmin() ? List.of(new SimpleGrantedAuthority("ROLE_ADMIN")) : List.of())));
    sessions.save(session);
    return session.getId();
  }
}
