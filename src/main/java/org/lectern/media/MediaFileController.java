package org.lectern.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.lectern.lecture.LectureId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The files of a recording, as ranges. */
@Controller
class MediaFileController {

  private final MediaAccess access;
  private final MediaIndex index;
  private final MediaStore store;
  private final MediaSettings settings;

  MediaFileController(MediaAccess access, MediaIndex index, MediaStore store, MediaSettings settings) {
    this.access = access;
    this.index = index;
    this.store = store;
    this.settings = settings;
  }

  /** One file, or a range of it. A growing one ends with its last whole segment. */
  @GetMapping("/lectures/{lecture}/media/{track:\\d+}-{epoch:\\d+}.mp4")
  void file(@PathVariable long lecture, @PathVariable int track, @PathVariable int epoch,
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    MediaIndex.Epoch found = access.grant(new TrackId(new LectureId(lecture), track, epoch), request, response);
    long length = found.sealed().map(MediaIndex.Sealed::length)
        .orElseGet(() -> index.readable(found.id(), found.initLength()));
    Path file = found.sealed().isPresent()
        ? store.find(found.id()).orElseThrow(MediaFileController::notFound)
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

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
