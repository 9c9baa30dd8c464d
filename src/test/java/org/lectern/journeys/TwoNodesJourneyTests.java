package org.lectern.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.PersistentStudent;
import org.lectern.support.RoomClient;
import org.lectern.support.TwoNodes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A class whose people are on two nodes is one class. */
class TwoNodesJourneyTests {

  private static final int REMOVED = 4403;
  private static final int COME_BACK = 4000;
  private static final Duration LONGEST_RETURN = Duration.ofMinutes(2);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path home;
  private static TwoNodes nodes;
  private static String amara;
  private static String lena;
  private static String mei;

  private long lecture;

  @BeforeAll
  static void twoNodesRun() throws Exception {
    nodes = TwoNodes.start(home);
    amara = nodes.signIn("amara");
    lena = nodes.signIn("lena");
    mei = nodes.signIn("mei");
  }

  @AfterAll
  static void bothStop() throws Exception {
    nodes.close();
  }

  @BeforeEach
  void aLecture() {
    lecture = nodes.lecture();
  }

  private RoomClient atOne(String cookie) {
    return RoomClient.join(nodes.one().port(), cookie, lecture, 0);
  }

  private RoomClient atTwo(String cookie) {
    return RoomClient.join(nodes.two().port(), cookie, lecture, 0);
  }

  @Test
  void whatIsSaidAndDoneOnOneNodeIsSeenOnTheOther() {
    try (RoomClient teacher = atOne(amara); RoomClient student = atTwo(lena)) {
      teacher.say("lecture.start", Map.of());
      student.entry("lecture.started");
      student.say("chat.post", Map.of("text", "Good morning"));
      assertThat(teacher.entry("chat.posted").at("/data/text").stringValue()).isEqualTo("Good morning");
      student.say("hand.raise", Map.of());
      JsonNode hand = teacher.entry("hand.raised");
      teacher.await(item -> names(item, "joined").contains("Lena Fischer"));
      teacher.say("floor.give", Map.of("person", hand.at("/by/id").longValue()));
      student.entry("floor.given");
      long deck = nodes.database().sql("select material_id from deck order by 1 limit 1").query(Long.class).single();
      nodes.database().sql("insert into deck select ?, material_id, title, pages from deck where material_id = ? limit 1").params(lecture, deck).update();
      teacher.say("slide.show", Map.of("deck", deck));
      teacher.say("slide.turn", Map.of("page", 2));
      assertThat(student.entry("slide.turned").at("/data/page").intValue()).isEqualTo(2);

      try (RoomClient late = atTwo(mei)) {
        JsonNode state = late.snapshot().get("state");
        assertThat(state.at("/lecture/phase").stringValue()).isEqualTo("live");
        assertThat(state.at("/chat/messages/0/text").stringValue()).isEqualTo("Good morning");
        assertThat(state.at("/slides/page").intValue()).isEqualTo(2);
        late.say("chat.post", Map.of("text", "Sorry, my bus"));
        teacher.await(item -> item.at("/data/text").asString("").equals("Sorry, my bus"));
      }
      assertThat(seqs(student)).isSorted().doesNotHaveDuplicates();
      assertThat(seqs(teacher)).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void whatIsWrittenOnBothAtOnceHasOneOrderWithoutGaps() {
    try (RoomClient atOne = atOne(lena); RoomClient atTwo = atTwo(mei)) {
      IntStream.range(0, 30).forEach(i -> {
        atOne.send("chat.post", Map.of("text", "one " + i));
        atTwo.send("chat.post", Map.of("text", "two " + i));
      });
      await().until(() -> atOne.entries().size() == 60 && atTwo.entries().size() == 60);
      assertThat(seqs(atOne)).containsExactlyElementsOf(IntStream.rangeClosed(1, 60).mapToObj(i -> (long) i).toList());
      assertThat(atTwo.entries()).isEqualTo(atOne.entries());
    }
  }

  @Test
  void aMessageSentAgainToTheOtherNodeIsSaidOnce() {
    UUID id = UUID.randomUUID();
    try (RoomClient atOne = atOne(lena); RoomClient atTwo = atTwo(lena); RoomClient teacher = atTwo(amara)) {
      atOne.send(id, "chat.post", Map.of("text", "once"));
      atTwo.send(id, "chat.post", Map.of("text", "once"));
      assertThat(atOne.answer(id).get("seq").longValue()).isEqualTo(atTwo.answer(id).get("seq").longValue());
      teacher.say("chat.post", Map.of("text", "after it"));
      teacher.await(item -> item.at("/data/text").asString("").equals("after it"));
      assertThat(teacher.entries()).hasSize(2);
    }
  }

  @Test
  void whoChangesNodesIsSentWhatTheyMissedAndNothingElse() {
    try (RoomClient teacher = atOne(amara)) {
      long seen;
      try (RoomClient before = atOne(lena)) {
        seen = teacher.say("chat.post", Map.of("text", "before"));
        before.entry("chat.posted");
      }
      teacher.say("chat.post", Map.of("text", "meanwhile"));
      try (RoomClient after = RoomClient.join(nodes.two().port(), lena, lecture, seen)) {
        after.await(item -> RoomClient.type(item).equals("resumed"));
        assertThat(after.entry("chat.posted").at("/data/text").stringValue()).isEqualTo("meanwhile");
        teacher.say("chat.post", Map.of("text", "from now on"));
        after.await(item -> item.at("/data/text").asString("").equals("from now on"));
        assertThat(seqs(after)).containsExactly(seen + 1, seen + 2);
      }
    }
  }

  @Test
  void somebodyWithATabOnEachNodeIsOnePerson() throws Exception {
    try (RoomClient teacher = atOne(amara); RoomClient another = atOne(lena)) {
      another.beat();
      try (RoomClient other = atTwo(lena)) {
        await().until(() -> open("node_id") == 2 && open("user_id") == 2);
        other.say("chat.post", Map.of("text", "from here"));
        assertThat(whoIsHere(nodes.one().port()).get("here").intValue()).isEqualTo(2);
        await().until(() -> whoIsHere(nodes.two().port()).get("here").intValue() == 2);
        assertSaysNoMoreThanOnOne(another, other);
      }
      await().until(() -> open("node_id") == 1);
      await().during(Duration.ofSeconds(1)).until(() -> whoIsHere(nodes.one().port()).get("here").intValue() == 2);
      assertThat(teacher.items()).noneMatch(item -> RoomClient.type(item).equals("people") && !item.get("left").isEmpty());
      another.close();
      teacher.await(item -> RoomClient.type(item).equals("people") && !item.get("left").isEmpty());
    }
  }

  /** Forty at once and ten a second. The first node may learn a moment late that somebody is on the other as well. */
  private static void assertSaysNoMoreThanOnOne(RoomClient atOne, RoomClient atTwo) {
    long begun = System.nanoTime();
    List<UUID> toOne = new ArrayList<>();
    List<UUID> toTwo = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      toOne.add(atOne.send("chat.post", Map.of("text", "at one " + i)));
      toTwo.add(atTwo.send("chat.post", Map.of("text", "at two " + i)));
    }
    long passed = toOne.stream().map(atOne::answer).filter(answer -> RoomClient.type(answer).equals("ack")).count()
        + toTwo.stream().map(atTwo::answer).filter(answer -> RoomClient.type(answer).equals("ack")).count();
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertThat((double) passed).isBetween(30.0, 65 + 10 * seconds);
  }

  @Test
  void whoIsPutOutOnOneNodeIsOutOnBoth() {
    try (RoomClient teacher = atOne(amara); RoomClient atOne = atOne(mei); RoomClient atTwo = atTwo(mei); RoomClient other = atTwo(lena)) {
      teacher.say("chat.lock", Map.of());
      other.entry("chat.locked");
      assertThat(other.refused("chat.post", Map.of("text", "And I?"))).isNotEmpty();
      teacher.say("person.remove", Map.of("person", nodes.person("mei")));
      assertThat(atTwo.closeCode()).isEqualTo(REMOVED);
      assertThat(atOne.closeCode()).isEqualTo(REMOVED);
      for (int port : List.of(nodes.one().port(), nodes.two().port())) {
        RoomClient again = RoomClient.silent(port, mei, lecture);
        again.sendText("{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}");
        assertThat(again.closeCode()).isEqualTo(REMOVED);
      }
      teacher.say("person.restore", Map.of("person", nodes.person("mei")));
      atTwo(mei).close();
    }
  }

  @Test
  void whoSignsOutOnOneNodeIsAskedToComeBackOnTheOther() throws Exception {
    String cookie = nodes.signIn("tomas");
    try (RoomClient atTwo = atTwo(cookie)) {
      assertThat(post(nodes.one().uri("/sign-out"), cookie)).isEqualTo(302);
      assertThat(atTwo.closeCode()).isEqualTo(COME_BACK);
    }
  }

  @Test
  void nodesThatCannotHearEachOtherLookForThemselves() {
    try (RoomClient teacher = atOne(amara); RoomClient student = atTwo(lena)) {
      nodes.cutWhatNodesHearBy();
      for (String text : List.of("lost?", "and this?")) {
        teacher.say("chat.post", Map.of("text", text));
        student.await(item -> item.at("/data/text").asString("").equals(text));
      }
      await().until(() -> count("select count(*) from pg_stat_activity where application_name = 'lectern-wakeups'") == 2);
      student.say("chat.post", Map.of("text", "heard again"));
      teacher.await(item -> item.at("/data/text").asString("").equals("heard again"));
    }
  }

  @Test
  void aNodeThatDiesTakesItsPeopleWithItAndLosesNothingThatWasSaved() {
    try (RoomClient teacher = atOne(amara); RoomClient student = atTwo(lena)) {
      teacher.say("lecture.start", Map.of());
      await().until(() -> whoIsHere(nodes.one().port()).get("here").intValue() == 2);
      List<PersistentStudent> students =
          Stream.of("mei", "tomas", "jakub", "sofia").filter(name -> count("select count(*) from users where email = '" + name + "@lectern.example'") == 1)
              .map(name -> new PersistentStudent(nodes.eitherPort(), nodes.signIn(name), lecture, name, Duration.ofMillis(150)))
              .toList();
      students.forEach(one -> Thread.ofVirtual().start(one));
      await().atMost(LONGEST_RETURN).until(() -> acknowledged(students) > 60 && open("node_id") == 2);

      nodes.two().kill();
      Instant lastHeard = Instant.now();
      long killed = System.nanoTime();
      int before = acknowledged(students);
      teacher.await(item -> RoomClient.type(item).equals("people") && item.at("/left").toString().contains(String.valueOf(nodes.person("lena"))));
      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(15));
      await().atMost(LONGEST_RETURN).until(() -> open("node_id") == 1);
      await().atMost(LONGEST_RETURN).until(() -> acknowledged(students) > before + 60 && students.stream().allMatch(PersistentStudent::isHere));
      assertThat(nodes.database().sql("select count(*) from presence where lecture_id = ? and closed and user_id = ? and seen_at < ?")
          .params(lecture, nodes.person("lena"), Timestamp.from(lastHeard)).query(Long.class).single()).as("her stay ends at her last heartbeat").isOne();
      nodes.two().restart();
      students.forEach(PersistentStudent::stopWriting);
      await().atMost(LONGEST_RETURN).until(() -> students.stream().allMatch(PersistentStudent::isInStep));

      long last = count("select last_seq from lecture where id = " + lecture);
      await().atMost(LONGEST_RETURN).until(() -> students.stream().allMatch(one -> one.read().size() == count("select count(*) from entry where type = 'chat.posted' and lecture_id = " + lecture)));
      Map<Long, String> read = students.getFirst().read();
      for (PersistentStudent one : students) {
        one.acknowledged().forEach((text, seq) -> assertThat(read).containsEntry(seq, text));
        assertThat(one.read()).isEqualTo(read);
      }
      assertThat(read.values()).hasSize(new HashSet<>(read.values()).size());
      assertThat(count("select count(*) from entry where lecture_id = " + lecture)).isEqualTo(last);
      assertThat(count("select count(*) from entry where type = 'lecture.interrupted' and lecture_id = " + lecture))
          .as("the other node went on").isZero();

      nodes.one().kill();
      nodes.two().kill();
      nodes.one().restart();
      assertThat(count("select count(*) from entry where type = 'lecture.interrupted' and lecture_id = " + lecture))
          .as("nobody was left").isOne();
      nodes.two().restart();
      students.forEach(PersistentStudent::leave);
    }
  }

  private static int acknowledged(List<PersistentStudent> students) {
    return students.stream().mapToInt(PersistentStudent::acknowledgedSoFar).sum();
  }

  private static List<Long> seqs(RoomClient client) {
    return client.entries().stream().map(entry -> entry.get("seq").longValue()).toList();
  }

  private static List<String> names(JsonNode item, String field) {
    return item.path(field).valueStream().map(person -> person.path("name").asString("")).toList();
  }

  /** How many different ones of these are in the room, as it is written down. */
  private long open(String column) {
    return count("select count(distinct " + column + ") from presence where not closed and lecture_id = " + lecture);
  }

  private static long count(String sql) {
    return nodes.database().sql(sql).query(Long.class).single();
  }

  private JsonNode whoIsHere(int port) throws Exception {
    URI uri = URI.create("http://localhost:" + port + "/lectures/" + lecture + "/people");
    return JSON.readTree(HTTP.send(get(uri, amara), HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Presses the button of a form that asks nothing, and gives the status. */
  private static int post(URI uri, String cookie) throws Exception {
    HttpResponse<String> page = HTTP.send(get(nodes.one().uri("/"), cookie), HttpResponse.BodyHandlers.ofString());
    Matcher token = CSRF.matcher(page.body());
    assertThat(token.find()).isTrue();
    String cookies = Stream.concat(Stream.of(cookie), page.headers().allValues("Set-Cookie").stream().map(one -> one.substring(0, one.indexOf(';')))).collect(Collectors.joining("; "));
    HttpRequest form =
        HttpRequest.newBuilder(uri)
            .header("Cookie", cookies)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
            .build();
    return HTTP.send(form, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static HttpRequest get(URI uri, String cookie) {
    return HttpRequest.newBuilder(uri).header("Cookie", cookie).header("Accept", "text/html, application/json").build();
  }
}
