package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.accounts.User;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people do with messages beside writing them, and what those who teach do about it. */
@LecternTest
class ChatIntegrationTests extends Meeting {

  @Autowired JdbcClient jdbc;

  User mei;

  @BeforeEach
  void anotherStudentIsThere() {
    mei = classroom.student(course, "Mei Chen");
  }

  @Test
  void aReplySaysToWhatAndCallsOnWhoIsHere() {
    try (RoomClient student = join(lena);
        RoomClient other = join(mei)) {
      long question = student.say("chat.post", Map.of("text", "Why?"));
      other.say("chat.post", Map.of("text", "@Lena Because.", "reply", question, "mentions", List.of(lena.id().value(), amara.id().value(), 9_999)));

      JsonNode reply = student.await(item -> item.at("/data/reply").asLong() == question);
      assertThat(reply.at("/data/mentions")).hasSize(1);
      assertThat(reply.at("/data/mentions/0/name").stringValue()).isEqualTo("Lena Fischer");
      assertThat(other.refused("chat.post", Map.of("text", "What?", "reply", 9_999))).isEqualTo("There is no such message.");
    }
  }

  @Test
  void aMessageWithoutExtrasIsAsSmallOnTheWireAsItWas() {
    try (RoomClient student = join(lena)) {
      student.say("chat.post", Map.of("text", "Hello"));
      assertThat(student.entry("chat.posted").get("data").toString()).isEqualTo("{\"text\":\"Hello\",\"forStaff\":false}");
    }
  }

  @Test
  void reactionsAreCountedOnceForEachPersonAndOnesOwnIsKnownOnEveryDevice() throws Exception {
    try (RoomClient student = join(lena);
        RoomClient other = join(mei)) {
      long message = student.say("chat.post", Map.of("text", "Got it"));
      student.say("chat.react", Map.of("seq", message, "kind", "heart"));
      student.say("chat.react", Map.of("seq", message, "kind", "heart"));
      other.say("chat.react", Map.of("seq", message, "kind", "heart"));
      hearts(other, message, 2);
      hearts(student, message, 2);
      assertThat(read(mei, "chat/mine").at("/reactions/" + message + "/0").stringValue()).isEqualTo("heart");

      student.take();
      other.say("chat.unreact", Map.of("seq", message, "kind", "heart"));
      hearts(student, message, 1);
      assertThat(read(mei, "chat/mine").at("/reactions")).isEmpty();
      assertThat(student.refused("chat.react", Map.of("seq", message, "kind", "<script>"))).isEqualTo("There is no such reaction.");
      try (RoomClient late = join(amara)) {
        assertThat(late.snapshot().at("/state/chat/messages/0/reactions/heart").intValue()).isEqualTo(1);
      }
    }
  }

  private static void hearts(RoomClient client, long message, int n) {
    client.await(item -> RoomClient.type(item).equals("chat.reacted") && item.at("/data/of").asLong() == message && item.at("/data/counts/heart").asInt() == n);
  }

  @Test
  void threeMessagesArePinnedInOrderAndSeenByWhoComesLate() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      List<Long> said = List.of(1, 2, 3, 4).stream().map(n -> student.say("chat.post", Map.of("text", "Message " + n))).toList();
      for (int i : List.of(2, 0, 1)) {
        teacher.say("chat.pin", Map.of("seq", said.get(i)));
      }
      assertThat(teacher.refused("chat.pin", Map.of("seq", said.get(3)))).isEqualTo("There are 3 pinned messages already. Take one away first.");
      teacher.say("chat.unpin", Map.of("seq", said.get(0)));
      try (RoomClient late = join(mei)) {
        assertThat(late.snapshot().at("/state/chat/pinned")).extracting(pin -> pin.get("text").stringValue()).containsExactly("Message 3", "Message 2");
      }
    }
  }

  @Test
  void aMessageCanBeChangedForFiveMinutes() {
    try (RoomClient student = join(lena)) {
      long message = student.say("chat.post", Map.of("text", "Helo"));
      student.say("chat.edit", Map.of("seq", message, "text", "Hello"));
      jdbc.sql("update entry set said_at = said_at - interval '301 seconds' where lecture_id = ? and seq = ?").params(lecture.id().value(), message).update();

      assertThat(student.refused("chat.edit", Map.of("seq", message, "text", "Goodbye"))).isEqualTo("A message can be changed for 5 minutes.");
    }
  }

  /** Everything that another student is sent, and can read later, searched for it. */
  @Test
  void aPrivateLineIsReadByThePersonAndThoseWhoTeachAndByNobodyElse() throws Exception {
    String secret = "I was ill last week.";
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena);
        RoomClient other = join(mei)) {
      long said = student.say("chat.post", Map.of("text", secret, "line", lena.id().value()));
      assertThat(teacher.entry("chat.posted").get("to").stringValue()).isEqualTo("group:line-%s:staff".formatted(lena.id()));
      teacher.say("chat.post", Map.of("text", "Get well.", "line", lena.id().value(), "reply", said));
      assertThat(student.await(item -> item.at("/data/text").asString("").equals("Get well.")).at("/by/name").stringValue()).isEqualTo("Amara Osei");
      student.say("chat.edit", Map.of("seq", said, "text", secret + " Badly.", "line", lena.id().value()));

      assertThat(other.refused("chat.post", Map.of("text", "Me too", "line", lena.id().value()))).startsWith("Only the person whose it is");
      assertThat(other.refused("chat.remove", Map.of("seq", said))).isEqualTo("There is no such message.");
      assertThat(other.refused("chat.post", Map.of("text", "What?", "reply", said))).isEqualTo("There is no such message.");
      other.say("chat.post", Map.of("text", "Hello all"));
      assertThat(other.items().toString()).doesNotContain("ill last week", "Get well");
      try (RoomClient late = join(mei); RoomClient again = join(lena)) {
        assertThat(late.snapshot().toString()).doesNotContain("ill last week", "Get well");
        assertThat(again.snapshot().at("/state/sides").toString()).contains("ill last week", "Get well");
      }
      assertThat(read(mei, "entries?after=0&limit=5000").toString()).doesNotContain("ill last week", "Get well");
      assertThat(read(lena, "entries?after=0&limit=5000").toString()).contains("ill last week", "Get well");
      assertThat(read(amara, "entries?after=0&limit=5000").toString()).contains("ill last week", "Get well");
      teacher.say("chat.remove", Map.of("seq", said));
      assertThat(student.entry("chat.removed").at("/data/of").asLong()).isEqualTo(said);
    }
  }

  @Test
  void aSlowChatLetsAStudentWaitAndNobodyWhoTeaches() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      teacher.say("chat.slow", Map.of("seconds", 30));
      student.say("chat.post", Map.of("text", "One"));
      assertThat(student.refused("chat.post", Map.of("text", "Two"))).matches("The chat is slow at the moment. Write again in (30|29) seconds.");
      teacher.say("chat.post", Map.of("text", "One"));
      teacher.say("chat.post", Map.of("text", "Two"));
      student.say("chat.post", Map.of("text", "To you alone", "line", lena.id().value()));
      teacher.say("chat.slow", Map.of("seconds", 0));
      student.say("chat.post", Map.of("text", "Two"));
    }
  }

  @Test
  void whatIsHeldIsReadByEveryoneOnceItIsLetThrough() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena);
        RoomClient other = join(mei)) {
      teacher.say("chat.moderate", Map.of("on", true));
      long good = student.say("chat.post", Map.of("text", "A good one"));
      long bad = student.say("chat.post", Map.of("text", "A bad one"));
      teacher.await(item -> item.get("seq") != null && item.get("seq").asLong() == bad);
      assertThat(other.refused("chat.approve", Map.of("seq", good, "line", lena.id().value()))).isNotEmpty();
      teacher.say("chat.approve", Map.of("seq", good, "line", lena.id().value()));
      teacher.say("chat.decline", Map.of("seq", bad, "line", lena.id().value()));

      JsonNode posted = other.entry("chat.posted");
      assertThat(posted.at("/data/text").stringValue()).isEqualTo("A good one");
      assertThat(posted.at("/data/from/name").stringValue()).isEqualTo("Lena Fischer");
      student.await(item -> RoomClient.type(item).equals("chat.settled") && item.at("/data/of").asLong() == good && item.at("/data/approved").asBoolean());
      student.await(item -> RoomClient.type(item).equals("chat.settled") && item.at("/data/of").asLong() == bad && !item.at("/data/approved").asBoolean());
      assertThat(other.items().toString()).doesNotContain("A bad one");
      assertThat(teacher.refused("chat.approve", Map.of("seq", good, "line", lena.id().value()))).isEqualTo("There is no such message.");
      student.say("chat.remove", Map.of("seq", posted.get("seq").longValue()));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, This is Rübbish., true", "true, R U B B I S H, false", "false, RUBBISH, true", "false, rubbishy, false", "true, so-called:rubbish!, true"})
  void aWordThatTheCourseDoesNotWantIsRefusedOrHeld(boolean refused, String text, boolean unwanted) {
    jdbc.sql("insert into course_chat (course_id, words, refused, moderated, slow) values (?, array['rubbish'], ?, false, 0)")
        .params(course.id().value(), refused)
        .update();
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      await().until(this::theCourseHasSpoken);
      if (unwanted && refused) {
        assertThat(student.refused("chat.post", Map.of("text", text))).startsWith("This message has a word");
      } else {
        student.say("chat.post", Map.of("text", text));
        assertThat(teacher.entry(unwanted ? "chat.held" : "chat.posted").at("/data/text").stringValue()).isEqualTo(text);
      }
      teacher.say("chat.post", Map.of("text", text));
      assertThat(student.items().toString()).doesNotContain("chat.ruled");
    }
  }

  @Test
  void whatTheCourseHasChosenHoldsFromTheBeginning() {
    jdbc.sql("insert into course_chat (course_id, words, refused, moderated, slow) values (?, '{}', false, true, 20)").param(course.id().value()).update();
    try (RoomClient teacher = join(amara)) {
      await().until(this::theCourseHasSpoken);
      try (RoomClient student = join(lena)) {
        assertThat(student.snapshot().at("/state/chat/slow").intValue()).isEqualTo(20);
        assertThat(student.snapshot().at("/state/chat/moderated").booleanValue()).isTrue();
      }
    }
  }

  @Test
  void theWholeHistoryIsSearchedAndTakenAwayAsFarAsItWasSaidToWhoAsks() throws Exception {
    try (RoomClient student = join(lena);
        RoomClient other = join(mei)) {
      student.say("chat.post", Map.of("text", "The Ångström is a unit"));
      long edited = student.say("chat.post", Map.of("text", "No unit"));
      student.say("chat.edit", Map.of("seq", edited, "text", "Nothing of the kind"));
      long removed = other.say("chat.post", Map.of("text", "Removed unit"));
      other.say("chat.remove", Map.of("seq", removed));
      student.say("chat.post", Map.of("text", "My unit is private", "line", lena.id().value()));

      assertThat(read(lena, "chat/search?q=ANGSTROM").get("items")).hasSize(1);
      assertThat(read(lena, "chat/search?q=unit").get("items")).hasSize(2);
      assertThat(read(mei, "chat/search?q=unit").get("items")).hasSize(1);
      assertThat(read(amara, "chat/search?q=unit").get("items")).hasSize(2);
      assertThat(read(mei, "chat/search?q=%20").get("items")).isEmpty();
      assertThat(text(lena)).contains("Lena Fischer\nThe Ångström is a unit", "Nothing of the kind", "private, Lena Fischer").doesNotContain("No unit", "Removed unit");
      assertThat(text(mei)).contains("The Ångström").doesNotContain("My unit is private");
    }
  }

  private String text(User person) throws IOException, InterruptedException {
    return answer(person, "chat.txt");
  }

  private boolean theCourseHasSpoken() {
    return jdbc.sql("select exists(select from entry where lecture_id = ? and type = 'chat.ruled')").param(lecture.id().value()).query(Boolean.class).single();
  }

  private JsonNode read(User person, String path) throws IOException, InterruptedException {
    return new JsonMapper().readTree(answer(person, path));
  }

  private String answer(User person, String path) throws IOException, InterruptedException {
    URI address = URI.create("http://localhost:%d/lectures/%s/%s".formatted(port, lecture.id(), path));
    HttpRequest request = HttpRequest.newBuilder(address).header("Cookie", classroom.cookie(person)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
