package org.lectern.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.lectern.accounts.LightSignIn;
import org.lectern.accounts.SignedIn;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
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
  private final Recordings recordings;
  private final Sharing sharing;
  private final MessageSource sentences;

  MediaFileController(
      LightSignIn signIn, Lectures lectures, MediaIndex index, MediaStore store, Recordings recordings, Sharing sharing, MessageSource sentences) {
    this.signIn = signIn;
    this.lectures = lectures;
    this.index = index;
    this.store = store;
    this.recordings = recordings;
    this.sharing = sharing;
    this.sentences = sentences;
  }

  /** One file, or a range of it. A growing one ends with its last whole segment. */
  @GetMapping("/lectures/{lecture}/media/{track:\\d+}-{epoch:\\d+}.mp4")
  void file(@PathVariable long lecture, @PathVariable int track, @PathVariable int epoch,
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    MediaIndex.Epoch found = granted(new EpochId(new LectureId(lecture), track, epoch), request, response);
    long length = found.sealed().map(MediaIndex.Sealed::length)
        .orElseGet(() -> index.readable(found.id(), found.initLength()));
    Optional<Path> growing = found.sealed().isPresent() ? Optional.empty() : recordings.growing(found);
    Optional<Path> file = growing.or(() -> store.find(found.id())); // where it may be though the index does not say so yet
    Optional<MediaRange.Source> elsewhere = found.sealed().isPresent() || file.isPresent() ? Optional.empty() : sharing.growing(found);
    describe(found, response);
    if (elsewhere.isPresent()) {
      MediaRange.answerFrom(request, response, length, elsewhere.get());
    } else if (file.isPresent()) {
      MediaRange.answer(request, response, file.get(), length);
      if (found.sealed().isPresent()) {
        RecentAnswers.mayBeGivenAgain(request, file.get(), length);
      }
    } else {
      MediaIndex.Sealed sealed = found.sealed().orElseThrow(MediaFileController::notFound);
      MediaRange.answerInPieces(request, response, length, (from, to) ->
          store.fetch(found.id(), sealed, from, to).orElseThrow(MediaFileController::notFound));
    }
  }

  /** What it was going to be described as holds for the bytes and not for this. In the middle of the bytes it can only be broken off. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> away(BucketAwayException away, HttpServletResponse response, Locale locale) {
    if (response.isCommitted()) {
      throw away;
    }
    response.setHeader(HttpHeaders.ETAG, null);
    String sentence = sentences.getMessage("media.away", new Object[] {away.number()}, locale);
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, String.valueOf(away.secondsToWait()))
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, sentence));
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
