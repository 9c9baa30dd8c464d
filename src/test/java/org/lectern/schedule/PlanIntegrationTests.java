package org.lectern.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import jakarta.servlet.http.Cookie;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.Lectures;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

@PageTest
class PlanIntegrationTests {

  private static final LocalDate DAY = LocalDate.now().plusMonths(1);

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired Lectures lectures;

  User amara;
  Course course;

  @BeforeEach
  void aCourse() {
    amara = classroom.person("Dr. Amara Osei");
    course = classroom.course(amara);
  }

  @Test
  void aLectureIsPlannedInTheZoneItIsTaughtIn() {
    assertThat(plan("Earthquakes", "10:00", "11:30")).hasRedirectedUrl("/courses/" + course.id());

    Lecture planned = lectures.of(course.id()).getFirst();
    assertThat(planned.localStart()).isEqualTo(DAY.atTime(10, 0).atZone(ZoneId.of("Asia/Tokyo")));
    assertThat(planned.length()).isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void aLectureMayLastPastMidnight() {
    plan("Night sky", "23:00", "01:00").exchange();

    assertThat(lectures.of(course.id()).getFirst().length()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void aFormSentTwicePlansOneLecture() {
    String clientId = UUID.randomUUID().toString();
    plan("Earthquakes", "10:00", "11:30").param("clientId", clientId).exchange();
    plan("Earthquakes", "10:00", "11:30").param("clientId", clientId).exchange();

    assertThat(lectures.of(course.id())).hasSize(1);
  }

  @Test
  void whoGoesBackAndPlansAgainComesToWhatIsPlanned() {
    String clientId = UUID.randomUUID().toString();
    plan("Earthquakes", "10:00", "11:30").param("clientId", clientId).exchange();
    Lecture planned = lectures.of(course.id()).getFirst();

    assertThat(plan("Earthquakes and faults", "10:00", "12:00").param("clientId", clientId))
        .hasRedirectedUrl("/lectures/" + planned.id() + "/edit")
        .flash()
        .hasEntrySatisfying("notice", notice -> assertThat(notice.toString()).startsWith("Earthquakes was planned when you sent this before"))
        .hasEntrySatisfying("form", form -> assertThat(((PlanForm) form).title()).isEqualTo("Earthquakes and faults"));
    assertThat(lectures.of(course.id())).hasSize(1);
  }

  @Test
  void whatIsWrongIsToldInWords() {
    assertThat(plan("", "10:00", "11:30")).bodyText().contains("Write the title.");
    assertThat(plan("Earthquakes", "10:00", "10:00")).bodyText().contains("A session lasts between");
    assertThat(plan("Earthquakes", "ten", "")).bodyText().contains("Choose the time.");
    assertThat(post("/lectures/new").param("title", "x").param("date", "2001-01-01").param("start", "10:00")
            .param("end", "11:00").param("zone", "Asia/Tokyo"))
        .bodyText()
        .contains("This day is over");
    assertThat(post("/lectures/new").param("title", "x").param("date", DAY.toString()).param("start", "10:00")
            .param("end", "11:00").param("zone", "Moon/Base"))
        .bodyText()
        .contains("Choose a time zone from the list.");
    assertThat(post("/lectures/new").param("title", "x").param("date", "2026-02-30").param("zone", "Moon/Base"))
        .bodyText()
        .contains("Choose the day.");
    assertThat(lectures.of(course.id())).isEmpty();
  }

  @Test
  void thePreviewSaysWhatTheFormMeans() {
    assertThat(
            browser
                .get()
                .uri("/courses/" + course.id() + "/lectures/preview")
                .param("date", "2027-01-11")
                .param("start", "10:00")
                .param("end", "11:30")
                .param("zone", "Europe/Berlin")
                .cookie(new Cookie("zone", "Europe/Berlin"))
                .with(user(amara.id().toString())))
        .hasBodyTextEqualTo("Monday, 11 January 2027, 10:00 to 11:30, 90 min, Central European Time");
  }

  /** Europe changes its clocks on the last Sundays of March and October. */
  @Test
  void aTimeThatNeverComesIsRefusedInWordsAndOneThatComesTwiceIsAskedFor() {
    LocalDate spring = lastSunday(3);
    assertThat(plan(spring, "02:30", "03:00"))
        .hasStatusOk()
        .bodyText()
        .contains("id=\"start-error\"", "02:30 never comes on", "Choose a time before 02:00, or 03:00 or later.")
        .doesNotContain("-30 min");
    assertThat(preview(spring, "02:30", "03:00")).bodyText().startsWith("02:30 never comes on");
    assertThat(lectures.of(course.id())).isEmpty();

    LocalDate autumn = lastSunday(10);
    assertThat(preview(autumn, "02:30", "04:00")).bodyText().startsWith("02:30 comes twice on");
    assertThat(plan(autumn, "02:30", "04:00")).hasStatusOk().bodyText().contains("The first, UTC+02:00", "The second, UTC+01:00");
    assertThat(plan(autumn, "02:30", "04:00").param("startOffset", "+01:00")).hasRedirectedUrl("/courses/" + course.id());

    Lecture second = lectures.of(course.id()).getFirst();
    assertThat(second.length()).isEqualTo(Duration.ofMinutes(90));
    assertThat(browser.get().uri("/lectures/" + second.id() + "/edit").with(user(amara.id().toString())))
        .bodyText()
        .containsPattern("value=\"\\+01:00\" selected");
  }

  /** The next in a month; to be planned a lecture must be to come. */
  private static LocalDate lastSunday(int month) {
    LocalDate thisYear = LocalDate.now().withMonth(month).with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY));
    return thisYear.isAfter(LocalDate.now()) ? thisYear : thisYear.plusYears(1).with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY));
  }

  private MockMvcRequestBuilder plan(LocalDate day, String start, String end) {
    return post("/lectures/new")
        .param("title", "Night sky")
        .param("date", day.toString())
        .param("start", start)
        .param("end", end)
        .param("zone", "Europe/Berlin");
  }

  private MockMvcRequestBuilder preview(LocalDate day, String start, String end) {
    return browser
        .get()
        .uri("/courses/" + course.id() + "/lectures/preview")
        .param("date", day.toString())
        .param("start", start)
        .param("end", end)
        .param("zone", "Europe/Berlin")
        .with(user(amara.id().toString()));
  }

  @Test
  void aStudentPlansChangesAndCancelsNothing() {
    Lecture lecture = classroom.lecture(course);
    User lena = classroom.student(course, "Lena Fischer");

    assertThat(browser.get().uri("/lectures/" + lecture.id() + "/edit").with(user(lena.id().toString()))).hasStatus(404);
    assertThat(
            browser
                .post()
                .uri("/lectures/" + lecture.id() + "/cancellation")
                .with(user(lena.id().toString()))
                .with(csrf()))
        .hasStatus(404);
    assertThat(lectures.find(lecture.id()).orElseThrow().isCancelled()).isFalse();
  }

  /** With thousandths of a second a browser shows a time too wide for a phone, with millionths none at all. */
  @Test
  void aPlanIsShownToTheMinuteHoweverExactlyTheLectureBegins() {
    Lecture lecture = classroom.lecture(course); // a quarter of an hour from this very moment

    assertThat(browser.get().uri("/lectures/" + lecture.id() + "/edit").with(user(amara.id().toString())))
        .bodyText()
        .containsPattern("id=\"start\"[^>]* value=\"\\d\\d:\\d\\d(:00)?\"")
        .containsPattern("id=\"end\"[^>]* value=\"\\d\\d:\\d\\d(:00)?\"");
  }

  @Test
  void aCancelledLectureCannotBeChangedAnyMore() {
    Lecture lecture = classroom.lecture(course);
    String edit = "/lectures/" + lecture.id() + "/edit";
    assertThat(browser.get().uri(edit).with(user(amara.id().toString()))).hasStatusOk();

    browser
        .post()
        .uri("/lectures/" + lecture.id() + "/cancellation")
        .with(user(amara.id().toString()))
        .with(csrf())
        .exchange();

    assertThat(browser.get().uri(edit).with(user(amara.id().toString()))).hasStatus(404);
  }

  private MockMvcRequestBuilder plan(String title, String start, String end) {
    return post("/lectures/new")
        .param("title", title)
        .param("date", DAY.toString())
        .param("start", start)
        .param("end", end)
        .param("zone", "Asia/Tokyo");
  }

  private MockMvcRequestBuilder post(String path) {
    return browser.post().uri("/courses/" + course.id() + path).with(user(amara.id().toString())).with(csrf());
  }
}
