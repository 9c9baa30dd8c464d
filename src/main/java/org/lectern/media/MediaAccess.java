package org.lectern.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.lectern.accounts.LightSignIn;
import org.lectern.accounts.SignedIn;
import org.lectern.lecture.Lectures;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Who may have which file of a recording. */
@Component
class MediaAccess {

  private final LightSignIn signIn;
  private final Lectures lectures;
  private final MediaIndex index;

  MediaAccess(LightSignIn signIn, Lectures lectures, MediaIndex index) {
    this.signIn = signIn;
    this.lectures = lectures;
    this.index = index;
  }

  /**
   * The file, for whoever asks.
   *
   * @throws ResponseStatusException 401 when nobody is signed in, 404 when the lecture is not theirs to see or there is no such file
   */
  MediaIndex.Epoch grant(TrackId file, HttpServletRequest request, HttpServletResponse response) {
    SignedIn person = signIn.of(request, response).orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    return lectures.partIn(file.lecture(), person)
        .flatMap(_ -> index.find(file))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
