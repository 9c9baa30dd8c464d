package org.lectern.courses;

import java.util.List;
import java.util.Optional;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has which place in which course. */
@Component
public class Enrolments {

  private final EnrolmentRepository repository;

  Enrolments(EnrolmentRepository repository) {
    this.repository = repository;
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

  /** Gives a person a place, or changes the part they have. */
  @Transactional
  public Enrolment enrol(CourseId course, UserId user, CourseRole role) {
    Enrolment enrolment =
        repository
            .findByCourseIdAndUserIdAndWithdrawnAtIsNull(course.value(), user.value())
            .orElseGet(() -> new Enrolment(course, user, role));
    enrolment.setRole(role);
    return repository.save(enrolment);
  }
}
