package org.lectern.courses;

import java.util.Optional;
import org.lectern.accounts.User;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds, creates and changes courses. */
@Component
public class Courses {

  private final CourseRepository repository;
  private final Enrolments enrolments;

  Courses(CourseRepository repository, Enrolments enrolments) {
    this.repository = repository;
    this.enrolments = enrolments;
  }

  /** The courses as one person may know them: what is not theirs does not exist. */
  public VisibleCourses visibleTo(User user) {
    return id ->
        repository
            .findById(id.value())
            .flatMap(course -> enrolments.roleOf(user, id).map(role -> new VisibleCourse(course, role)));
  }

  /** Creates a course with its first instructor. */
  @Transactional
  public Course create(String title, String code, String description, User instructor) {
    Course course = repository.save(new Course(title, code, description));
    enrolments.enrol(course.id(), instructor.id(), CourseRole.INSTRUCTOR);
    return course;
  }

  /** Finding is authorising: empty for a stranger, as for a course that never was. */
  @FunctionalInterface
  public interface VisibleCourses {
    Optional<VisibleCourse> find(CourseId id);
  }

  /** A course and the part in it of the person who asked. */
  public record VisibleCourse(Course course, CourseRole role) {}
}
