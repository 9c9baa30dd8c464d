package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.Pace;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A lecture that is over, read and spoken to over HTTP. */
@PageTest
class LateEntriesIntegrationTests {

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired LectureLog log;
  @Autowired JdbcClient jdbc;

  User amara;
  User lena;
  Course course;
  LectureId lecture;

  @BeforeEach
  void aLectureHasEnded() {
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.endedLecture(course, Duration.ofMinutes(10));
    log.append(lecture, end -> List.of(Draft.bySystem(new Pace.Lost("a mark")))).join();
  }

  @Test
  void entriesOfASealedLectureAreKeptByTheBrowserAndThoseSaidSinceAreNot() {
    seal();
    MvcTestResult page = entries(lena, 0);
    String tag = page.getResponse().getHeader("ETag");
    assertThat(page).hasStatusOk().headers().hasValue("Cache-Control", "max-age=31536000, private, immutable");
    assertThat(page).bodyJson().extractingPath("$.entries[*].type").asArray().containsExactly("lecture.started", "lecture.ended");
    assertThat(browser.get().uri("/lectures/%s/entries".formatted(lecture)).with(signedIn(lena)).header("If-None-Match", tag))
        .hasStatus(304);

    say(lena, "chat.post", UUID.randomUUID(), "\"text\":\"Why does it sink?\",\"at\":120000");

    MvcTestResult since = entries(lena, 3);
    assertThat(since).headers().hasValue("Cache-Control", "no-store");
    assertThat(since).bodyJson().extractingPath("$.entries[0].at").isEqualTo(120_000);
    assertThat(since).bodyJson().extractingPath("$.entries[0].by.name").isEqualTo("Lena Fischer");
    assertThat(since).bodyJson().extractingPath("$.entries[0].saidAt").isNotNull();
  }

  @Test
  void staffReadWhatIsForStaff() {
    assertThat(entries(amara, 0)).bodyJson().extractingPath("$.entries[*].type").asArray().contains("pace.lost");
    assertThat(entries(classroom.person("A stranger"), 0)).hasStatus(404);
  }

  @Test
  void theSameLateCommandTwiceIsSaidOnce() {
    UUID id = UUID.randomUUID();
    MvcTestResult first = say(lena, "chat.post", id, "\"text\":\"Once\",\"at\":1");
    MvcTestResult again = say(lena, "chat.post", id, "\"text\":\"Once\",\"at\":1");
    assertThat(first).hasStatusOk();
    assertThat(again).bodyJson().isEqualTo(body(first));
    assertThat(log.read(lecture, 0, 100)).filteredOn(entry -> entry.event() instanceof Chat.Posted).hasSize(1);
  }

  @Test
  void aLateMessageIsChangedByItsAuthorOnlyAndLiesWithinTheLecture() {
    say(lena, "chat.post", UUID.randomUUID(), "\"text\":\"Wy\",\"at\":99999999");
    long seq = log.read(lecture, 0, 100).getLast().seq();
    assertThat(log.find(lecture, seq).orElseThrow().at()).isBetween(600_000L, 700_000L);
    assertThat(say(amara, "chat.edit", UUID.randomUUID(), "\"seq\":%d,\"text\":\"Why\",\"at\":1".formatted(seq))).hasStatus(409);
    assertThat(say(lena, "chat.edit", UUID.randomUUID(), "\"seq\":%d,\"text\":\"Why\",\"at\":1".formatted(seq))).hasStatusOk();
    assertThat(say(amara, "chat.remove", UUID.randomUUID(), "\"seq\":%d,\"at\":1".formatted(seq))).hasStatusOk();
  }

  /** What the protocol marks as late, and nothing else: each command is tried. */
  @Test
  void onlyWhatMayBeSaidLateIsTakenAfterTheEnd() {
    ProtocolTable.commands().forEach((command, row) -> {
      String fields = "\"text\":\"Why?\",\"seq\":9999,\"page\":2,\"deck\":1,\"seconds\":60,\"person\":%1$s,\"line\":%1$s,\"of\":9999,\"into\":1,\"poll\":1,\"answer\":[\"0\"],\"at\":1".formatted(amara.id());
      int status = say(amara, command, UUID.randomUUID(), fields).getResponse().getStatus();
      assertThat(status).as(command).satisfies(code -> assertThat(code == 400).isEqualTo(!row.late()));
    });
  }

  @Test
  void whatIsSaidLateIsSaidAfterTheEnd() {
    LectureId running = classroom.lecture(course).id();
    assertThat(say(running, lena, "chat.post", UUID.randomUUID(), "\"text\":\"Now\",\"at\":1")).hasStatus(409)
        .bodyJson().extractingPath("$.message").isEqualTo("This session is still running. Say it in the room.");
  }

  private void seal() {
    jdbc.sql("update lecture set sealed_seq = last_seq where id = ?").param(lecture.value()).update();
  }

  private MvcTestResult entries(User reader, long after) {
    return browser.get().uri("/lectures/%s/entries?after=%d".formatted(lecture, after)).with(signedIn(reader)).exchange();
  }

  private MvcTestResult say(User by, String type, UUID id, String fields) {
    return say(lecture, by, type, id, fields);
  }

  private MvcTestResult say(LectureId in, User by, String type, UUID id, String fields) {
    return browser.post().uri("/lectures/%s/commands".formatted(in)).with(signedIn(by)).with(csrf())
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"type\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, fields))
        .exchange();
  }

  private static org.springframework.test.web.servlet.request.RequestPostProcessor signedIn(User person) {
    return user(person.id().toString());
  }

  private static String body(MvcTestResult result) {
    return new String(result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
