package org.lectern.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.cluster.Severed;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code /lectures/{id}/tracks}: where browsers publish. One socket for camera and microphone, another for a screen. */
@Component
class TrackSocket extends AbstractWebSocketHandler implements SubProtocolCapable {

  static final String PROTOCOL = "lectern.tracks.v1";

  private static final Logger log = LoggerFactory.getLogger(TrackSocket.class);
  private static final CloseStatus MALFORMED = new CloseStatus(4400, "malformed");
  private static final CloseStatus TOO_MUCH = new CloseStatus(4001, "far too many bytes, come back later");
  private static final CloseStatus NOT_YOURS = new CloseStatus(4404, "no such lecture");
  private static final int LARGEST_FRAME = 4 << 20;
  private static final int LARGEST_TEXT = 32 << 10;
  private static final String PUBLICATION = "publication";
  private static final String LINE = "line";
  private static final String BYTES = "bytes";

  private final JsonMapper json = new JsonMapper();
  private final Users users;
  private final Lectures lectures;
  private final Tracks tracks;
  private final Recordings recordings;
  private final MediaIndex index;
  private final ObjectProvider<MayPublish> mayPublish;
  private final MessageSource sentences;
  private final Clock clock;

  TrackSocket(Users users, Lectures lectures, Tracks tracks, Recordings recordings, MediaIndex index,
      ObjectProvider<MayPublish> mayPublish, MessageSource sentences, Clock clock) {
    this.users = users;
    this.lectures = lectures;
    this.tracks = tracks;
    this.recordings = recordings;
    this.index = index;
    this.mayPublish = mayPublish;
    this.sentences = sentences;
    this.clock = clock;
  }

  @Override
  public List<String> getSubProtocols() {
    return List.of(PROTOCOL);
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    User person = users.signedIn(session.getPrincipal()).orElse(null);
    LectureId lecture = TrackSocketConfiguration.lecture(session);
    VisibleLecture visible = person == null ? null : lectures.visibleTo(person).find(lecture).orElse(null);
    if (person == null || visible == null) {
      session.close(NOT_YOURS);
      return;
    }
    session.setBinaryMessageSizeLimit(LARGEST_FRAME);
    session.setTextMessageSizeLimit(LARGEST_TEXT);
    PublisherLine line = new PublisherLine(session);
    session.getAttributes().put(LINE, line);
    session.getAttributes().put(BYTES, new ByteAllowance(clock.millis()));
    session.getAttributes().put(PUBLICATION,
        new Publication(lecture, person, visible.role().isStaff(), line, surroundings(lecture)));
    if (!session.isOpen()) {
      afterConnectionClosed(session, CloseStatus.SESSION_NOT_RELIABLE); // put out before there was a publication to end
    }
  }

  private Publication.Surroundings surroundings(LectureId lecture) {
    MayPublish floor = mayPublish.getIfAvailable(() -> (_, _) -> false);
    return new Publication.Surroundings(tracks.live(lecture), recordings, index, lectures, floor, sentences, clock);
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
    try {
      publication(session).hear(json.readValue(message.getPayload(), PublisherMessage.class));
    } catch (JacksonException | MalformedFrame | IllegalArgumentException e) {
      refuse(session, e);
    }
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws IOException {
    try {
      ByteBuffer payload = message.getPayload();
      if (!((ByteAllowance) session.getAttributes().get(BYTES)).take(payload.remaining(), clock.millis())) {
        log.info("Closing the socket of a publisher of lecture {} who sends more than any camera does: {}",
            TrackSocketConfiguration.lecture(session), TOO_MUCH.getReason());
        session.close(TOO_MUCH);
        return;
      }
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      publication(session).frame(Frame.read(bytes));
    } catch (MalformedFrame e) {
      refuse(session, e);
    }
  }

  private void refuse(WebSocketSession session, RuntimeException reason) throws IOException {
    log.info("Closing a socket of lecture {} on which person {} does not speak {}: {}", TrackSocketConfiguration.lecture(session),
        session.getPrincipal() == null ? "?" : session.getPrincipal().getName(), PROTOCOL, reason.getClass().getSimpleName());
    session.close(MALFORMED);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    if (session.getAttributes().get(LINE) instanceof PublisherLine line) {
      line.closed();
    }
    if (session.getAttributes().get(PUBLICATION) instanceof Publication publication) {
      publication.close(!status.equalsCode(CloseStatus.NORMAL) && !status.equalsCode(PublisherLine.MAY_NOT));
    }
  }

  private static Publication publication(WebSocketSession session) {
    return Objects.requireNonNull((Publication) session.getAttributes().get(PUBLICATION));
  }

  /** Keeps what was only shown until now, from the moment the lecture begins. */
  @Scheduled(fixedDelay = 500)
  void begin() {
    tracks.live().forEach(lecture -> lecture.publications().forEach(Publication::begin));
  }

  /** Keeps both ends sure that the other is there. */
  @Scheduled(fixedRate = 1000)
  void beat() {
    tracks.live().forEach(lecture -> lecture.publications().forEach(Publication::beat));
  }

  @Scheduled(fixedDelay = 500)
  void goOn() {
    tracks.live().forEach(lecture -> lecture.publications().forEach(Publication::goOn));
  }

  /** Asks publishers to come back when Lectern stops, or is cut off. They complete elsewhere, or at the next start, what was under way. */
  @EventListener({ContextClosedEvent.class, Severed.class})
  void drain() {
    tracks.live().forEach(lecture -> lecture.publications().forEach(Publication::askToComeBack));
  }
}
