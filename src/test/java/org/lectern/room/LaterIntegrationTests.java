package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.courses.Courses;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Lifecycle;
import org.lectern.lecture.event.Poll;
import org.lectern.lecture.event.Question;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import tools.jackson.databind.json.JsonMapper;

/** What people who come later ask and answer, and who is told. */
@PageTest
class LaterIntegrationTests {

  @LocalServerPort int port;
  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired Courses courses;
  @Autowired LectureLog log;
  @Autowired JdbcClient jdbc;

  User amara;
  User lena;
  User mei;
  Course course;

  @BeforeEach
  void aCourseHasTwoStudents() {
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    mei = classroom.student(course, "Mei Chen");
  }

  @Test
  void whatIsAskedInTheReplayIsVotedForAnsweredInTheInboxAndToldOnTheHomePages() {
    LectureId lecture = over();
    long asked = seq(say(lecture, lena, "question.ask", Map.of("text", "Where does the water come from?", "at", 120_000)));
    assertThat(log.find(lecture, asked).orElseThrow()).satisfies(entry -> {
      assertThat(entry.at()).isEqualTo(120_000);
      assertThat(entry.event()).isEqualTo(new Question.Asked("Where does the water come from?", null, null, null, true));
    });
    assertThat(say(lecture, mei, "question.vote", Map.of("of", asked, "at", 120_000))).hasStatusOk();
    assertThat(page(mei, "/lectures/%s/questions/mine".formatted(lecture))).bodyJson().extractingPath("$.votes['%d']".formatted(asked)).isEqualTo(2);

    assertThat(page(amara, "/courses/%s/inbox".formatted(course.id()))).hasStatusOk().bodyText().contains("Where does the water come from?", "2:00", "2 people ask it");
    assertThat(page(lena, "/courses/%s/inbox".formatted(course.id()))).hasStatus(404);
    assertThat(say(lecture, mei, "question.answer", Map.of("of", asked, "text", "Mine", "at", 1))).hasStatus(409);
    assertThat(say(lecture, amara, "question.answer", Map.of("of", asked, "text", "From the slab.", "at", 120_000))).hasStatusOk();

    assertThat(page(amara, "/courses/%s/inbox".formatted(course.id()))).bodyText().contains("Nobody is waiting").doesNotContain("Where does the water");
    assertThat(page(lena, "/")).bodyText().contains("You asked: ", "Where does the water come from?", "From the slab.");
    assertThat(page(mei, "/")).bodyText().contains("You wanted to know: ", "From the slab.");
    assertThat(browser.post().uri("/answers/seen").with(signedIn(mei)).with(csrf()).param("lecture", lecture.toString()).param("question", String.valueOf(asked))).hasStatus3xxRedirection();
    assertThat(page(mei, "/")).bodyText().doesNotContain("From the slab.");
    assertThat(page(lena, "/")).bodyText().contains("From the slab.");
    assertThat(browser.post().uri("/answers/seen").with(signedIn(classroom.person("A stranger"))).with(csrf()).param("lecture", lecture.toString()).param("question", String.valueOf(asked)))
        .hasStatus(404);
  }

  @Test
  void askedInTheReplayWithoutANameTheClassHearsNoName() {
    LectureId lecture = over();
    say(lecture, lena, "question.ask", Map.of("text", "How deep is it?", "nameless", true, "at", 60_000));
    await().untilAsserted(() -> assertThat(heard(lecture, Question.Asked.class)).hasSize(1));
    Entry entry = heard(lecture, Question.Asked.class).getFirst();
    assertThat(entry.at()).isEqualTo(60_000);
    assertThat(entry.by()).isNull();
    assertThat(page(mei, "/lectures/%s/entries?after=2".formatted(lecture))).bodyText().contains("How deep is it?").doesNotContain("Lena");
    assertThat(page(amara, "/courses/%s/inbox".formatted(course.id()))).bodyText().contains("Lena Fischer").contains("The class does not see the name.");
  }

  @Test
  void whereTheCourseWantsItAQuestionIsReadBeforeTheClassHearsIt() {
    courses.chooseForQuestions(course.id(), true, false);
    LectureId lecture = over(new Question.Ruled(true, false));
    long mine = seq(say(lecture, lena, "question.ask", Map.of("text", "Is it hot?", "at", 60_000)));
    long other = seq(say(lecture, mei, "question.ask", Map.of("text", "Buy my notes", "at", 70_000)));
    assertThat(heard(lecture, Question.Asked.class)).isEmpty();
    assertThat(page(mei, "/lectures/%s/entries?after=3".formatted(lecture))).bodyText().doesNotContain("Is it hot?");
    assertThat(page(lena, "/lectures/%s/questions/mine".formatted(lecture))).bodyJson().extractingPath("$.unheard[0].text").isEqualTo("Is it hot?");

    assertThat(say(lecture, mei, "question.approve", Map.of("of", mine, "at", 60_000))).hasStatus(409);
    assertThat(say(lecture, amara, "question.approve", Map.of("of", mine, "at", 60_000))).hasStatusOk();
    assertThat(say(lecture, amara, "question.decline", Map.of("of", other, "at", 70_000))).hasStatusOk();
    await().untilAsserted(() -> assertThat(heard(lecture, Question.Asked.class)).hasSize(1));
    assertThat(heard(lecture, Question.Asked.class).getFirst().event()).isEqualTo(new Question.Asked("Is it hot?", mine, lena.id(), null, true));
    assertThat(page(mei, "/lectures/%s/questions/mine".formatted(lecture))).bodyJson().extractingPath("$.unheard[0].declined").isEqualTo(true);
  }

  @Test
  void whatNobodyMayKnowIsKeptWithoutAnybody() {
    LectureId lecture = over(new Question.Ruled(false, true));
    long asked = seq(say(lecture, lena, "question.ask", Map.of("text", "Do I fail?", "nameless", true, "nobody", true, "at", 60_000)));
    assertThat(log.find(lecture, asked).orElseThrow().by()).isNull();
    assertThat(page(lena, "/lectures/%s/questions/mine".formatted(lecture))).bodyJson().extractingPath("$.asked").asArray().isEmpty();
    assertThat(say(lecture, lena, "question.withdraw", Map.of("of", asked, "at", 1))).hasStatus(409);
    say(lecture, mei, "question.vote", Map.of("of", asked, "at", 1));
    assertThat(page(amara, "/courses/%s/inbox".formatted(course.id()))).bodyText().contains("Nobody knows who asked.", "2 people ask it");
    LectureId other = over(new Question.Ruled(false, false));
    assertThat(say(other, lena, "question.ask", Map.of("text", "Do I fail?", "nameless", true, "nobody", true, "at", 1))).hasStatus(409);
  }

  @Test
  void questionsThatSayNearlyTheSameAreFoundWhileOneTypes() {
    LectureId lecture = over();
    long asked = seq(say(lecture, lena, "question.ask", Map.of("text", "Warum gibt es am Graben keine Vulkane?", "at", 1)));
    say(lecture, mei, "question.ask", Map.of("text", "When is the exam?", "at", 1));
    assertThat(page(mei, "/lectures/%s/questions/similar?q=warum keine vulkane am graben".formatted(lecture))).bodyText().isEqualTo("[%d]".formatted(asked));
    assertThat(page(mei, "/lectures/%s/questions/similar?q=%s".formatted(lecture, "x".repeat(5_000)))).hasStatusOk().bodyText().isEqualTo("[]");
  }

  @Test
  void aLateAnswerIsGivenOnceCountedApartAndOfNobodysOnlyTheSumIsKept() {
    LectureId lecture = over(
        new Poll.Prepared(new Poll.Question(Poll.Kind.SINGLE, "Why?", List.of("It is cold", "It is dense")), List.of("1"), null, null),
        new Poll.Opened(2, new Poll.Question(Poll.Kind.SINGLE, "Why?", List.of("It is cold", "It is dense")), Poll.Names.NOBODY, false, null),
        new Poll.Shown(3, new Poll.Tally(0, Map.of(), 0), List.of("1"), null, null));
    assertThat(say(lecture, lena, "poll.answerLate", Map.of("poll", 3, "answer", List.of("7"), "at", 1))).hasStatus(400);
    assertThat(say(lecture, lena, "poll.answerLate", Map.of("poll", 3, "answer", List.of("1"), "sure", false, "at", 1))).hasStatusOk();
    assertThat(say(lecture, lena, "poll.answerLate", Map.of("poll", 3, "answer", List.of("0"), "at", 1))).hasStatus(409)
        .bodyJson().extractingPath("$.message").isEqualTo("You have answered it already.");
    assertThat(page(lena, "/lectures/%s/polls/mine".formatted(lecture))).bodyText().isEqualTo("[{\"poll\":3,\"answer\":[],\"sure\":null,\"late\":true}]");
    assertThat(page(lena, "/lectures/%s/polls/3/late".formatted(lecture))).bodyText().isEqualTo("{\"people\":1,\"counts\":{},\"unsure\":0}");

    IntStream.range(0, 4).mapToObj(i -> classroom.student(course, "Student " + i))
        .forEach(student -> say(lecture, student, "poll.answerLate", Map.of("poll", 3, "answer", List.of("0"), "at", 1)));
    assertThat(page(amara, "/lectures/%s/polls/3/late".formatted(lecture))).bodyText().isEqualTo("{\"people\":5,\"counts\":{\"0\":4,\"1\":1},\"unsure\":1,\"right\":{\"people\":1,\"sure\":0,\"sureAndRight\":0,\"unsureAndRight\":1}}");
    assertThat(jdbc.sql("select count(*) from late_answer where lecture_id = ? and (answer is not null or sure is not null)").param(lecture.value()).query(Integer.class).single()).isZero();
    assertThat(say(lecture, amara, "poll.answerLate", Map.of("poll", 3, "answer", List.of("0"), "at", 1))).as("who teaches does not answer").hasStatus(409);
  }

  @Test
  void whatALectureLeftOpenIsAskedInTheNextAndToldToWhoeverAsked() {
    LectureId first = over(new Question.Written("How thick is it?", null, null, null));
    long open = seq(say(first, lena, "question.ask", Map.of("text", "Why is it hot?", "nameless", true, "at", 1)));
    await().untilAsserted(() -> assertThat(heard(first, Question.Asked.class)).isNotEmpty());
    long asked = heard(first, Question.Asked.class).stream().filter(entry -> ((Question.Asked) entry.event()).written() == open).findFirst().orElseThrow().seq();
    say(first, mei, "question.vote", Map.of("of", asked, "at", 1));
    LectureId next = classroom.liveLecture(course, Duration.ofMinutes(5));
    assertThat(page(lena, "/lectures/%s/questions/carried".formatted(next))).hasStatus(404);
    assertThat(page(amara, "/lectures/%s/questions/carried".formatted(next))).bodyJson().extractingPath("$[0].text").isEqualTo("Why is it hot?");

    try (RoomClient teacher = RoomClient.join(port, classroom.cookie(amara), next.value(), 0)) {
      assertThat(teacher.refused("question.carry", Map.of("lecture", first.value(), "of", 9_999))).isEqualTo("There is no such question any more.");
      long carried = teacher.say("question.carry", Map.of("lecture", first.value(), "of", asked));
      assertThat(teacher.entry("question.carried").at("/data/asker").isNull()).as("the class does not see the name").isTrue();
      teacher.await(item -> item.at("/data/votes/" + carried).asInt() == 2);
      teacher.say("question.carry", Map.of("lecture", first.value(), "of", asked));
      teacher.say("question.take", Map.of("of", carried));
      teacher.say("question.answer", Map.of("of", carried));
      assertThat(teacher.entries().stream().filter(entry -> RoomClient.type(entry).equals("question.carried"))).as("carried twice it is there once").hasSize(1);
    }
    assertThat(page(amara, "/courses/%s/inbox".formatted(course.id()))).bodyText().doesNotContain("Why is it hot?");
    assertThat(page(lena, "/")).bodyText().contains("Why is it hot?", "It was answered aloud.");
    assertThat(page(mei, "/")).bodyText().contains("You wanted to know: ");
  }

  @Test
  void howManyWereLostInTheReplayIsToldFromFiveOnAndNeverWho() {
    LectureId lecture = over();
    assertThat(say(lecture, amara, "pace.lostLater", Map.of("at", 61_000))).hasStatus(409);
    List.of(lena, mei, lena, mei).forEach(student -> assertThat(say(lecture, student, "pace.lostLater", Map.of("at", 61_000))).hasStatusOk());
    assertThat(page(amara, "/lectures/%s/lost-later".formatted(lecture))).bodyText().isEqualTo("{}");
    say(lecture, lena, "pace.lostLater", Map.of("at", 99_999_999_999L));
    assertThat(page(amara, "/lectures/%s/lost-later".formatted(lecture))).bodyText().isEqualTo("{\"2\":4,\"20\":1}");
    assertThat(page(lena, "/lectures/%s/lost-later".formatted(lecture))).hasStatus(404);
    assertThat(say(classroom.liveLecture(course, Duration.ofMinutes(5)), lena, "pace.lostLater", Map.of("at", 1))).hasStatus(409);
  }

  private LectureId over(LectureEvent... events) {
    LectureId lecture = classroom.liveLecture(course, Duration.ofMinutes(10));
    List.of(events).forEach(event -> log.append(lecture, _ -> List.of(new Draft(event, amara.id(), UUID.randomUUID()))).join());
    log.append(lecture, _ -> List.of(new Draft(new Lifecycle.Ended(), amara.id(), UUID.randomUUID()))).join();
    classroom.seal(lecture);
    return lecture;
  }

  private List<Entry> heard(LectureId lecture, Class<? extends LectureEvent> type) {
    return log.read(lecture, 0, 100).stream().filter(entry -> entry.to().equals(Audience.EVERYONE) && type.isInstance(entry.event())).toList();
  }

  private MvcTestResult page(User person, String address) {
    return browser.get().uri(address).with(signedIn(person)).exchange();
  }

  private MvcTestResult say(LectureId lecture, User person, String type, Map<String, Object> fields) {
    Map<String, Object> command = new HashMap<>(fields);
    command.putAll(Map.of("type", type, "id", UUID.randomUUID().toString()));
    return browser.post().uri("/lectures/%s/commands".formatted(lecture)).with(signedIn(person)).with(csrf())
        .contentType(MediaType.APPLICATION_JSON).content(new JsonMapper().writeValueAsString(command)).exchange();
  }

  private static long seq(MvcTestResult said) {
    try {
      return new JsonMapper().readTree(said.getResponse().getContentAsString()).get("seq").longValue();
    } catch (UnsupportedEncodingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static RequestPostProcessor signedIn(User person) {
    return user(person.id().toString());
  }
}
