package org.lectern.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lectern.lecture.LectureId;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Opens the publishing socket to pages of our own origin. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class TrackSocketConfiguration implements WebSocketConfigurer {

  private static final Pattern PATH = Pattern.compile(".*/lectures/(\\d{1,18})/tracks");

  private final TrackSocket socket;

  TrackSocketConfiguration(TrackSocket socket) {
    this.socket = socket;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(socket, "/lectures/*/tracks");
  }

  static LectureId lecture(WebSocketSession session) {
    Matcher path = PATH.matcher(session.getUri() == null ? "" : session.getUri().getPath());
    return new LectureId(path.matches() ? Long.parseLong(path.group(1)) : 0);
  }
}
