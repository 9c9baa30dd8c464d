package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who gave the right password and not yet their code. They are nobody until then: the session has no principal, so that no page
 * and no socket can forget to ask for the second factor.
 */
final class HalfSignedIn {

  private static final String PERSON = "signIn.half";
  private static final String SINCE = "signIn.half.since";
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private HalfSignedIn() {}

  static void set(HttpServletRequest request, UserId person) {
    HttpSession session = request.getSession();
    request.changeSessionId(); // whoever planted the id before must not wait for the code beside them
    session.setAttribute(PERSON, person.value());
    session.setAttribute(SINCE, Instant.now());
  }

  static Optional<UserId> in(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(SINCE) instanceof Instant since && since.plus(LONGEST).isAfter(Instant.now())
        ? Optional.of(new UserId((Long) session.getAttribute(PERSON)))
        : Optional.empty();
  }

  static void clear(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(PERSON);
      session.removeAttribute(SINCE);
    }
  }
}
