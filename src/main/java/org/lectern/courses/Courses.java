package org.lectern.courses;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lectern.accounts.User;
import org.lectern.courses.CourseRepository.Called;
import org.lectern.text.Alphabet;
import org.lectern.text.Folded;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.server.ResponseStatusException;

/** Finds, creates and changes courses. */
@Component
public class Courses {

  private final CourseRepository repository;
  private final Enrolments enrolments;
  private final TransactionOperations transactions;
  private final Clock clock;

  Courses(CourseRepository repository, Enrolments enrolments, TransactionOperations transactions, Clock clock) {
    this.repository = repository;
    this.enrolments = enrolments;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The courses as one person may know them: what is not theirs does not exist. */
  public VisibleCourses visibleTo(User user) {
    return id ->
        repository
            .findById(id.value())
            .flatMap(course -> enrolments.roleOf(user, id).map(role -> new VisibleCourse(course, role)));
  }

  /** The courses this person has a place in, by title. */
  public List<VisibleCourse> of(User user) {
    Map<CourseId, CourseRole> places = enrolments.of(user);
    return repository.findAllById(values(places.keySet())).stream()
        .sorted(Alphabet.by(Course::title))
        .map(course -> new VisibleCourse(course, places.get(course.id())))
        .toList();
  }

  private static List<Long> values(Collection<CourseId> ids) {
    return ids.stream().map(CourseId::value).toList();
  }

  /** Courses whose title or code contains the text, the archived ones last; all for an empty text. */
  public Page<Course> search(String text, Pageable page) {
    Predicate<String> wanted = Folded.having(text);
    List<Long> found =
        repository.called().stream()
            .filter(one -> wanted.test(one.title()) || wanted.test(one.code()))
            .sorted(Comparator.comparing(Called::archived).thenComparing(Alphabet.by(Called::title)).thenComparing(Called::id))
            .map(Called::id)
            .toList();
    List<Long> shown = found.stream().skip(page.getOffset()).limit(page.getPageSize()).toList();
    Map<Long, Course> courses = repository.findAllById(shown).stream().collect(Collectors.toMap(course -> course.id().value(), course -> course));
    return new PageImpl<>(shown.stream().map(courses::get).filter(Objects::nonNull).toList(), page, found.size());
  }

  /** How many courses there are that somebody may look after who has a place in none of them: for an admin all, for anyone else none. */
  public long manageableBy(User user) {
    return user.isAdmin() ? repository.count() : 0;
  }

  /** Those who teach and those who manage; a person's first course comes from an admin. */
  public boolean mayCreate(User user) {
    return user.isAdmin() || enrolments.teachesAnywhere(user);
  }

  /**
   * Creates a course with its first instructor.
   *
   * @param clientId made by the sender: the same request sent again gives the same course
   */
  public Course create(UUID clientId, String title, String code, String description, User instructor) {
    try {
      return transactions.execute(
          status -> {
            Course course = repository.saveAndFlush(new Course(clientId, title, code, description));
            enrolments.enrol(course.id(), instructor.id(), CourseRole.INSTRUCTOR);
            return course;
          });
    } catch (DataIntegrityViolationException sentTwice) {
      return repository.findByClientId(clientId).orElseThrow(() -> sentTwice);
    }
  }

  /** Changes how the course is called and what it says about itself. */
  @Transactional
  public void describe(CourseId id, String title, String code, String description) {
    repository.findById(id.value()).orElseThrow().describe(title, code, description);
  }

  /** Finds any course, for Lectern's own work. Pages use {@link #visibleTo}. */
  public Optional<Course> find(CourseId id) {
    return repository.findById(id.value());
  }

  /** Changes what holds for questions in lectures that open from now on. */
  @Transactional
  public void chooseForQuestions(CourseId id, boolean approved, boolean nobodys) {
    repository.findById(id.value()).orElseThrow().chooseForQuestions(approved, nobodys);
  }

  /** Keeps the course for reading only. */
  @Transactional
  public void archive(CourseId id) {
    repository.findById(id.value()).ifPresent(course -> course.archive(clock.instant()));
  }

  @Transactional
  public void restore(CourseId id) {
    repository.findById(id.value()).ifPresent(Course::restore);
  }

  /** Finding is authorising: empty for a stranger, as for a course that never was. */
  @FunctionalInterface
  public interface VisibleCourses {
    Optional<VisibleCourse> find(CourseId id);

    /** For pages: what may not be done is not there. */
    default VisibleCourse get(CourseId id, CourseAct act) {
      return find(id)
          .filter(course -> course.may(act))
          .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
  }

  /** A course and the part in it of the person who asked. */
  public record VisibleCourse(Course course, CourseRole role) {

    public boolean may(CourseAct act) {
      return act.isAllowedTo(role, course.isArchived());
    }
  }
}
