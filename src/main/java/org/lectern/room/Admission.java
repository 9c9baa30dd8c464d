package org.lectern.room;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
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
 */
record Admission(@Nullable CloseStatus refusal, @Nullable Lecture admittedTo, @Nullable Member admitted) {

  private static final String ATTRIBUTE = Admission.class.getName();

  static Admission of(WebSocketSession session) {
    return (Admission) session.getAttributes().get(ATTRIBUTE);
  }

  Lecture lecture() {
    return Objects.requireNonNull(admittedTo);
  }

  Member member() {
    return Objects.requireNonNull(admitted);
  }

  private static Admission refused(CloseCode code, String reason) {
    return new Admission(code.because(reason), null, null);
  }

  /** Decides at the handshake, with the session cookie. */
  @Component
  static class Interceptor implements HandshakeInterceptor {

    static final String PATH = "/lectures/{id:[0-9]+}/socket";
    private static final UriTemplate TEMPLATE = new UriTemplate(PATH);

    private final Users users;
    private final Lectures lectures;

    Interceptor(Users users, Lectures lectures) {
      this.users = users;
      this.lectures = lectures;
    }

    @Override
    public boolean beforeHandshake(
        ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Map<String, Object> attributes) {
      attributes.put(ATTRIBUTE, admission(request));
      return true;
    }

    private Admission admission(ServerHttpRequest request) {
      Optional<User> user = users.signedIn(request.getPrincipal());
      if (user.isEmpty()) {
        return refused(CloseCode.SIGN_IN, "sign in");
      }
      return user.flatMap(
              someone ->
                  lecture(request)
                      .flatMap(lecture -> lectures.visibleTo(someone).find(lecture))
                      .filter(visible -> !visible.lecture().isCancelled())
                      .map(
                          visible ->
                              new Admission(
                                  null,
                                  visible.lecture(),
                                  new Member(someone.id(), someone.name(), visible.role()))))
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
