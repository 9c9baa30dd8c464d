package org.lectern.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/** The plainest room there can be: everyone who opens {@code /test/watch/{lecture}} gets everything, in order. */
@TestConfiguration(proxyBeanMethods = false)
class PlainRoom {

  @Bean
  WebSocketConfigurer plainRoomSocket(Tracks tracks) {
    return registry -> registry.addHandler(new Handler(tracks), "/test/watch/*");
  }

  /** Those whom this room has called to speak. */
  @Bean
  @Primary
  Floor floor() {
    return new Floor();
  }

  static final class Floor implements MayPublish {

    private final Set<UserId> called = ConcurrentHashMap.newKeySet();

    void give(UserId person) {
      called.add(person);
    }

    void take(UserId person) {
      called.remove(person);
    }

    void takeAll() {
      called.clear();
    }

    @Override
    public boolean mayPublish(LectureId lecture, UserId person) {
      return called.contains(person);
    }
  }

  private static final class Handler extends AbstractWebSocketHandler {

    private final JsonMapper json = new JsonMapper();
    private final Tracks tracks;
    private final Map<String, Tracks.Tail> tails = new ConcurrentHashMap<>();

    Handler(Tracks tracks) {
      this.tracks = tracks;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
      String path = session.getUri().getPath();
      LectureId lecture = new LectureId(Long.parseLong(path.substring(path.lastIndexOf('/') + 1)));
      BlockingQueue<WebSocketMessage<?>> queue = new LinkedBlockingQueue<>();
      TrackListener listener = new TrackListener() {
        @Override
        public void changed(Catalogue catalogue) {
          queue.add(new TextMessage(json.writeValueAsString(catalogue.item(false))));
        }

        @Override
        public void frame(Frame frame) {
          queue.add(gathered(frame));
        }
      };
      tracks.catalogue(lecture, catalogue -> {
        listener.changed(catalogue);
        catalogue.frames().forEach(listener::frame);
        tails.put(session.getId(), tracks.tail(lecture, listener));
      });
      Thread.ofVirtual().start(() -> drain(session, queue));
    }

    private static BinaryMessage gathered(Frame frame) {
      ByteBuffer bytes = ByteBuffer.allocate(4 + frame.length()).putInt(frame.length()).put(frame.wire()).flip();
      return new BinaryMessage(bytes);
    }

    private static void drain(WebSocketSession session, BlockingQueue<WebSocketMessage<?>> queue) {
      try {
        while (session.isOpen()) {
          session.sendMessage(queue.take());
        }
      } catch (IOException | InterruptedException | IllegalStateException gone) {
        // the test is over
      }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
      tails.remove(session.getId()).close();
    }
  }
}
