package org.lectern.courses;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.text.Written;

/** What an instructor types; an absent field is an empty one. */
record CourseForm(
    UUID clientId,
    @NotBlank(message = "{course.title.missing}") @Size(max = 200, message = "{course.title.tooLong}") String title,
    @Size(max = 30, message = "{course.code.tooLong}") String code,
    @Size(max = 4000, message = "{course.description.tooLong}") String description)
    implements Serializable {

  CourseForm(@Nullable UUID clientId, @Nullable String title, @Nullable String code, @Nullable String description) {
    this.clientId = clientId == null ? UUID.randomUUID() : clientId;
    this.title = Written.line(title);
    this.code = Written.line(code);
    this.description = Written.lines(description);
  }

  /** Whether this is what the course says of itself. */
  boolean describes(Course course) {
    return title.equals(course.title()) && code.equals(course.code()) && description.equals(course.description());
  }

  static CourseForm of(Course course) {
    return new CourseForm(null, course.title(), course.code(), course.description());
  }
}
