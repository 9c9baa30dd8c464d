package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.bank.Asking;
import org.lectern.bank.Askings;
import org.lectern.bank.Bank;
import org.lectern.bank.Content;
import org.lectern.bank.Kind;
import org.lectern.lecture.event.Poll;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Polls, from the question to what the answers come to. */
@LecternTest
class PollsIntegrationTests extends Meeting {

  private static final Map<String, Object> WHY_IT_SINKS =
      Map.of("kind", "single", "question", "Why does it sink?", "options", List.of("It is thinner", "It is denser"), "right", List.of("1"), "why", "It is cold.");

  @Autowired JdbcClient jdbc;
  @Autowired Bank bank;
  @Autowired Askings askings;

  @Test
  void aQuestionIsAskedAnsweredAndShownWithWhatIsRight() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      long poll = ask(teacher, WHY_IT_SINKS, "staff");
      JsonNode opened = student.entry("poll.opened");
      assertThat(opened.at("/data/question/options")).hasSize(2);
      assertThat(opened.toString()).as("what is right is not told before").doesNotContain("right").doesNotContain("It is cold");

      student.say("poll.answer", Map.of("poll", poll, "answer", List.of("0")));
      student.say("poll.answer", Map.of("poll", poll, "answer", List.of("1"), "sure", false));
      student.await(item -> RoomClient.type(item).equals("poll.answered") && item.at("/data/people").asInt() == 1);
      assertThat(teacher.refused("poll.answer", Map.of("poll", poll, "answer", List.of("1")))).as("who teaches does not answer").isNotEmpty();
      teacher.say("poll.show", Map.of("poll", poll));

      JsonNode shown = student.entry("poll.shown").get("data");
      assertThat(shown.at("/tally/counts").toString()).isEqualTo("{\"1\":1}");
      assertThat(shown.at("/tally/unsure").asInt()).isEqualTo(1);
      assertThat(shown.get("right").toString()).isEqualTo("[\"1\"]");
      assertThat(shown.get("why").stringValue()).isEqualTo("It is cold.");
      assertThat(student.refused("poll.answer", Map.of("poll", poll, "answer", List.of("0")))).isEqualTo("The poll is closed.");
    }
  }

  @Test
  void onePersonOnTwoDevicesAnswersOnce() {
    try (RoomClient teacher = join(amara);
        RoomClient laptop = join(lena);
        RoomClient phone = join(lena)) {
      long poll = ask(teacher, WHY_IT_SINKS, "nobody");
      laptop.say("poll.answer", Map.of("poll", poll, "answer", List.of("0")));
      phone.say("poll.answer", Map.of("poll", poll, "answer", List.of("1")));

      assertThat(rows(poll)).hasSize(1);
      laptop.say("poll.takeBack", Map.of("poll", poll));
      assertThat(rows(poll)).isEmpty();
    }
  }

  @Test
  void anAnswerThatWasChosenInTimeCountsAlthoughItArrivesLater() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      long poll = ask(teacher, WHY_IT_SINKS, "staff");
      long opened = student.entry("poll.opened").get("at").longValue();
      teacher.say("poll.show", Map.of("poll", poll));

      student.say("poll.answer", Map.of("poll", poll, "answer", List.of("1"), "chosenAt", opened));
      JsonNode counted = student.await(item -> RoomClient.type(item).equals("poll.counted"));
      assertThat(counted.at("/data/tally/counts/1").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aQuestionOfTheBankIsCopiedByLecternAndShowsWhatTheClassAnswered() throws Exception {
    long question = bank.add(UUID.randomUUID(), course.id(), List.of(inBank("Why does it sink?")), amara.id()).getFirst();
    long elsewhere = bank.add(UUID.randomUUID(), classroom.course(amara).id(), List.of(inBank("Of another course?")), amara.id()).getFirst();
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      assertThat(teacher.refused("poll.prepare", Map.of("bank", elsewhere))).isEqualTo("This question is not in the bank any more.");
      long poll = ask(teacher, Map.of("bank", question, "kind", "text", "question", "What somebody made up", "right", List.of("1")), "staff");
      assertThat(student.entry("poll.opened").at("/data/question/text").stringValue()).isEqualTo("Why does it sink?");
      student.say("poll.answer", Map.of("poll", poll, "answer", List.of("0")));
      teacher.say("poll.show", Map.of("poll", poll));
      assertThat(student.entry("poll.shown").at("/data/right").toString()).isEqualTo("[\"0\"]");
    }
    Asking asked = askings.of(course.id()).get(question).getFirst();
    assertThat(asked.people()).isEqualTo(1);
    assertThat(asked.rightPercent()).isEqualTo(100);
    assertThat(offered(amara, "?q=sink")).contains("\"id\":" + question, "asked once, 100% right").doesNotContain("It is denser");
    assertThat(offered(amara, "?deck=Plates&page=3")).contains("\"id\":" + question);
    assertThat(offered(amara, "?deck=Plates&page=4")).isEqualTo("[]");
    assertThat(offered(lena, "?q=")).isEqualTo("404");
  }

  private static Content inBank(String text) {
    return new Content(Kind.SINGLE, text, List.of("It is denser", "It is thinner"), List.of("0"), null, "", List.of(), 90, Poll.Names.STAFF, new Content.Slide("Plates", 3));
  }

  private String offered(User person, String asked) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:%s/lectures/%s/bank%s".formatted(port, lecture.id(), asked)))
            .header("Cookie", classroom.cookie(person)).header("Accept", "application/json").build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 200 ? answer.body() : String.valueOf(answer.statusCode());
  }

  /** Everything that is kept, logged or sent, searched for who it was. */
  @Test
  void whereNobodyMayLearnItNothingLeadsToWhoAnsweredWhat() {
    List<User> class_ = IntStream.range(0, 6).mapToObj(number -> classroom.student(course, "Student " + number)).toList();
    try (RoomClient teacher = join(amara)) {
      long poll = ask(teacher, WHY_IT_SINKS, "nobody");
      for (int i = 0; i < class_.size(); i++) {
        try (RoomClient student = join(class_.get(i))) {
          student.say("poll.answer", Map.of("poll", poll, "answer", List.of(String.valueOf(i % 2))));
        }
      }
      teacher.say("poll.show", Map.of("poll", poll));
      JsonNode shown = teacher.entry("poll.shown");

      assertThat(shown.at("/data/tally/people").asInt()).isEqualTo(6);
      List<Map<String, Object>> rows = rows(poll);
      assertThat(rows).hasSize(6).allSatisfy(row -> assertThat(row.get("voter").toString()).matches("[0-9a-f]{32}"));
      await("all rows are written anew at once, so that none tells when it came").until(() ->
          jdbc.sql("select count(distinct xmin::text) from poll_answer where lecture_id = ? and poll = ?").params(lecture.id().value(), poll).query(Integer.class).single() == 1);
      assertThat(rows.getFirst().keySet()).as("no time, no order").containsExactlyInAnyOrder("lecture_id", "poll", "voter", "answer", "sure");
      assertThat(jdbc.sql("select count(*) from entry where lecture_id = ? and type like 'poll.%' and actor is not null and actor <> ?")
              .params(lecture.id().value(), amara.id().value()).query(Integer.class).single()).isZero();
      assertThat(teacher.refused("poll.reopen", Map.of("poll", 4711))).isEqualTo("There is no such poll any more.");
    }
  }

  @Test
  void ofFewAnswersWithoutNamesItIsNotSaidWhatTheyWere() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      long poll = ask(teacher, WHY_IT_SINKS, "nobody");
      student.say("poll.answer", Map.of("poll", poll, "answer", List.of("1")));
      teacher.say("poll.show", Map.of("poll", poll));

      JsonNode tally = student.entry("poll.shown").at("/data/tally");
      assertThat(tally.get("people").asInt()).isEqualTo(1);
      assertThat(tally.get("counts")).isEmpty();
    }
  }

  @Test
  void aPollEndsByItselfWhenItsTimeIsOver() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      teacher.say("lecture.start", Map.of());
      long prepared = teacher.say("poll.prepare", WHY_IT_SINKS);
      long poll = teacher.say("poll.open", Map.of("prepared", prepared, "names", "staff", "seconds", 5));
      assertThat(teacher.refused("poll.open", Map.of("prepared", prepared, "names", "staff"))).isEqualTo("A poll is running. End it first.");
      assertThat(student.entry("poll.closed").at("/data/of").asLong()).isEqualTo(poll);
      long again = teacher.say("poll.reopen", Map.of("poll", poll));
      assertThat(student.entry("poll.reopened").get("seq").longValue()).isEqualTo(again);
      student.say("poll.answer", Map.of("poll", poll, "answer", List.of("1")));
    }
  }

  @Test
  void whatIsNoQuestionOrNoAnswerIsRefusedInWords() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      assertThat(refusedQuestion(teacher, Map.of("kind", "single", "question", " ", "options", List.of("a", "b")))).isEqualTo("Write a question first.");
      assertThat(refusedQuestion(teacher, Map.of("kind", "single", "question", "Which?", "options", List.of("a")))).isEqualTo("There must be 2 to 10 answers.");
      assertThat(refusedQuestion(teacher, Map.of("kind", "multiple", "question", "Which?", "options", List.of("a", " a")))).isEqualTo("Two of the answers are the same.");
      assertThat(refusedQuestion(teacher, Map.of("kind", "text", "question", "x".repeat(501)))).isEqualTo("That is longer than 500 characters.");
      assertThat(refusedQuestion(teacher, Map.of("kind", "number", "question", "How much?", "right", List.of("many")))).isEqualTo("That is not a number, such as 7.5.");

      long poll = ask(teacher, Map.of("kind", "number", "question", "How fast?", "right", List.of("7,50"), "tolerance", "0.5"), "staff");
      assertThat(student.refused("poll.answer", Map.of("poll", poll, "answer", List.of("fast")))).isEqualTo("That is not a number, such as 7.5.");
      student.say("poll.answer", Map.of("poll", poll, "answer", List.of("7,5")));
      teacher.say("poll.show", Map.of("poll", poll));
      assertThat(student.entry("poll.shown").at("/data/right").toString()).isEqualTo("[\"7.5\"]");
      assertThat(student.entry("poll.shown").at("/data/tally/counts/7.5").asInt()).isEqualTo(1);
    }
  }

  @Test
  void everyoneSeesTheBarsWhileItRunsWhereTheTeacherWantsIt() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      teacher.say("lecture.start", Map.of());
      long prepared = teacher.say("poll.prepare", WHY_IT_SINKS);
      assertThat(teacher.refused("poll.open", Map.of("prepared", prepared, "names", "nobody", "bars", true))).startsWith("Where nobody may learn");
      long poll = teacher.say("poll.open", Map.of("prepared", prepared, "names", "class", "bars", true));
      student.say("poll.answer", Map.of("poll", poll, "answer", List.of("1")));
      assertThat(student.await(item -> RoomClient.type(item).equals("poll.counted")).at("/data/tally/counts/1").asInt()).isEqualTo(1);
    }
  }

  @Test
  void anOrderIsCountedAsAWholeAndByPlace() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      Map<String, Object> layers = Map.of("kind", "order", "question", "From the outside", "options", List.of("Mantle", "Crust", "Core"), "right", List.of("1", "0", "2"));
      long poll = ask(teacher, layers, "staff");
      student.say("poll.answer", Map.of("poll", poll, "answer", List.of("1", "0", "2"), "sure", true));
      teacher.say("poll.show", Map.of("poll", poll));

      JsonNode tally = student.entry("poll.shown").at("/data/tally");
      assertThat(tally.at("/counts/1,0,2").asInt()).isEqualTo(1);
      assertThat(tally.get("places").toString()).isEqualTo("[2.0,1.0,3.0]");
      assertThat(tally.get("right").toString()).isEqualTo("{\"people\":1,\"sure\":1,\"sureAndRight\":1,\"unsureAndRight\":0}");
    }
  }

  @Test
  void whereNoSlideIsShownNobodyCanPoint() {
    try (RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      long prepared = teacher.say("poll.prepare", Map.of("kind", "point", "question", "Where does rock melt?", "right", List.of("480,300,120,90", "Above the slab")));
      assertThat(teacher.refused("poll.open", Map.of("prepared", prepared, "names", "staff"))).isEqualTo("One points on a slide, and none is shown.");
      assertThat(refusedQuestion(teacher, Map.of("kind", "point", "question", "Where?", "right", List.of("900,0,101,1")))).startsWith("That is no area of the slide");
    }
  }

  /** As those do who are late, on another device, or come back. */
  @Test
  void whoComesLaterSeesThePollThatRuns() {
    try (RoomClient teacher = join(amara)) {
      long poll = ask(teacher, WHY_IT_SINKS, "staff");
      try (RoomClient late = join(lena)) {
        JsonNode polls = late.snapshot().at("/state/polls");
        assertThat(polls).hasSize(1);
        assertThat(polls.at("/0/seq").asLong()).isEqualTo(poll);
        assertThat(late.snapshot().toString()).doesNotContain("It is cold");
      }
      try (RoomClient assistant = join(amara)) {
        assertThat(assistant.snapshot().at("/state/sides/staff/prepared/0/why").stringValue()).isEqualTo("It is cold.");
      }
    }
  }

  private long ask(RoomClient teacher, Map<String, Object> question, String names) {
    teacher.say("lecture.start", Map.of());
    long prepared = teacher.say("poll.prepare", question);
    return teacher.say("poll.open", Map.of("prepared", prepared, "names", names));
  }

  private static String refusedQuestion(RoomClient teacher, Map<String, Object> question) {
    return teacher.refused("poll.prepare", question);
  }

  private List<Map<String, Object>> rows(long poll) {
    return jdbc.sql("select * from poll_answer where lecture_id = ? and poll = ?").params(lecture.id().value(), poll).query().listOfRows();
  }
}
