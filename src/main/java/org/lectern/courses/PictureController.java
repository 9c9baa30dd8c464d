package org.lectern.courses;

import java.time.Duration;
import java.util.UUID;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.Pictures;
import org.lectern.accounts.Pictures.Picture;
import org.lectern.accounts.User;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The picture of a person, for those who meet them in a course, those who manage the site, and themselves. */
@Controller
class PictureController {

  /** Another picture has another address, but it is private, and whoever may not see it any more asks again after the session. */
  private static final CacheControl KEEP = CacheControl.maxAge(Duration.ofHours(12)).cachePrivate().immutable();

  private final Pictures pictures;
  private final Enrolments enrolments;

  PictureController(Pictures pictures, Enrolments enrolments) {
    this.pictures = pictures;
    this.enrolments = enrolments;
  }

  @GetMapping("/pictures/{id}")
  ResponseEntity<byte[]> bytes(@CurrentUser User user, @PathVariable UUID id) {
    Picture picture =
        pictures
            .find(id)
            .filter(found -> mayBeSeenBy(user, found))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return ResponseEntity.ok().contentType(MediaType.IMAGE_JPEG).cacheControl(KEEP).body(picture.jpeg());
  }

  private boolean mayBeSeenBy(User user, Picture picture) {
    return user.isAdmin() || picture.of().equals(user.id()) || enrolments.share(user.id(), picture.of());
  }
}
