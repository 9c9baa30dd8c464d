package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.insight.attendance.Judgements;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.event.Lifecycle.Ended;
import org.lectern.lecture.event.Lifecycle.Paused;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What home and the page of a course say of a session, from its plan to its replay, and what they do not. */
@PageTest
class PhasesIntegrationTests {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.UK).withZone(ZoneId.systemDefault());

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired Lectures lectures;
  @Autowired LectureLog log;
  @Autowired DeckUploads uploads;
  @Autowired JdbcClient jdbc;
  @Autowired Judgements judgements;

  User amara;
  User lena;
  Course course;

  @BeforeEach
  void aCourse() {
    amara = classroom.person("Dr. Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    classroom.enrolledLongAgo(course);
  }

  @Test
  void theRoomOfAnotherDayIsNotOfferedAsTodaysIs() {
    Lecture later = planned(Duration.ofDays(6));
    for (String page : pages()) {
      assertThat(get(lena, page)).bodyText().contains("/prepare").doesNotContain("Enter the room", "btn-primary", "LIVE");
    }
    assertThat(get(amara, "/")).bodyText().contains("btn btn-quiet", "Open the room");
    assertThat(get(lena, "/lectures/" + later.id() + "/prepare"))
        .bodyText()
        .containsPattern("btn btn-quiet[^>]*>Enter the room")
        .contains("Back to the course")
        .doesNotContain("btn-primary");

    Lecture soon = classroom.lecture(course);
    for (String page : pages()) {
      assertThat(get(lena, page)).bodyText().containsPattern("btn btn-primary[^>]*>Enter the room");
    }
    assertThat(get(lena, "/lectures/" + soon.id() + "/prepare")).bodyText().containsPattern("btn-primary[^>]*>Enter the room");
  }

  @Test
  void aStudentSeesTheFirstSlideAndWhoTeachesBeforeItBegins() throws Exception {
    Lecture next = classroom.lecture(course);
    uploads.add(next, amara, "Plates.pdf", new ByteArrayInputStream(Slides.pdf(2)));
    for (User who : List.of(lena, amara)) {
      assertThat(get(who, "/")).bodyText().containsPattern("<img src=\"/lectures/%s/decks/\\d+/cover\"".formatted(next.id())).contains(", Dr. Amara Osei");
      assertThat(get(who, "/courses/" + course.id())).bodyText().contains("/cover", "Taught by Dr. Amara Osei");
    }
  }

  @Test
  void nobodyIsAbsentFromWhatGoesOn() {
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(20));
    classroom.wasThere(live, amara, 0, 20);
    for (String page : pages()) {
      assertThat(get(lena, page))
          .bodyText()
          .contains("LIVE", "Join live", "Catch up on 20 min in the room")
          .doesNotContain("Absent", "to watch", "is yours", "Parts you missed</h2>\n        <ul", "Catch up,", "Waiting");
    }
    classroom.wasThere(live, lena, 12, 20);
    for (String page : pages()) {
      assertThat(get(lena, page)).bodyText().contains("Joined 12 min late").doesNotContain("Absent", "Catch up on", "is yours");
    }
  }

  @Test
  void whatGoesOnStandsBeforeWhatIsToCome() {
    jdbc.sql("update lecture set title = 'To come' where id = ?").param(classroom.lecture(course).id().value()).update();
    classroom.wasThere(classroom.liveLecture(course, Duration.ofMinutes(20)), amara, 0, 20);
    assertThat(get(lena, "/courses/" + course.id())).bodyText().containsSubsequence("LIVE", "To come");
  }

  @Test
  void aSessionThatHasJustBegunAsksNothingYet() {
    LectureId live = classroom.liveLecture(course, Duration.ofSeconds(40));
    classroom.wasThere(live, amara, 0, 1);
    assertThat(get(lena, "/")).bodyText().contains("LIVE", "It has just begun").doesNotContain("Absent", "Catch up on");
  }

  @Test
  void whoIsThereHasAllOfItSoFar() {
    LectureId live = classroom.liveLecture(course, Duration.ofSeconds(20 * 60 + 15));
    classroom.wasThere(live, amara, 0, 20);
    classroom.wasThere(live, lena, 0, 20);
    assertThat(get(lena, "/")).bodyText().contains("You have it all so far").doesNotContain("Away", "Missed");
  }

  @Test
  void aBreakIsCalledOne() {
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(20));
    classroom.wasThere(live, amara, 0, 5);
    log.append(live, end -> List.of(Draft.bySystem(new Paused(end.at() + 600_000)))).join();
    for (String page : pages()) {
      assertThat(get(lena, page)).bodyText().containsPattern("Break until \\d\\d:\\d\\d").doesNotContain("LIVE", "Join live", "Waiting for");
    }
  }

  @Test
  void whereOneChecksADeviceNothingIsYetToStartThatHasOrIsOver() {
    LectureId left = classroom.liveLecture(course, Duration.ofHours(49));
    String prepare = "/lectures/" + left + "/prepare";
    assertThat(get(lena, prepare)).bodyText().contains("started " + DAY.format(Instant.now().minus(Duration.ofHours(49))), "Enter the room").doesNotContain("starts ", "Join live");
    log.append(left, end -> List.of(Draft.bySystem(new Ended()))).join();
    assertThat(get(lena, prepare)).bodyText().contains("was held ", "Open the replay").doesNotContain("started ", "Enter the room");
  }

  @Test
  void aSessionThatIsLeftAloneDoesNotLookLive() {
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(40));
    classroom.wasThere(live, amara, 0, 10);
    classroom.wasThere(live, lena, 0, 12);

    for (String page : pages()) {
      assertThat(get(lena, page))
          .bodyText()
          .contains("Waiting for Amara", "this time does not count", "Enter the room")
          .doesNotContain("LIVE", "Join live", "Absent", "is-live");
    }
    assertThat(get(amara, "/")).bodyText().contains("Waiting for you", "None of you has been in the room since", "Back to the room").doesNotContain("Waiting for Amara", "LIVE", "Join live");

    classroom.wasThere(live, amara, 38, 39);
    for (String page : pages()) {
      assertThat(get(lena, page)).bodyText().contains("LIVE", "Join live").doesNotContain("Waiting for");
    }
  }

  @Test
  void whatWasLeftOnAnotherDaySaysOnWhich() {
    LectureId live = classroom.liveLecture(course, Duration.ofHours(49));
    classroom.wasThere(live, amara, 0, 10);
    String left = DAY.format(Instant.now().minus(Duration.ofHours(49)).plus(Duration.ofMinutes(10)));
    for (String page : pages()) {
      assertThat(get(lena, page)).bodyText().containsIgnoringCase("nobody has taught since " + left).contains("kept for you");
      assertThat(get(amara, page)).bodyText().contains(" since " + left).containsIgnoringCase("go back to teach on or to end it");
    }
    assertThat(get(lena, "/")).bodyText().contains("No sessions today.");
    classroom.wasThere(live, amara, 2930, 2940);
    for (String page : pages()) {
      assertThat(get(lena, page)).bodyText().containsIgnoringCase("started " + DAY.format(Instant.now().minus(Duration.ofHours(49))));
    }
  }

  @Test
  void aBreakLongOverWaitsForWhoTeaches() {
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(40));
    classroom.wasThere(live, amara, 0, 5);
    log.append(live, end -> List.of(Draft.bySystem(new Paused(end.at() - 60_000)))).join();
    for (String page : pages()) {
      assertThat(get(lena, page)).bodyText().contains("Waiting for Amara").doesNotContain("Break", "LIVE");
    }
    classroom.wasThere(live, amara, 38, 40);
    for (String page : pages()) {
      assertThat(get(lena, page)).bodyText().contains(">Break<").doesNotContain("Break until", "Waiting for", "LIVE");
    }
  }

  @Test
  void assistantsTeachToo() {
    User olu = classroom.enrolled(course, "Olu Adeyemi", CourseRole.ASSISTANT);
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(40));
    classroom.wasThere(live, olu, 0, 40);
    assertThat(get(lena, "/")).bodyText().contains("LIVE").doesNotContain("Waiting for");
  }

  @Test
  void whatIsOverCountsOnceItsEndCannotBeTakenBack() {
    LectureId held = classroom.endedLecture(course, Duration.ofHours(1));
    classroom.wasThere(held, amara, 0, 60);
    classroom.wasThere(held, lena, 11, 60);
    assertThat(get(lena, "/courses/" + course.id())).bodyText().doesNotContain("is yours");

    classroom.seal(held);
    assertThat(get(lena, "/courses/" + course.id())).bodyText().contains("82%", "of 60 min so far is yours", "Missed the first 11 min");
    assertThat(get(lena, "/")).bodyText().contains(">Catch up, 11 min</a>").doesNotContain("LIVE", "Recent sessions");
  }

  @Test
  void aSessionStandsInOnePlaceOfHome() {
    LectureId held = classroom.endedLecture(course, Duration.ofHours(1));
    classroom.wasThere(held, amara, 0, 60);
    classroom.wasThere(held, lena, 11, 60);
    classroom.seal(held);
    jdbc.sql("update lecture set title = 'Missed and begun' where id = ?").param(held.value()).update();
    jdbc.sql("insert into watcher (lecture_id, user_id, budget_ms, budget_at, position_ms) values (?, ?, 0, now(), 60000)")
        .params(held.value(), lena.id().value())
        .update();
    jdbc.sql("update lecture set title = 'The next one' where id = ?").param(classroom.lecture(course).id().value()).update();
    jdbc.sql("update lecture set title = 'The one after' where id = ?").param(planned(Duration.ofDays(1)).id().value()).update();
    jdbc.sql("update lecture set title = 'And another' where id = ?").param(planned(Duration.ofDays(2)).id().value()).update();

    assertThat(get(lena, "/"))
        .bodyText()
        .satisfies(page -> {
          for (String title : List.of("Missed and begun", "The next one", "The one after", "And another")) {
            assertThat(page.replaceAll("aria-label=\"[^\"]*\"", "").split(">" + title + "<", -1)).as(title).hasSize(2);
          }
        });
  }

  @Test
  void whoeverCameToTheCourseAfterwardsMissedNothing() {
    LectureId held = classroom.endedLecture(course, Duration.ofHours(1));
    classroom.wasThere(held, amara, 0, 60);
    log.append(held, end -> List.of(Draft.bySystem(new Ended()))).join();
    classroom.seal(held);
    User mei = classroom.student(course, "Mei Chen");

    assertThat(get(mei, "/")).bodyText().contains("Not required", "You have it all").doesNotContain("Absent", "cov-missed", "Catch up");
    assertThat(get(mei, "/courses/" + course.id())).bodyText().contains("Not required").doesNotContain("Absent", "Catch up<", "is yours");
  }

  @Test
  void theReplayListsNothingAsMissedThatIsNotRequired() {
    LectureId held = classroom.endedLecture(course, Duration.ofHours(1));
    classroom.wasThere(held, amara, 0, 60);
    classroom.seal(held);
    String coverage = "/lectures/" + held + "/coverage";
    User later = classroom.student(course, "Mei Chen"), during = classroom.student(course, "Olu Adeyemi"), dispensed = classroom.student(course, "Tom Reuter");
    enrolled(during, held, 45);
    enrolled(dispensed, held, -60);
    assertThat(get(lena, coverage)).bodyJson().extractingPath("$.still[*].kind").asArray().containsOnly("MISSED");
    assertThat(get(dispensed, coverage)).bodyJson().extractingPath("$.still").asArray().isNotEmpty();

    judgements.decide(new Judgements.Part(held, dispensed.id()), Excuse.DISPENSED, "", amara.id());
    for (User free : List.of(later, dispensed)) {
      assertThat(get(free, coverage)).bodyJson().satisfies(json -> {
        assertThat(json).extractingPath("$.still").asArray().isEmpty();
        assertThat(json).extractingPath("$.bar[*].kind").asArray().containsOnly("FREE");
        assertThat(json).extractingPath("$.share").isEqualTo(1.0);
      });
      assertThat(watch(free, held)).bodyJson().extractingPath("$.still").asArray().isEmpty();
    }
    assertThat(get(during, coverage)).bodyJson().satisfies(json -> {
      assertThat(json).extractingPath("$.still[0].from").asNumber().satisfies(from -> assertThat(from.longValue()).isBetween(2_700_000L - 1000, 2_700_000L + 1000));
      assertThat(json).extractingPath("$.bar[0].kind").isEqualTo("FREE");
    });
  }

  private void enrolled(User student, LectureId lecture, int minute) {
    jdbc.sql(
            """
            update enrolment set enrolled_at = (select started_at from lecture where id = ?) + make_interval(mins => ?)
             where course_id = ? and user_id = ?
            """)
        .params(lecture.value(), minute, course.id().value(), student.id().value())
        .update();
  }

  @Test
  void thoseWhoTeachMissNothingOfTheirOwn() {
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(20));
    classroom.wasThere(live, amara, 0, 10);
    classroom.wasThere(live, classroom.enrolled(course, "Olu Adeyemi", CourseRole.ASSISTANT), 9, 20);
    assertThat(get(amara, "/lectures/" + live + "/coverage")).bodyJson().extractingPath("$.still").asArray().isEmpty();
    assertThat(get(lena, "/lectures/" + live + "/coverage")).bodyJson().extractingPath("$.still").asArray().hasSize(1);
  }

  @Test
  void everyPageSaysWhatItIs() {
    Lecture next = classroom.lecture(course);
    assertThat(get(lena, "/")).bodyText().contains("<meta name=\"description\" content=\"Home. On Lectern");
    assertThat(get(lena, "/courses/" + course.id())).bodyText().contains("content=\"Physical geography. On Lectern");
    assertThat(get(lena, "/lectures/" + next.id())).bodyText().contains("content=\"Plate tectonics. On Lectern");
  }

  private MvcTestResult watch(User who, LectureId lecture) {
    return browser
        .post()
        .uri("/lectures/" + lecture + "/watch")
        .with(user(who.id().toString()))
        .with(csrf())
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"play\": \"%s\", \"reports\": [], \"position\": 0}".formatted(UUID.randomUUID()))
        .exchange();
  }

  private List<String> pages() {
    return List.of("/", "/courses/" + course.id());
  }

  private Lecture planned(Duration from) {
    return lectures.plan(course.id(), "Earthquakes", Instant.now().plus(from).atZone(ZoneId.of("Europe/Berlin")), Duration.ofMinutes(90));
  }

  private MvcTestResult get(User who, String address) {
    return browser.get().uri(address).with(user(who.id().toString())).exchange();
  }
}
