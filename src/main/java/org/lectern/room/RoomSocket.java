package org.lectern.room;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * The socket of a room, {@code lectern.v1}: see {@code protocol.md} for every message in the order a client meets it. Only the hello may
 * wait, for its room to open: all else is heard on the thread that reads from every socket.
 */
@Component
class RoomSocket extends TextWebSocketHandler {

  private static final Logger log = LoggerFactory.getLogger(RoomSocket.class);
  private static final Duration LONGEST_WAIT_FOR_HELLO = Duration.ofSeconds(10);
  private static final String NOT_OURS = "Closing a socket that does not speak lectern.v1: {}";
  private static final String VISIT = Visit.class.getName();

  private final Rooms rooms;
  private final Clock clock;
  private final MessageSource sentences;
  private final RoomMeters meters;
  private final Behaviours behaviours;
  private final Gate gate;
  private final Map<WebSocketSession, Instant> silent = new ConcurrentHashMap<>();

  RoomSocket(Rooms rooms, Clock clock, MessageSource sentences, RoomMeters meters, Behaviours behaviours, Gate gate) {
    this.behaviours = behaviours;
    this.gate = gate;
    this.meters = meters;
    this.rooms = rooms;
    this.clock = clock;
    this.sentences = sentences;
  }

  /** Someone who is in: their socket, and the room it opened on. */
  private record Visit(Room room, Connection connection, Locale language) {}

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    CloseStatus refusal = rooms.isDraining() ? CloseCode.COME_BACK.because("this node stops") : Admission.of(session).refusal();
    if (refusal != null) {
      meters.closed(refusal);
      session.close(refusal);
    } else {
      silent.put(session, clock.instant());
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
    if (Admission.of(session).refusal() != null) {
      return; // its hello was under way when it was told to stay away
    }
    Visit visit = (Visit) session.getAttributes().get(VISIT);
    try (LogContext _ = LogContext.of(Admission.of(session))) {
      hear(session, visit, message);
    }
  }

  private void hear(WebSocketSession session, @Nullable Visit visit, TextMessage message) throws IOException {
    try {
      Command command = Command.parse(message.getPayload());
      if (visit == null) {
        comeIn(session, command);
      } else {
        visit.connection().heard(clock.instant());
        hear(visit, command);
      }
    } catch (Malformed malformed) {
      log.info(NOT_OURS, malformed.getMessage());
      session.close(CloseCode.MALFORMED.because(malformed.getMessage()));
    }
  }

  private void comeIn(WebSocketSession session, Command hello) {
    if (!hello.type().equals("hello")) {
      throw new Malformed("the first message is hello");
    }
    long lastSeq = hello.optionalNumber("lastSeq").orElse(0);
    silent.remove(session);
    Admission admission = Admission.of(session);
    Connection connection = new Connection(admission.member(), session, hello.decodable(), clock.instant(), meters);
    Room room = rooms.join(admission.lecture(), connection, lastSeq);
    session.getAttributes().put(VISIT, new Visit(room, connection, admission.language()));
    if (!session.isOpen()) {
      leave(session); // put out before they were quite in, when there was no visit to end yet
    }
  }

  private void hear(Visit visit, Command message) {
    Rule rule = behaviours.ruleFor(message);
    if (rule.isSignal()) {
      signal(visit, rule, message);
    } else {
      command(visit, rule, message);
    }
  }

  /** Signals are not answered, so one too many is not answered either. */
  private void signal(Visit visit, Rule rule, Command signal) {
    Member member = visit.connection().member();
    switch (gate.pass(rule, member, visit.room().nodesOf(member.id()))) {
      case ALLOWED -> visit.room().hear(rule, signal, member);
      case NOT_ALLOWED, TOO_FAST -> {}
      case FLOOD -> sendAway(visit);
    }
  }

  private void command(Visit visit, Rule rule, Command command) {
    UUID id = command.requiredId();
    Member member = visit.connection().member();
    Decider.Answer answer = new AnswerOverSocket(visit, sentences);
    switch (gate.pass(rule, member, visit.room().nodesOf(member.id()))) {
      case ALLOWED -> visit.room().submit(rule, command, member, answer);
      case NOT_ALLOWED -> answer.rejected(id, new Rejected("notAllowed"));
      case TOO_FAST -> answer.rejected(id, new Rejected("tooFast"));
      case FLOOD -> sendAway(visit);
    }
  }

  private static void sendAway(Visit visit) {
    log.info("Closing the socket of somebody who goes on sending what is refused");
    visit.connection().close(CloseCode.COME_BACK_LATER.because("far too many messages"));
  }

  /** Tells the sender, and only the sender, what became of a command. */
  private record AnswerOverSocket(Visit visit, MessageSource sentences) implements Decider.Answer {

    @Override
    public void acknowledged(UUID command, long seq) {
      send(wire().ack(command, seq));
    }

    @Override
    public void rejected(UUID command, Rejected reason) {
      boolean retry = reason.getMessage().equals("tooFast");
      send(wire().rejected(command, sentence(reason.messageKey(), reason.arguments()), retry));
    }

    @Override
    public void malformed(Malformed reason) {
      try (LogContext _ = LogContext.of(visit.room().lecture(), visit.connection().member())) { // on the log's thread
        log.info(NOT_OURS, reason.getMessage());
      }
      visit.connection().close(CloseCode.MALFORMED.because(reason.getMessage()));
    }

    @Override
    public void notSaved(UUID command) {
      send(wire().rejected(command, sentence("room.rejected.notSaved"), true));
    }

    private String sentence(String key, Object... arguments) {
      return sentences.getMessage(key, arguments, visit.language());
    }

    private Wire wire() {
      return visit.room().wire();
    }

    private void send(byte[] item) {
      visit.room().answer(visit.connection(), item);
    }
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable error) {
    log.debug("A socket broke", error);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    silent.remove(session);
    leave(session);
  }

  private void leave(WebSocketSession session) {
    Visit visit = (Visit) session.getAttributes().remove(VISIT);
    if (visit != null) {
      visit.connection().closed();
      rooms.leave(visit.room(), visit.connection());
    }
  }

  /** Whoever opens a socket and never says hello is in no room, and would hold the socket for ever. */
  @Scheduled(fixedRate = 5000)
  void closeThoseWhoNeverSaidHello() {
    closeThoseSilentSince(clock.instant().minus(LONGEST_WAIT_FOR_HELLO));
  }

  /** Asks them to come back. This machine may have held up their hello, and a page that is told it is not understood would stay away. */
  void closeThoseSilentSince(Instant moment) {
    silent.forEach(
        (session, since) -> {
          if (since.isBefore(moment) && silent.remove(session, since)) {
            Thread.ofVirtual().start(() -> close(session));
          }
        });
  }

  private static void close(WebSocketSession session) {
    try {
      session.close(CloseCode.COME_BACK_LATER.because("no hello"));
    } catch (IOException gone) {
      log.debug("Closing a socket that was gone", gone);
    }
  }
}
