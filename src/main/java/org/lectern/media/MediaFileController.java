package org.lectern.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.lectern.accounts.LightSignIn;
import org.lectern.accounts.SignedIn;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The files of a recording, as ranges. */
@Controller
class MediaFileController {

  private final LightSignIn signIn;
  private final Lectures lectures;
  private final MediaIndex index;
  private final MediaStore store;
  private final MediaSettings settings;

  MediaFileController(LightSignIn signIn, Lectures lectures, MediaIndex index, MediaStore store, MediaSettings settings) {
    this.signIn = signIn;
    this.lectures = lectures;
    this.index = index;
    this.store = store;
    this.settings = settings;
  }

  /** One file, or a range of it. A growing one ends with its last whole segment. */
  @GetMapping("/lectures/{lecture}/media/{track:\\d+}-{epoch:\\d+}.mp4")
  void file(@PathVariable long lecture, @PathVariable int track, @PathVariable int epoch,
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    MediaIndex.Epoch found = granted(new EpochId(new LectureId(lecture), track, epoch), request, response);
    long length = found.sealed().map(MediaIndex.Sealed::length)
        .orElseGet(() -> index.readable(found.id(), found.initLength()));
    Path growing = settings.growing(found.id());
    boolean grows = found.sealed().isEmpty() && Files.exists(growing); // else it is in the store, though the index may not say so yet
    Path file = grows ? growing : store.find(found.id()).orElseThrow(MediaFileController::notFound);
    describe(found, response);
    MediaRange.answer(request, response, file, length);
    if (found.sealed().isPresent()) {
      RecentAnswers.mayBeGivenAgain(request, file, length);
    }
  }

  private MediaIndex.Epoch granted(EpochId file, HttpServletRequest request, HttpServletResponse response) {
    SignedIn person = signIn.of(request, response).orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    return lectures.roleIn(file.lecture(), person).flatMap(_ -> index.find(file)).orElseThrow(MediaFileController::notFound);
  }

  private static void describe(MediaIndex.Epoch found, HttpServletResponse response) {
    response.setContentType(found.format().kind().isPicture() ? "video/mp4" : "audio/mp4");
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    found.sealed().ifPresentOrElse(
        sealed -> {
          response.setHeader(HttpHeaders.ETAG, "\"%s\"".formatted(HexFormat.of().formatHex(sealed.digest())));
          response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable");
        },
        () -> response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache"));
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
