package org.lectern.accounts;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session however busy it is. After a day the next page asks for the password again; what is open goes on for half a day more,
 * because somebody may be in the middle of a lecture, and no lecture is longer.
 */
final class LongestSession extends OncePerRequestFilter {

  /** Set on a request whose session was ended here, for the sentence that says so. */
  static final String OVER = LongestSession.class.getName();

  static final Duration FOR_PAGES = Duration.ofHours(24);
  static final Duration AT_ALL = FOR_PAGES.plusHours(12);

  private final RequestMatcher pages;

  LongestSession(RequestMatcher pages) {
    this.pages = pages;
  }

  /** Both by the system's clock, by which Spring Session wrote when it began. */
  static boolean isOver(Instant began, Instant now) {
    return began.plus(AT_ALL).isBefore(now);
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    if (session != null && isTooOld(session, request)) {
      session.invalidate();
      request.setAttribute(OVER, true);
    }
    chain.doFilter(request, response);
  }

  private boolean isTooOld(HttpSession session, HttpServletRequest request) {
    Instant began = Instant.ofEpochMilli(session.getCreationTime());
    return isOver(began, Instant.now()) || (began.plus(FOR_PAGES).isBefore(Instant.now()) && pages.matches(request));
  }
}
