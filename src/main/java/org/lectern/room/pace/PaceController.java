package org.lectern.room.pace;

import java.util.Map;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** How many could not follow in the replay, for those who teach. */
@RestController
class PaceController {

  private final LostLater later;

  PaceController(LostLater later) {
    this.later = later;
  }

  @GetMapping("/lectures/{id}/lost-later")
  ResponseEntity<Map<Long, Integer>> lostLater(VisibleLecture visible) {
    if (!visible.role().isStaff()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(later.of(visible.id()));
  }
}
