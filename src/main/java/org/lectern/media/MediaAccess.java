package org.lectern.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.LightSignIn;
import org.lectern.accounts.SignedIn;
import org.lectern.lecture.Lectures;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Who may have which file of a recording. A player asks for the next piece of a file every second or two and a whole course may watch
 * at a time, so what was found out holds for {@link #HOLDS}: as long as what a player has in hand would play on anyway. A refusal is
 * never kept, nor what is said of a file that still grows.
 */
@Component
class MediaAccess {

  static final Duration HOLDS = Duration.ofSeconds(10);

  /** Some hundred bytes each. */
  private static final int MOST = 50_000;

  private record Asked(String cookies, TrackId file) {}

  private final LightSignIn signIn;
  private final Lectures lectures;
  private final MediaIndex index;
  private final Cache<Asked, MediaIndex.Epoch> granted;

  @Autowired
  MediaAccess(LightSignIn signIn, Lectures lectures, MediaIndex index) {
    this(signIn, lectures, index, Ticker.systemTicker());
  }

  MediaAccess(LightSignIn signIn, Lectures lectures, MediaIndex index, Ticker ticker) {
    this.signIn = signIn;
    this.lectures = lectures;
    this.index = index;
    this.granted = Caffeine.newBuilder().expireAfterWrite(HOLDS).maximumSize(MOST).ticker(ticker).build();
  }

  /**
   * The file, for whoever asks.
   *
   * @throws ResponseStatusException 401 when nobody is signed in, 404 when the lecture is not theirs to see or there is no such file
   */
  MediaIndex.Epoch grant(TrackId file, HttpServletRequest request, HttpServletResponse response) {
    String cookies = request.getHeader(HttpHeaders.COOKIE);
    MediaIndex.@Nullable Epoch known = cookies == null ? null : granted.getIfPresent(new Asked(cookies, file));
    if (known != null) {
      return known;
    }
    SignedIn person = signIn.of(request, response).orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    MediaIndex.Epoch found = lectures.partIn(file.lecture(), person)
        .flatMap(_ -> index.find(file))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    if (cookies != null && found.sealed().isPresent()) {
      granted.put(new Asked(cookies, file), found);
    }
    return found;
  }
}
