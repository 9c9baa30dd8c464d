package org.lectern.web;

import java.time.Clock;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What time it is, for a page whose machine slept: in milliseconds since 1970. */
@Controller
class NowController {

  private final Clock clock;

  NowController(Clock clock) {
    this.clock = clock;
  }

  @GetMapping("/now")
  ResponseEntity<String> now() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.TEXT_PLAIN)
        .body(String.valueOf(clock.millis()));
  }
}
