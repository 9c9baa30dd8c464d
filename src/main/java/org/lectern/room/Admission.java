package org.lectern.room;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.SignedIn;
import org.lectern.accounts.LightSignIn;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.UriTemplate;

/**
 * Who may open a room's socket. A browser shows a script no status of a refused handshake, so the handshake
 * goes through and the refusal is a close code, which says whether to sign in, to stay away or to come back.
 *
 * @param refusal why not; null for someone who may come in, and then the rest is there
 * @param language what they are told no in
 */
record Admission(@Nullable CloseStatus refusal, @Nullable LectureId admittedTo, @Nullable Member admitted, Locale language) {

  private static final String ATTRIBUTE = Admission.class.getName();

  static Admission of(WebSocketSession session) {
    return (Admission) session.getAttributes().get(ATTRIBUTE);
  }

  LectureId lecture() {
    return Objects.requireNonNull(admittedTo);
  }

  Member member() {
    return Objects.requireNonNull(admitted);
  }

  private static Admission refused(CloseCode code, String reason) {
    return new Admission(code.because(reason), null, null, Locale.UK);
  }

  /** Decides at the handshake, from the session cookie. It takes two queries and no more, because thousands may ask at once. */
  @Component
  static class Interceptor implements HandshakeInterceptor {

    static final String PATH = "/lectures/{id:[0-9]+}/socket";
    private static final UriTemplate TEMPLATE = new UriTemplate(PATH);
    /** A browser gives up an attempt after five seconds, so the answer comes before that. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private final Turnstile turnstile = new Turnstile(LONGEST_WAIT);
    private final LightSignIn signIn;
    private final Lectures lectures;

    Interceptor(LightSignIn signIn, Lectures lectures) {
      this.signIn = signIn;
      this.lectures = lectures;
    }

    @Override
    public boolean beforeHandshake(
        ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Map<String, Object> attributes) {
      attributes.put(
          ATTRIBUTE,
          turnstile
              .pass(() -> admission((ServletServerHttpRequest) request, (ServletServerHttpResponse) response))
              .orElseGet(() -> refused(CloseCode.COME_BACK_LATER, "many are coming in at once")));
      return true;
    }

    private Admission admission(ServletServerHttpRequest request, ServletServerHttpResponse response) {
      try {
        return signIn
            .of(request.getServletRequest(), response.getServletResponse())
            .map(someone -> admission(someone, lecture(request)))
            .orElseGet(() -> refused(CloseCode.SIGN_IN, "sign in"));
      } catch (DataAccessException databaseAway) {
        log.warn("Somebody could not be let in and is asked to come back: {}", databaseAway.getMessage());
        return refused(CloseCode.COME_BACK_LATER, "the database is away");
      }
    }

    private Admission admission(SignedIn someone, Optional<LectureId> asked) {
      return asked
          .flatMap(
              lecture ->
                  lectures
                      .roleIn(lecture, someone)
                      .map(role -> new Admission(null, lecture, new Member(someone.id(), someone.name(), role), someone.language())))
          .orElseGet(() -> refused(CloseCode.NOT_FOUND, "no such session"));
    }

    private static Optional<LectureId> lecture(ServerHttpRequest request) {
      String id = TEMPLATE.match(request.getURI().getPath()).get("id");
      return id == null || id.length() > 18 ? Optional.empty() : Optional.of(new LectureId(Long.parseLong(id)));
    }

    @Override
    public void afterHandshake(
        ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, @Nullable Exception failure) {
      // nothing to undo
    }
  }
}
