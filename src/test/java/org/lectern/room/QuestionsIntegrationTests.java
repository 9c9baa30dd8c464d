package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions of the class, from asking to the answer. */
@LecternTest
class QuestionsIntegrationTests extends Meeting {

  private static final String WHY = "Why no volcanoes at the trench?";

  @Autowired JdbcClient jdbc;

  User mei;

  @BeforeEach
  void anotherStudentIsThere() {
    mei = classroom.student(course, "Mei Chen");
  }

  @Test
  void aQuestionIsAskedWithANameTakenAndAnswered() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena);
        RoomClient other = join(mei)) {
      long question = student.say("question.ask", Map.of("text", " " + WHY));
      JsonNode asked = other.entry("question.asked");
      assertThat(asked.at("/by/name").stringValue()).isEqualTo("Lena Fischer");
      assertThat(asked.at("/data/text").stringValue()).isEqualTo(WHY);

      student.say("question.edit", Map.of("of", question, "text", "Why none at the trench?"));
      assertThat(other.entry("question.edited").at("/data/text").stringValue()).isEqualTo("Why none at the trench?");
      assertThat(other.refused("question.edit", Map.of("of", question, "text", "Mine"))).startsWith("Only the person whose it is");
      teacher.say("question.take", Map.of("of", question));
      assertThat(student.entry("question.taken").at("/data/of").asLong()).isEqualTo(question);
      assertThat(student.refused("question.edit", Map.of("of", question, "text", "Late"))).startsWith("It is being answered");
      assertThat(student.refused("question.withdraw", Map.of("of", question))).startsWith("It is being answered");
      teacher.say("question.answer", Map.of("of", question, "text", "The slab melts deeper."));

      assertThat(student.entry("question.answered").at("/data/text").stringValue()).isEqualTo("The slab melts deeper.");
      assertThat(other.refused("question.vote", Map.of("of", question))).isEqualTo("It is answered.");
      teacher.say("question.putBack", Map.of("of", question));
      student.say("question.withdraw", Map.of("of", question));
      assertThat(teacher.refused("question.take", Map.of("of", question))).isEqualTo("There is no such question any more.");
    }
  }

  @Test
  void anotherTurnEndsTheAnswerBefore() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      long first = student.say("question.ask", Map.of("text", "First?"));
      long second = student.say("question.ask", Map.of("text", "Second?"));
      teacher.say("question.take", Map.of("of", first));
      teacher.say("question.take", Map.of("of", second));
      try (RoomClient late = join(mei)) {
        JsonNode questions = late.snapshot().at("/state/questions");
        assertThat(questions.at("/0/answeredAt").isNumber()).isTrue();
        assertThat(questions.at("/1/takenAt").isNumber()).isTrue();
        assertThat(questions.at("/1/answeredAt").isNull()).isTrue();
      }
    }
  }

  /** Everything that a student is sent, or that is kept for everyone, searched for who it was. */
  @Test
  void nothingThatStudentsAreSentTellsWhoAskedWithoutAName() throws Exception {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena);
        RoomClient other = join(mei)) {
      int before = other.items().size();
      student.say("question.ask", Map.of("text", WHY, "nameless", true));
      long question = other.entry("question.asked").get("seq").longValue();
      student.say("question.edit", Map.of("of", question, "text", "Why none there?"));
      other.entry("question.edited");
      other.say("question.vote", Map.of("of", question));
      votes(other, question, 2);
      teacher.say("question.take", Map.of("of", question));
      other.entry("question.taken");

      assertThat(other.entry("question.asked").has("by")).isFalse();
      assertThat(other.items().subList(before, other.items().size())).as("beside who is here").filteredOn(item -> !RoomClient.type(item).equals("people")).noneMatch(this::saysWho);
      assertThat(student.entries()).as("not even whoever it was is told by name").noneMatch(item -> RoomClient.type(item).startsWith("question.") && saysWho(item));
      try (RoomClient late = join(mei)) {
        assertThat(saysWho(late.snapshot().get("state"))).as("the state of somebody who comes later").isFalse();
      }
      JsonNode log = read(mei, "entries?after=0&limit=5000").get("entries");
      assertThat(log).filteredOn(entry -> RoomClient.type(entry).startsWith("question.")).isNotEmpty().noneMatch(this::saysWho);
      assertThat(
              jdbc.sql("select count(*) from entry where lecture_id = ? and type like 'question.%' and audience = 'everyone' and actor = ?")
                  .params(lecture.id().value(), lena.id().value()).query(Integer.class).single())
          .isZero();

      assertThat(teacher.entry("question.written").at("/by/name").stringValue()).as("who teaches knows").isEqualTo("Lena Fischer");
      try (RoomClient staff = join(amara)) {
        assertThat(staff.snapshot().at("/state/sides/staff/askers/0/by/name").stringValue()).isEqualTo("Lena Fischer");
      }
    }
  }

  private boolean saysWho(JsonNode item) {
    return item.toString().contains("Lena") || item.toString().contains("\"id\":" + lena.id().value() + ",");
  }

  @Test
  void whoeverAskedWithoutANameFindsItAsTheirsOnEveryDevice() throws Exception {
    try (RoomClient laptop = join(lena);
        RoomClient other = join(mei)) {
      laptop.say("question.ask", Map.of("text", WHY, "nameless", true));
      long question = other.entry("question.asked").get("seq").longValue();
      other.say("question.vote", Map.of("of", question));

      assertThat(read(lena, "questions/mine").toString()).isEqualTo("{\"asked\":[%d],\"voted\":[],\"unheard\":[],\"votes\":{}}".formatted(question));
      assertThat(read(mei, "questions/mine").toString()).isEqualTo("{\"asked\":[],\"voted\":[%d],\"unheard\":[],\"votes\":{}}".formatted(question));
      try (RoomClient phone = join(lena)) {
        phone.say("question.withdraw", Map.of("of", question));
        assertThat(other.entry("question.withdrawn").has("by")).isFalse();
      }
      assertThat(other.refused("question.withdraw", Map.of("of", question))).isEqualTo("There is no such question any more.");
    }
  }

  @Test
  void onePersonOnTwoDevicesVotesOnceAndTakesItBack() {
    try (RoomClient asker = join(lena);
        RoomClient laptop = join(mei);
        RoomClient phone = join(mei)) {
      long question = asker.say("question.ask", Map.of("text", WHY));
      laptop.say("question.vote", Map.of("of", question));
      phone.say("question.vote", Map.of("of", question));
      asker.say("question.vote", Map.of("of", question));
      votes(asker, question, 2);
      phone.say("question.unvote", Map.of("of", question));
      votes(asker, question, 1);
    }
  }

  @Test
  void questionsThatAreTheSameHaveTheVotesOfBothAndNobodyCountsTwice() {
    User noah = classroom.student(course, "Noah Brandt");
    try (RoomClient teacher = join(amara);
        RoomClient first = join(lena);
        RoomClient second = join(mei);
        RoomClient both = join(noah)) {
      long stays = first.say("question.ask", Map.of("text", "What pushes them?"));
      long goes = second.say("question.ask", Map.of("text", "What moves plates?"));
      both.say("question.vote", Map.of("of", stays));
      both.say("question.vote", Map.of("of", goes));
      first.say("question.vote", Map.of("of", goes));
      votes(teacher, goes, 3);

      assertThat(teacher.refused("question.merge", Map.of("of", goes, "into", goes))).isEqualTo("A question cannot be merged into itself.");
      teacher.say("question.merge", Map.of("of", goes, "into", stays));
      votes(teacher, stays, 3);
      assertThat(first.refused("question.withdraw", Map.of("of", stays))).isEqualTo("Others asked the same, so it stays.");
      both.say("question.unvote", Map.of("of", stays));
      await().until(() -> lastVotes(teacher, stays) == 2);
    }
  }

  @Test
  void whatIsHiddenIsGoneForThoseWhoComeLater() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      long question = student.say("question.ask", Map.of("text", "Buy my notes"));
      teacher.say("question.dismiss", Map.of("of", question));
      try (RoomClient late = join(mei)) {
        assertThat(late.snapshot().toString()).doesNotContain("Buy my notes");
        assertThat(late.snapshot().at("/state/questions/0/gone").stringValue()).isEqualTo("staff");
      }
    }
  }

  @Test
  void whatIsNoQuestionOrTooMuchIsRefusedInWords() {
    try (RoomClient student = join(lena)) {
      assertThat(student.refused("question.ask", Map.of("text", " "))).isEqualTo("Write your question first.");
      assertThat(student.refused("question.ask", Map.of("text", "x".repeat(301)))).isEqualTo("That is longer than 300 characters.");
      for (int i = 0; i < 10; i++) {
        student.say("question.ask", Map.of("text", "Question " + i, "nameless", i % 2 == 0));
      }
      assertThat(student.refused("question.ask", Map.of("text", WHY))).isEqualTo("You have asked 10 questions in this session, which are the most.");
      assertThat(student.refused("question.vote", Map.of("of", 4711))).isEqualTo("There is no such question any more.");
    }
  }

  private static void votes(RoomClient client, long question, int votes) {
    client.await(item -> RoomClient.type(item).equals("question.voted") && item.at("/data/votes/" + question).asInt() == votes);
  }

  private static int lastVotes(RoomClient client, long question) {
    return client.entries().stream().mapToInt(item -> item.at("/data/votes/" + question).asInt(0)).filter(votes -> votes > 0).reduce(0, (_, last) -> last);
  }

  private JsonNode read(User person, String what) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/lectures/%d/%s".formatted(port, lecture.id().value(), what)))
            .header("Cookie", classroom.cookie(person))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return new JsonMapper().readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }
}
