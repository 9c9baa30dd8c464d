package org.lectern.bank;

import java.util.Optional;
import java.util.UUID;
import org.lectern.courses.CourseId;
import org.lectern.courses.materials.CourseImages;
import org.lectern.text.Markdown;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What is written in questions, as HTML: with its formulas, and the images of the course. */
@Component
class Rich {

  private final CourseImages images;

  Rich(CourseImages images) {
    this.images = images;
  }

  /** For the templates of one page of a course. */
  record OfCourse(CourseId course, CourseImages images) {

    public String html(String source) {
      return Markdown.html(source, this::address);
    }

    private Optional<String> address(String id) {
      return uuid(id)
          .flatMap(image -> images.find(course, image))
          .map(image -> ServletUriComponentsBuilder.fromCurrentContextPath().path("/courses/{course}/images/{image}").build(course, image.id()).getPath());
    }

    private static Optional<UUID> uuid(String id) {
      try {
        return Optional.of(UUID.fromString(id));
      } catch (IllegalArgumentException none) {
        return Optional.empty();
      }
    }
  }

  OfCourse of(CourseId course) {
    return new OfCourse(course, images);
  }
}
