package org.lectern.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;

/** Sends what was asked for of a file: nothing that is known already, a range, or all of it (RFC 9110, 13 and 14). */
final class MediaRange {

  private MediaRange() {}

  /** Brings bytes of a file to their places in a file of this machine. */
  interface Pieces {
    Path bring(long from, long to);
  }

  /** Has the bytes of a file that is not one on this machine. */
  interface Source {
    byte[] read(long from, long to) throws IOException;
  }

  /** How the bytes get to the response, once the headers say which. */
  private interface Sender {
    void send(long from, long to) throws IOException;
  }

  /** Bytes that are brought here at a time. */
  private static final long PIECE = 4 << 20;

  /** @param response with every header that does not depend on the range, the ETag among them */
  static void answer(HttpServletRequest request, HttpServletResponse response, Path file, long length) throws IOException {
    answer(request, response, length, (_, _) -> {}, (from, to) -> send(request, response, file, from, to));
  }

  /** The same of a file of which not everything is here. Whether its first bytes can be had is known before anything is said. */
  static void answerInPieces(HttpServletRequest request, HttpServletResponse response, long length, Pieces pieces) throws IOException {
    answer(request, response, length, (from, to) -> pieces.bring(from, Math.min(to, from + PIECE)), (from, to) -> {
      for (long at = from; at < to; at += PIECE) {
        long end = Math.min(to, at + PIECE);
        copy(response, pieces.bring(at, end), at, end);
      }
    });
  }

  /** The same of a file that is nowhere in one. */
  static void answerFrom(HttpServletRequest request, HttpServletResponse response, long length, Source source) throws IOException {
    answer(request, response, length, (from, to) -> source.read(from, Math.min(to, from + PIECE)), (from, to) -> {
      for (long at = from; at < to; at += PIECE) {
        response.getOutputStream().write(source.read(at, Math.min(to, at + PIECE)));
      }
    });
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response, long length, Sender before, Sender bytes)
      throws IOException {
    if (isNotModified(request, response)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    } else {
      sendRange(request, response, length, before, bytes);
    }
  }

  private static boolean isNotModified(HttpServletRequest request, HttpServletResponse response) {
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return known != null && known.equals(response.getHeader(HttpHeaders.ETAG));
  }

  private static void sendRange(HttpServletRequest request, HttpServletResponse response, long length, Sender before, Sender bytes)
      throws IOException {
    Optional<HttpRange> range = range(request);
    if (range.isPresent() && range.get().getRangeStart(length) >= length) {
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
      response.sendError(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
      return;
    }
    long from = range.map(asked -> asked.getRangeStart(length)).orElse(0L);
    long to = range.map(asked -> asked.getRangeEnd(length) + 1).orElse(length);
    boolean wanted = !request.getMethod().equals("HEAD");
    if (wanted) {
      before.send(from, to);
    }
    if (range.isPresent()) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + (to - 1) + "/" + length);
    }
    response.setContentLengthLong(to - from);
    if (wanted) {
      bytes.send(from, to);
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

  /** Lets the kernel send the bytes where Tomcat can, which is not over TLS. It takes a quarter of the CPU of copying them. */
  private static void send(HttpServletRequest request, HttpServletResponse response, Path file, long from, long to)
      throws IOException {
    if (Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))) {
      request.setAttribute("org.apache.tomcat.sendfile.filename", file.toAbsolutePath().toString());
      request.setAttribute("org.apache.tomcat.sendfile.start", from);
      request.setAttribute("org.apache.tomcat.sendfile.end", to);
      return;
    }
    copy(response, file, from, to);
  }

  private static void copy(HttpServletResponse response, Path file, long from, long to) throws IOException {
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
}
