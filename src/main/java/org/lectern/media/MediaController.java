package org.lectern.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What was recorded, as playlists and as ranges of files, while the lecture runs and afterwards. */
@Controller
@RequestMapping("/lectures/{lecture}/media")
class MediaController {

  private static final MediaType PLAYLIST = MediaType.parseMediaType("application/vnd.apple.mpegurl");

  private final Lectures lectures;
  private final MediaIndex index;
  private final MediaStore store;
  private final MediaSettings settings;
  private final RecordedTracks tracks;

  MediaController(
      Lectures lectures, MediaIndex index, MediaStore store, MediaSettings settings, RecordedTracks tracks) {
    this.tracks = tracks;
    this.lectures = lectures;
    this.index = index;
    this.store = store;
    this.settings = settings;
  }

  /** Every track with its segments, for a player that fetches what it shows. */
  @GetMapping(path = "/index.json", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<RecordedTracks.Index> index(@CurrentUser User user, @PathVariable long lecture) {
    Lecture seen = visible(user, lecture);
    return ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate()).body(tracks.of(seen.id(), seen.isLive()));
  }

  /** A picture with its sound; without parameters the camera and microphone that were opened first. */
  @GetMapping("/master.m3u8")
  ResponseEntity<String> master(@CurrentUser User user, @PathVariable long lecture,
      @RequestParam(required = false) @Nullable Integer picture, @RequestParam(required = false) @Nullable Integer sound) {
    List<MediaIndex.Epoch> epochs = index.of(visible(user, lecture).id());
    MediaIndex.Epoch shown = chosen(epochs, picture, TrackKind.CAMERA).orElseThrow(MediaController::notFound);
    return playlist(Playlist.master(shown, chosen(epochs, sound, TrackKind.MICROPHONE)));
  }

  private static Optional<MediaIndex.Epoch> chosen(List<MediaIndex.Epoch> epochs, @Nullable Integer number, TrackKind kind) {
    Predicate<MediaIndex.Epoch> wanted =
        number == null ? epoch -> epoch.format().kind() == kind : epoch -> epoch.id().number() == number;
    return epochs.stream().filter(wanted).findFirst();
  }

  @GetMapping("/{track:\\d+}.m3u8")
  ResponseEntity<String> playlist(@CurrentUser User user, @PathVariable long lecture, @PathVariable int track) {
    Lecture seen = visible(user, lecture);
    List<MediaIndex.Epoch> epochs =
        index.of(seen.id()).stream().filter(epoch -> epoch.id().number() == track).toList();
    if (epochs.isEmpty()) {
      throw notFound();
    }
    boolean growing = seen.isLive() || epochs.stream().anyMatch(epoch -> epoch.sealed().isEmpty());
    return playlist(Playlist.of(
        epochs, index.segments(seen.id(), track), seen.startedAt().orElse(Instant.EPOCH), growing));
  }

  private static ResponseEntity<String> playlist(String text) {
    return ResponseEntity.ok().contentType(PLAYLIST).cacheControl(CacheControl.noCache().cachePrivate()).body(text);
  }

  /** One file, or a range of it. A growing one ends with its last whole segment. */
  @GetMapping("/{track:\\d+}-{epoch:\\d+}.mp4")
  void file(@CurrentUser User user, @PathVariable long lecture, @PathVariable int track, @PathVariable int epoch,
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    MediaIndex.Epoch found = index.find(new TrackId(visible(user, lecture).id(), track, epoch))
        .orElseThrow(MediaController::notFound);
    long length = found.sealed().map(MediaIndex.Sealed::length)
        .orElseGet(() -> index.readable(found.id(), found.initLength()));
    Path file = found.sealed().isPresent()
        ? store.find(found.id()).orElseThrow(MediaController::notFound)
        : settings.growing(found.id());
    describe(found, response);
    if (isNotModified(request, response)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    sendRange(request, response, file, length);
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

  private static boolean isNotModified(HttpServletRequest request, HttpServletResponse response) {
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return known != null && known.equals(response.getHeader(HttpHeaders.ETAG));
  }

  private static void sendRange(HttpServletRequest request, HttpServletResponse response, Path file, long length)
      throws IOException {
    Optional<HttpRange> range = range(request);
    if (range.isPresent() && range.get().getRangeStart(length) >= length) {
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
      response.sendError(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
      return;
    }
    long from = range.map(asked -> asked.getRangeStart(length)).orElse(0L);
    long to = range.map(asked -> asked.getRangeEnd(length) + 1).orElse(length);
    if (range.isPresent()) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(from, to - 1, length));
    }
    response.setContentLengthLong(to - from);
    if (!request.getMethod().equals("HEAD")) {
      send(request, response, file, from, to);
    }
  }

  /** The first range asked for; several at once are answered with the whole file, as RFC 9110 allows. */
  private static Optional<HttpRange> range(HttpServletRequest request) {
    try {
      List<HttpRange> ranges = HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE));
      return ranges.size() == 1 ? Optional.of(ranges.getFirst()) : Optional.empty();
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** By the kernel where Tomcat can (not over TLS): a quarter of the CPU of copying. */
  private static void send(HttpServletRequest request, HttpServletResponse response, Path file, long from, long to)
      throws IOException {
    if (Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))) {
      request.setAttribute("org.apache.tomcat.sendfile.filename", file.toRealPath().toString());
      request.setAttribute("org.apache.tomcat.sendfile.start", from);
      request.setAttribute("org.apache.tomcat.sendfile.end", to);
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      byte[] buffer = new byte[1 << 16];
      for (long left = to - from; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new UncheckedIOException(new IOException("%s is shorter than its index says".formatted(file)));
        }
        response.getOutputStream().write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private Lecture visible(User user, long lecture) {
    return lectures.visibleTo(user).find(new LectureId(lecture)).orElseThrow(MediaController::notFound).lecture();
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
