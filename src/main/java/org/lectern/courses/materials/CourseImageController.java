package org.lectern.courses.materials;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.SentPicture;
import org.lectern.accounts.UnreadablePictureException;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.courses.materials.CourseImages.CourseImage;
import org.springframework.context.MessageSource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** Images in what people of a course write, for those who are enrolled in it. */
@RestController
@RequestMapping("/courses/{id}/images")
class CourseImageController {

  /** An image never changes, but it is private, and whoever loses access asks again after the session. */
  private static final CacheControl KEEP = CacheControl.maxAge(Duration.ofHours(12)).cachePrivate().immutable();

  private final Courses courses;
  private final CourseImages images;
  private final MessageSource messages;

  CourseImageController(Courses courses, CourseImages images, MessageSource messages) {
    this.courses = courses;
    this.images = images;
    this.messages = messages;
  }

  @PostMapping
  ResponseEntity<?> add(@CurrentUser User user, @PathVariable long id, @RequestParam MultipartFile file, Locale locale)
      throws IOException, UnreadablePictureException {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.ADD_IMAGES);
    if (file.getSize() > SentPicture.MOST_BYTES) {
      return ResponseEntity.of(problem(HttpStatus.CONTENT_TOO_LARGE, "account.picture.tooLarge", locale)).build();
    }
    CourseImage image = images.add(course.course().id(), user, file.getBytes());
    return ResponseEntity.status(HttpStatus.CREATED).body(new Added(image.id(), image.width(), image.height()));
  }

  @GetMapping("/{image}")
  ResponseEntity<Resource> bytes(@CurrentUser User user, @PathVariable long id, @PathVariable UUID image) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE);
    CourseImage found =
        images.find(course.course().id(), image).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(found.type()))
        .cacheControl(KEEP)
        .body(new FileSystemResource(images.file(found)));
  }

  @ExceptionHandler
  ProblemDetail refuse(UnreadablePictureException refused, Locale locale) {
    String why = switch (refused.reason()) {
      case UNREADABLE -> "account.picture.unreadable";
      case TOO_LARGE -> "image.tooManyPixels";
      case ANIMATED -> "image.animated";
    };
    return problem(HttpStatus.UNPROCESSABLE_CONTENT, why, locale);
  }

  private ProblemDetail problem(HttpStatus status, String key, Locale locale) {
    return ProblemDetail.forStatusAndDetail(status, messages.getMessage(key, null, locale));
  }

  /** What is written as {@code ![description](image:ID#WIDTHxHEIGHT)}. */
  record Added(UUID id, int width, int height) {}
}
