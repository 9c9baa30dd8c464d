package org.lectern.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lectern.accounts.Allowance;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * How often one person may ask for what costs more than a page: generous to people, too little for a program. Who asks too often reads
 * so, and a program reads when to come back. What is said in a room has limits of its own.
 */
@Component
class RequestLimits implements HandlerInterceptor, WebMvcConfigurer {

  /** How many seconds to wait, for the page that says so. */
  static final String WAIT = RequestLimits.class.getName() + ".wait";

  /** A teacher puts up the files of a whole course in one go. Each is read through, counted and kept. */
  private static final Limit UPLOADS =
      new Limit("POST", 60, Duration.ofMinutes(10), "/lectures/{id}/decks", "/lectures/{id}/slides", "/courses/{id}/materials", "/courses/{id}/images", "/account");

  /** Adding a class of some dozens by hand, one after the other. Each may make a link that sets a password. */
  private static final Limit PASSWORD_LINKS =
      new Limit("POST", 120, Duration.ofMinutes(10), "/admin/people/new", "/admin/people/{id}/password-link", "/courses/{id}/people");

  /** On the first day a whole hall sets its passwords from one address; a link has 128 bits and is not guessed in a lifetime anyway. */
  private static final Limit LINKS_OPENED = new Limit("", 1_000, Duration.ofMinutes(10), "/password/{token}");

  /** A player reports every three seconds and when it is left: this is some tabs of it. */
  private static final Limit WATCH_REPORTS = new Limit("POST", 120, Duration.ofMinutes(1), "/lectures/{id}/watch");

  /** Each counts a whole register. */
  private static final Limit EXPORTS =
      new Limit(
          "GET", 20, Duration.ofMinutes(10), "/courses/{id}/attendance.csv", "/courses/{id}/attendance.xlsx", "/lectures/{id}/polls.csv", "/lectures/{id}/polls.xlsx",
          "/courses/{id}/questions/export/{format}", "/lectures/{id}/chat.txt");

  /** As fast as somebody types, for a minute. Each looks through everybody. */
  private static final Limit SEARCHES =
      new Limit(
          "GET", 240, Duration.ofMinutes(1), "/lectures/{id}/people", "/lectures/{id}/bank", "/lectures/{id}/chat/search", "/courses/{id}/people",
          "/courses/{id}/questions", "/admin/people", "/admin/courses");

  /** A text is read while somebody types it. Each may have a million characters. */
  private static final Limit PASTES = new Limit("POST", 120, Duration.ofMinutes(1), "/courses/{id}/questions/import");

  /** Scrolling up through three hours of chat, or reading the log of some lectures. */
  private static final Limit HISTORY = new Limit("GET", 240, Duration.ofMinutes(1), "/lectures/{id}/earlier/{slice}", "/lectures/{id}/entries");

  /** A megabyte each way, measured some times over. */
  private static final Limit LINE_TESTS = new Limit("", 60, Duration.ofMinutes(1), "/lectures/{id}/prepare/speed");

  private static final List<Limit> ALL =
      List.of(UPLOADS, PASSWORD_LINKS, LINKS_OPENED, WATCH_REPORTS, EXPORTS, SEARCHES, PASTES, HISTORY, LINE_TESTS);

  private final List<Counted> counted = ALL.stream().map(Counted::new).toList();
  private final Refusals refusals;

  RequestLimits(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws IOException {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      return true;
    }
    PathContainer path = PathContainer.parsePath(request.getRequestURI().substring(request.getContextPath().length()));
    Optional<Duration> wait =
        counted.stream()
            .filter(each -> each.limit().isFor(request.getMethod(), path))
            .findFirst()
            .flatMap(each -> each.allowance().take(Refusals.who(request)));
    if (wait.isEmpty()) {
      return true;
    }
    refusals.tooOften(request);
    long seconds = Math.max(1, wait.get().plusMillis(999).toSeconds());
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    request.setAttribute(WAIT, seconds);
    response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
    return false;
  }

  /** @param method empty for any */
  private record Limit(String method, int times, Duration period, List<PathPattern> paths) {

    Limit(String method, int times, Duration period, String... paths) {
      this(method, times, period, List.of(paths).stream().map(PathPatternParser.defaultInstance::parse).toList());
    }

    boolean isFor(String asked, PathContainer path) {
      return (method.isEmpty() || method.equals(asked)) && paths.stream().anyMatch(pattern -> pattern.matches(path));
    }
  }

  private record Counted(Limit limit, Allowance allowance) {

    Counted(Limit limit) {
      this(limit, new Allowance(limit.times(), limit.period()));
    }
  }
}
