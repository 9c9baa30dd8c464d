package org.lectern.courses;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;

/** A person's place in a course, from enrolment to withdrawal. */
@Entity
public class Enrolment {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private long courseId;
  private long userId;

  @Enumerated(EnumType.STRING)
  private CourseRole role;

  private Instant enrolledAt = Instant.now();
  private @Nullable Instant withdrawnAt;

  @SuppressWarnings("NullAway.Init")
  protected Enrolment() {}

  Enrolment(CourseId course, UserId user, CourseRole role) {
    this.courseId = course.value();
    this.userId = user.value();
    this.role = role;
  }

  public CourseId course() {
    return new CourseId(courseId);
  }

  public UserId user() {
    return new UserId(userId);
  }

  public CourseRole role() {
    return role;
  }

  public Instant enrolledAt() {
    return enrolledAt;
  }

  void setRole(CourseRole role) {
    this.role = role;
  }

  void withdraw(Instant now) {
    withdrawnAt = now;
  }
}
