package org.lectern.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Lecture;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Frames that break the protocol of sockets (RFC 6455) or ours, the same ones each time, while a class is taught. */
@LecternTest
class HostileFramesIntegrationTests {

  private static final long SEED = 20_261_122;
  private static final int CONNECTIONS = 600;
  private static final int MOST_FRAMES = 20;
  private static final int AT_ONCE = 8;
  private static final byte[] HELLO = "{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}".getBytes(StandardCharsets.UTF_8);

  private static final List<String> TEXTS =
      List.of(
          "", "{", "[]", "null", "0", "\"hello\"", "{}", "{\"type\":null}", "{\"type\":7}", "{\"type\":\"no.such\"}",
          "{\"type\":\"hello\",\"lastSeq\":-1}", "{\"type\":\"hello\",\"lastSeq\":\"x\"}", "{\"type\":\"hello\",\"lastSeq\":9223372036854775808}",
          "{\"type\":\"chat.post\"}", "{\"type\":\"chat.post\",\"id\":\"x\",\"text\":\"y\"}", "{\"type\":\"chat.post\",\"id\":{},\"text\":[]}",
          "{\"type\":\"chat.edit\",\"id\":\"%s\",\"seq\":1e308,\"text\":\"x\"}", "{\"type\":\"chat.remove\",\"id\":\"%s\",\"seq\":-5}",
          "{\"type\":\"lecture.end\",\"id\":\"%s\"}", "{\"type\":\"lecture.pause\",\"id\":\"%s\",\"minutes\":-1}", "{\"type\":\"person.remove\",\"id\":\"%s\",\"person\":1}",
          "{\"type\":\"floor.give\",\"id\":\"%s\",\"person\":99999999999}", "{\"type\":\"slide.turn\",\"id\":\"%s\",\"page\":2147483648}", "{\"type\":\"slide.show\",\"id\":\"%s\",\"deck\":1}",
          "{\"type\":\"hand.raise\",\"id\":\"%s\",\"reason\":\"\\u0000\"}", "{\"type\":\"chat.post\",\"id\":\"%s\",\"text\":\"\\u0000\"}", "{\"type\":\"chat.post\",\"id\":\"%s\",\"text\":\"\\ud800\"}",
          "{\"type\":\"pointer\",\"x\":\"NaN\",\"y\":1e400}", "{\"type\":\"react\",\"kind\":\"<script>\"}", "{\"type\":\"beat\",\"beat\":{\"beat\":{}}}",
          "{\"type\":\"beat\",\"type\":\"lecture.end\"}", "[".repeat(10_000), "{\"a\":".repeat(2_000), "{\"type\":\"chat.post\",\"id\":\"%s\",\"text\":\"" + "x".repeat(30_000) + "\"}");

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;

  private User amara;
  private User lena;
  private Lecture lecture;

  @BeforeEach
  void aClassIsTaught() {
    amara = classroom.person("Amara Osei");
    Course course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.lecture(course);
  }

  @ParameterizedTest
  @CsvSource({"socket", "tracks"})
  void framesThatMeanNoGoodEndTheirSenderAndDisturbNobody(String kind) throws Exception {
    String cookie = classroom.cookie(lena);
    String path = "/lectures/" + lecture.id() + "/" + kind;
    int sent = 0;
    try (RoomClient teacher = RoomClient.join(port, classroom.cookie(amara), lecture.id().value(), 0);
        RoomClient student = RoomClient.join(port, cookie, lecture.id().value(), 0);
        ExecutorService attackers = Executors.newFixedThreadPool(AT_ONCE)) {
      teacher.say("lecture.start", Map.of());
      List<Future<Integer>> attacks =
          IntStream.range(0, CONNECTIONS).mapToObj(number -> attackers.submit(() -> attack(path, cookie, number))).toList();
      for (int i = 0; i < CONNECTIONS; i++) {
        sent += attacks.get(i).get();
        if (i % 20 == 0) {
          teacher.beat();
          student.beat();
        }
      }
      long question = student.say("chat.post", Map.of("text", "Are you still there?"));
      assertThat(teacher.await(item -> item.path("seq").asLong(0) == question).at("/data/text").stringValue()).isEqualTo("Are you still there?");
      teacher.say("chat.post", Map.of("text", "All the time."));
    }
    assertThat(sent).isGreaterThan(CONNECTIONS);
    assertThat(written()).isSubsetOf("lecture.started", "chat.posted", "hand.raised");
  }

  private List<String> written() {
    return jdbc.sql("select distinct type from entry where lecture_id = ?").param(lecture.id().value()).query(String.class).list();
  }

  private int attack(String path, String cookie, int number) throws IOException {
    Random random = new Random(SEED + number);
    int sent = 0;
    try (RawSocket socket = RawSocket.open(port, path, cookie)) {
      if (random.nextInt(4) > 0) {
        socket.send(RawSocket.frame(0x81, true, HELLO.length, HELLO, random));
      }
      for (int left = 1 + random.nextInt(MOST_FRAMES); left > 0; left--) {
        if (!socket.send(hostile(random))) {
          break;
        }
        sent++;
      }
    }
    return sent;
  }

  private static byte[] hostile(Random random) {
    byte[] text = text(random);
    return switch (random.nextInt(12)) {
      case 0 -> RawSocket.frame(random.nextInt(256), true, text.length, text, random); // any opcode, any reserved bit
      case 1 -> RawSocket.frame(0x81, false, text.length, text, random); // unmasked
      case 2 -> RawSocket.frame(0x81, true, text.length + 1 + random.nextInt(10_000), text, random); // less than promised
      case 3 -> RawSocket.frame(0x81, true, Long.MAX_VALUE - random.nextInt(1_000), text, random);
      case 4 -> RawSocket.frame(0x81, true, -1L >>> 1 | 1L << 63, text, random); // a length below zero
      case 5 -> RawSocket.frame(0x01, true, text.length, text, random); // the beginning of what never ends
      case 6 -> RawSocket.frame(0x80, true, text.length, text, random); // the end of what never began
      case 7 -> RawSocket.frame(0xC1, true, text.length, text, random); // compressed, which was not agreed on
      case 8 -> RawSocket.frame(0x89, true, 200, new byte[200], random); // a ping too long
      case 9 -> RawSocket.frame(0x88, true, 2, new byte[] {0, (byte) random.nextInt(256)}, random); // closed for no reason there is
      case 10 -> RawSocket.frame(0x82, true, text.length, text, random); // binary
      default -> RawSocket.frame(0x81, true, text.length, text, random);
    };
  }

  private static byte[] text(Random random) {
    if (random.nextInt(6) == 0) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      return noise; // hardly ever UTF-8
    }
    return TEXTS.get(random.nextInt(TEXTS.size()))
        .replace("%s", new java.util.UUID(random.nextLong(), random.nextLong()).toString())
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "an unmasked frame, 1002",
    "a reserved bit, 1002",
    "a reserved opcode, 1002",
    "the end of what never began, 1002",
    "a control frame that is too long, 1002",
    "text that is not UTF-8, 1007",
    "a message that is too long, 1009"
  })
  void eachBreachIsClosedWithTheCodeTheStandardNamesForIt(String breach, int code) throws IOException {
    Random random = new Random(SEED);
    try (RawSocket socket = RawSocket.open(port, "/lectures/" + lecture.id() + "/socket", classroom.cookie(lena))) {
      socket.send(RawSocket.frame(0x81, true, HELLO.length, HELLO, random));
      socket.send(
          switch (breach) {
            case "an unmasked frame" -> RawSocket.frame(0x81, false, 2, "{}".getBytes(), random);
            case "a reserved bit" -> RawSocket.frame(0xC1, true, 2, "{}".getBytes(), random);
            case "a reserved opcode" -> RawSocket.frame(0x83, true, 2, "{}".getBytes(), random);
            case "the end of what never began" -> RawSocket.frame(0x80, true, 2, "{}".getBytes(), random);
            case "a control frame that is too long" -> RawSocket.frame(0x89, true, 126, new byte[126], random);
            case "text that is not UTF-8" -> RawSocket.frame(0x81, true, 2, new byte[] {(byte) 0xC0, (byte) 0x80}, random);
            default -> RawSocket.frame(0x81, true, 100_000, new byte[100_000], random);
          });
      assertThat(socket.closeCode()).isEqualTo(code);
    }
  }

  @Test
  void aPageOfAnotherSiteOpensNoSocket() throws IOException {
    String cookie = classroom.cookie(lena);
    RawHttp.Answer answer =
        new RawHttp(port)
            .send(
                ("GET /lectures/%s/socket HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nCookie: %s\r\n\r\n"
                        .formatted(lecture.id(), port, cookie))
                    .getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).isEqualTo(403);
  }
}
