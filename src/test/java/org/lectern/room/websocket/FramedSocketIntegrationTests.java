package org.lectern.room.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.lectern.room.websocket.FrameReaderTests.frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.Chat;
import org.lectern.room.Rooms;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The room's socket, byte by byte. */
@LecternTest
class FramedSocketIntegrationTests {

  private static final String HELLO = "{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}";

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired LectureLog log;
  @Autowired Rooms rooms;
  @Autowired DataSource database;

  User amara;
  User lena;
  Course course;
  LectureId lecture;

  @BeforeEach
  void aClassIsPlanned() {
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.lecture(course).id();
  }

  private RawClient open(int receiveBuffer) throws IOException {
    return new RawClient(port, classroom.cookie(lena), lecture.value(), receiveBuffer);
  }

  private RawClient joined(int receiveBuffer) throws IOException {
    RawClient client = open(receiveBuffer);
    client.send(frame(0x81, HELLO));
    return client;
  }

  @Test
  void theHandshakeAgreesToTheProtocolAndToNoCompression() throws IOException {
    try (RawClient client = open(0)) {
      assertThat(client.response())
          .startsWith("HTTP/1.1 101")
          .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
          .contains("Sec-WebSocket-Protocol: lectern.v1")
          .doesNotContain("Sec-WebSocket-Extensions");
    }
  }

  @Test
  void aHelloInFragmentsWithAPingBetweenIsAnswered() throws IOException {
    try (RawClient client = open(0)) {
      client.send(frame(0x01, HELLO.substring(0, 10)));
      client.send(frame(0x89, "there?"));
      client.send(frame(0x80, HELLO.substring(10)));

      assertThat(client.receive(Framing.PONG).text()).isEqualTo("there?");
      assertThat(client.receive(Framing.TEXT).text()).contains("\"snapshot\"");
    }
  }

  @Test
  void whatIsSaidInOneBreathWithTheHelloIsHeardAfterIt() throws IOException {
    try (RawClient client = open(0)) {
      client.send(together(frame(0x81, HELLO), said("one"), said("two"), said("three")));
      await().until(() -> log.read(lecture, 0, 10).size() == 3);

      assertThat(log.read(lecture, 0, 10)).extracting(entry -> ((Chat.Posted) entry.event()).text()).containsExactly("one", "two", "three");
    }
  }

  @Test
  void whoSaysMoreAtOnceThanIsReadAtOnceIsHeardToTheEnd() throws IOException {
    try (RawClient client = joined(0)) {
      client.receive(Framing.TEXT);
      byte[] padding = frame(0x8a, "x".repeat(100)); // a pong nobody asked for
      client.send(together(Stream.concat(Stream.generate(() -> padding).limit(1_000), Stream.of(frame(0x89, "the end"))).toArray(byte[][]::new)));

      assertThat(client.receive(Framing.PONG).text()).isEqualTo("the end");
    }
  }

  @Test
  void aRoomThatTakesLongToOpenHoldsNobodyElseUp() throws Exception {
    LectureId another = classroom.lecture(course).id();
    try (RawClient here = joined(0);
        RawClient waiting = new RawClient(port, classroom.cookie(lena), another.value(), 0);
        Connection busy = database.getConnection()) {
      here.receive(Framing.TEXT);
      busy.setAutoCommit(false);
      busy.createStatement().execute("lock table lecture in access exclusive mode");
      waiting.send(frame(0x81, HELLO));
      here.send(frame(0x89, "there?"));

      assertThat(here.receive(Framing.PONG).text()).isEqualTo("there?");
      assertThat(rooms.here(another)).isZero();
      busy.rollback();
      assertThat(waiting.receive(Framing.TEXT).text()).contains("\"snapshot\"");
    }
  }

  private static byte[] said(String text) {
    return frame(0x81, "{\"type\":\"chat.post\",\"id\":\"%s\",\"text\":\"%s\"}".formatted(UUID.randomUUID(), text));
  }

  private static byte[] together(byte[]... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Stream.of(frames).forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Test
  void whoSaysGoodbyeIsAnsweredAndTheLineEnds() throws IOException {
    try (RawClient client = joined(0)) {
      client.receive(Framing.TEXT);
      client.send(frame(0x88, ""));

      client.receive(Framing.CLOSE);
      assertThat(client.isAtEnd()).isTrue();
      await().until(() -> rooms.here(lecture) == 0);
    }
  }

  @Test
  void whoBreaksTheRulesIsToldWhichAndTheLineEnds() throws IOException {
    Map<Integer, byte[]> violations =
        Map.of(1002, new byte[] {(byte) 0x81, 1, 'x'}, 1003, frame(0x82, "bytes"), 1009, frame(0x81, "x".repeat(40_000)));
    for (Map.Entry<Integer, byte[]> violation : violations.entrySet()) {
      try (RawClient client = joined(0)) {
        client.receive(Framing.TEXT);
        client.send(violation.getValue());
        client.send(frame(0x81, "{\"type\":\"beat\"}"));

        assertThat(client.receive(Framing.CLOSE).closeCode()).isEqualTo(violation.getKey());
        assertThat(client.isAtEnd()).isTrue();
      }
    }
    await().until(() -> rooms.here(lecture) == 0);
  }

  @Test
  void aReaderThatNeverReadsIsAskedToComeBackAndTheOthersMissNothing() throws IOException {
    try (RoomClient teacher = RoomClient.join(port, classroom.cookie(amara), lecture.value(), 0);
        RawClient stuck = joined(4096)) {
      await().until(() -> rooms.here(lecture) == 2);
      int said = 0;
      while (rooms.here(lecture) == 2) {
        assertThat(said).as("what the system and the room keep for one reader is bounded").isLessThan(20_000);
        sayHundred();
        said += 100;
      }
      assertThat(stuck.receive(Framing.CLOSE).closeCode()).isEqualTo(4000);
      int all = said;
      await().atMost(Duration.ofMinutes(1)).until(() -> teacher.entries().size() == all);

      assertThat(teacher.entries().stream().map(entry -> entry.get("seq").longValue()))
          .isEqualTo(IntStream.rangeClosed(1, all).mapToObj(Long::valueOf).toList());
    }
  }

  private void sayHundred() {
    String text = "x".repeat(4000);
    log.append(lecture, _ -> IntStream.range(0, 100).mapToObj(_ -> new Draft(new Chat.Posted(text, false), amara.id(), null)).toList()).join();
  }

  @Test
  void aFlightRecordingTellsWhoHasNotTakenWhatWasSent() throws Exception {
    Set<Integer> behind = ConcurrentHashMap.newKeySet();
    try (RecordingStream recording = new RecordingStream();
        RoomClient _ = RoomClient.join(port, classroom.cookie(amara), lecture.value(), 0);
        RawClient _ = joined(4096)) {
      recording.enable("org.lectern.Broadcast");
      recording.onEvent("org.lectern.Broadcast", round -> {
        if (round.getInt("readers") == 2) {
          behind.add(round.getInt("behind"));
        }
      });
      recording.startAsync();
      await().until(() -> rooms.here(lecture) == 2);
      while (rooms.here(lecture) == 2) {
        sayHundred(); // until too much waits for the one that does not read
      }
      recording.stop();
    }
    // On a busy machine the other client may be late, too.
    assertThat(behind).contains(0).anyMatch(readers -> readers >= 1);
  }

  @Test
  void aReaderThatPausesGetsEverythingInOrderAfterwards() throws IOException {
    try (RawClient slow = joined(4096)) {
      assertThat(slow.receive(Framing.TEXT).text()).contains("\"snapshot\"");
      for (int i = 0; i < 4; i++) {
        sayHundred(); // more than the system keeps for a socket this small, less than the room keeps
      }
      int next = 1;
      while (next <= 400) {
        String text = slow.receive(Framing.TEXT).text();
        for (int at = 0; (at = text.indexOf("\"seq\":", at)) >= 0; at++) {
          if (text.startsWith("\"seq\":%d,".formatted(next), at)) {
            next++;
          }
        }
      }
      slow.send(frame(0x89, "still here"));
      assertThat(slow.receive(Framing.PONG).text()).isEqualTo("still here");
    }
  }
}
