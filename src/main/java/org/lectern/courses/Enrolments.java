package org.lectern.courses;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.text.Alphabet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has which place in which course. */
@Component
public class Enrolments {

  private static final String SHARED =
      """
      select exists(
        select from enrolment mine join enrolment theirs using (course_id)
         where mine.user_id = ? and mine.withdrawn_at is null and theirs.user_id = ?)
      """;

  private static final String STAFFING =
      """
      select course_id,
             coalesce(array_agg(users.name order by users.id) filter (where role = 'INSTRUCTOR'), '{}') as instructors,
             count(*) filter (where role = 'STUDENT') as students
        from enrolment
        join users on users.id = user_id
       where course_id in (:courses) and withdrawn_at is null
       group by course_id
      """;

  private final EnrolmentRepository repository;
  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Enrolments(EnrolmentRepository repository, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
    this.repository = repository;
    this.jdbc = jdbc;
    this.events = events;
    this.clock = clock;
  }

  /** The same with another clock, for places that were given in the past. */
  public Enrolments at(Clock past) {
    return new Enrolments(repository, jdbc, events, past);
  }

  /** The part this person has in the course now. An admin without a place of their own sees it as an instructor does. */
  public Optional<CourseRole> roleOf(User user, CourseId course) {
    Optional<CourseRole> enrolled = roleOf(user.id(), course);
    return enrolled.isEmpty() && user.isAdmin() ? Optional.of(CourseRole.INSTRUCTOR) : enrolled;
  }

  public Optional<CourseRole> roleOf(UserId user, CourseId course) {
    return repository
        .findByCourseIdAndUserIdAndWithdrawnAtIsNull(course.value(), user.value())
        .map(Enrolment::role);
  }

  public List<Enrolment> of(CourseId course) {
    return repository.findByCourseIdAndWithdrawnAtIsNull(course.value());
  }

  /** Everyone who has a place in the course now, with their names. */
  public List<Participant> participants(CourseId course) {
    return repository.participants(course.value());
  }

  /** Who of the course cannot be told from another by their name. */
  public Namesakes namesakes(CourseId course) {
    return new Namesakes(participants(course));
  }

  /** For lists of many courses: each of these with who teaches it and how many learn in it now. */
  public Map<CourseId, Staffing> staffing(Collection<CourseId> courses) {
    Map<CourseId, Staffing> found = new HashMap<>();
    courses.forEach(course -> found.put(course, Staffing.NOBODY));
    if (!courses.isEmpty()) {
      jdbc.sql(STAFFING)
          .param("courses", courses.stream().map(CourseId::value).toList())
          .query((RowCallbackHandler) row -> found.put(new CourseId(row.getLong("course_id")), staffing(row)));
    }
    return found;
  }

  private static Staffing staffing(ResultSet row) throws SQLException {
    return new Staffing(Stream.of((String[]) row.getArray("instructors").getArray()).sorted(Alphabet.by(Function.identity())).toList(), row.getInt("students"));
  }

  /** The courses this person has a place in now, with their part in each. */
  public Map<CourseId, CourseRole> of(User user) {
    return repository.findByUserIdAndWithdrawnAtIsNull(user.id().value()).stream()
        .collect(toMap(Enrolment::course, Enrolment::role));
  }

  /** The places this person has now. */
  public List<Enrolment> placesOf(UserId person) {
    return repository.findByUserIdAndWithdrawnAtIsNull(person.value());
  }

  /** Who teaches each of these courses, whoever has done so for longest first. */
  public Map<CourseId, List<User>> instructors(Collection<CourseId> courses) {
    return repository.taught(courses.stream().map(CourseId::value).toList()).stream()
        .collect(groupingBy(taught -> new CourseId(taught.course()), mapping(EnrolmentRepository.Taught::by, toList())));
  }

  /** Whether this person is in a course in which the other one is, or was: they meet there, live or in what is kept of it. */
  boolean share(UserId person, UserId other) {
    return jdbc.sql(SHARED).params(person.value(), other.value()).query(Boolean.class).single();
  }

  boolean teachesAnywhere(User user) {
    return repository.existsByUserIdAndRoleAndWithdrawnAtIsNull(user.id().value(), CourseRole.INSTRUCTOR);
  }

  /** Gives a person a place, or changes the part they have. */
  @Transactional
  public void enrol(CourseId course, UserId user, CourseRole role) {
    if (role != CourseRole.INSTRUCTOR) {
      keepAnInstructor(course, user);
    }
    repository.put(course.value(), user.value(), role.name(), clock.instant());
  }

  /** Ends a person's place; what they said and attended stays. Does nothing when they have none. */
  @Transactional
  public void withdraw(CourseId course, UserId user) {
    keepAnInstructor(course, user);
    repository
        .findByCourseIdAndUserIdAndWithdrawnAtIsNull(course.value(), user.value())
        .ifPresent(
            enrolment -> {
              enrolment.withdraw(clock.instant());
              events.publishEvent(new Withdrawn(course, user));
            });
  }

  private void keepAnInstructor(CourseId course, UserId leaving) {
    repository.lock(course.value());
    boolean teaches = roleOf(leaving, course).filter(CourseRole.INSTRUCTOR::equals).isPresent();
    if (teaches
        && repository.countByCourseIdAndRoleAndWithdrawnAtIsNull(course.value(), CourseRole.INSTRUCTOR) == 1) {
      throw new LastInstructorException();
    }
  }
}
