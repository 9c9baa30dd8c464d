package org.lectern.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Answers a browser that asks for the next piece of a file it was just given another piece of. A player asks every second or two and a
 * whole course may watch at a time, and deciding anew whether each may have its piece costs more than the piece. Whether somebody may
 * is decided elsewhere alone. Kept here is an answer as it was sent, with all its headers, for {@link #HOLDS}: what a player has in
 * hand plays on for as long anyway. A refusal is never kept, nor an answer about a file that still grows.
 */
class RecentAnswers extends HttpFilter {

  static final Duration HOLDS = Duration.ofSeconds(10);

  /** Up to ten kilobytes each, as long as cookies may be. */
  private static final int MOST = 10_000;

  private static final String FILE = RecentAnswers.class.getName() + ".file";

  /** Headers that belong to one answer or its connection alone, and the type, which is kept apart. */
  private static final Set<String> OF_THE_PIECE =
      Set.of("content-type", "content-range", "content-length", "set-cookie", "date", "connection", "keep-alive", "transfer-encoding");

  private static final Set<Integer> GIVEN =
      Set.of(HttpServletResponse.SC_OK, HttpServletResponse.SC_PARTIAL_CONTENT, HttpServletResponse.SC_NOT_MODIFIED);

  private record Asked(String cookies, String path, boolean secure) {}

  private record Whole(Path file, long length) {}

  private record Header(String name, String value) {}

  private record Answer(Whole whole, String contentType, List<Header> headers) {}

  private final Cache<Asked, Answer> recent;
  private final LongAdder given = new LongAdder();

  RecentAnswers(Ticker ticker) {
    this.recent = Caffeine.newBuilder().expireAfterWrite(HOLDS).maximumSize(MOST).ticker(ticker).build();
  }

  /** What was just answered holds for every piece of this file, which never changes again. */
  static void mayBeGivenAgain(HttpServletRequest request, Path file, long length) {
    request.setAttribute(FILE, new Whole(file, length));
  }

  /** How many pieces were answered from here. */
  long given() {
    return given.sum();
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Asked asked = asked(request);
    Answer known = asked == null ? null : recent.getIfPresent(asked);
    if (known != null && Files.exists(known.whole().file())) {
      known.headers().forEach(header -> response.addHeader(header.name(), header.value()));
      response.setContentType(known.contentType());
      given.increment();
      MediaRange.answer(request, response, known.whole().file(), known.whole().length());
      return;
    }
    chain.doFilter(request, response);
    if (asked != null && GIVEN.contains(response.getStatus()) && request.getAttribute(FILE) instanceof Whole whole) {
      recent.put(asked, new Answer(whole, response.getContentType(), headers(response)));
    }
  }

  private static @Nullable Asked asked(HttpServletRequest request) {
    String path = request.getRequestURI();
    String cookies = request.getHeader(HttpHeaders.COOKIE);
    boolean piece = path.endsWith(".mp4") && cookies != null && HttpMethod.GET.matches(request.getMethod());
    return piece ? new Asked(cookies, path, request.isSecure()) : null;
  }

  private static List<Header> headers(HttpServletResponse response) {
    return response.getHeaderNames().stream()
        .filter(name -> !OF_THE_PIECE.contains(name.toLowerCase(Locale.ROOT)))
        .distinct()
        .flatMap(name -> response.getHeaders(name).stream().map(value -> new Header(name, value)))
        .toList();
  }
}
