package org.lectern.web;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Keeps the choice of light or dark in a cookie, so that the server renders it and nothing flashes. */
@Controller
class ThemeController {

  static final String COOKIE = "theme";
  static final Set<String> THEMES = Set.of("light", "dark");

  @PostMapping("/theme")
  ResponseEntity<Void> choose(
      @RequestParam String theme, @RequestHeader(value = HttpHeaders.REFERER, required = false) @Nullable URI from) {
    boolean own = THEMES.contains(theme);
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, own ? theme : "")
            .maxAge(own ? Duration.ofDays(365) : Duration.ZERO)
            .path("/")
            .sameSite("Lax")
            .httpOnly(true)
            .build();
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.SET_COOKIE, cookie.toString())
        .location(URI.create(from == null || from.getRawPath().startsWith("//") ? "/" : from.getRawPath()))
        .build();
  }
}
