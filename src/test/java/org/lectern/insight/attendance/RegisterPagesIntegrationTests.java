package org.lectern.insight.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import jakarta.servlet.http.Cookie;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.insight.attendance.Judgements.Part;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.event.Lifecycle.Ended;
import org.lectern.lecture.event.Slide;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** An hour that Lena saw in whole, Mei from the twelfth minute, and Tomás not at all. */
@PageTest
class RegisterPagesIntegrationTests {

  private static final Duration HOUR = Duration.ofHours(1);

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired Lectures lectures;
  @Autowired DeckUploads uploads;
  @Autowired Judgements judgements;
  @Autowired Policies policies;
  @Autowired LectureLog log;
  @Autowired JdbcClient jdbc;

  User amara;
  User lena;
  User mei;
  User tomas;
  Course course;
  LectureId lecture;
  LectureId coming;

  @BeforeEach
  void anHourThatWasTaught() {
    amara = classroom.person("Dr. Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    mei = classroom.student(course, "Mei Chen");
    tomas = classroom.student(course, "=Tomás");
    classroom.enrolledLongAgo(course);
    lecture = classroom.endedLecture(course, HOUR);
    classroom.seal(lecture);
    coming = classroom.lecture(course).id();
    wasThere(amara, 0, 60);
    wasThere(lena, 0, 60);
    wasThere(mei, 11, 60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".csv", ".xlsx", "/policy", "/people/{lena}", "/lectures/{lecture}", "/lectures/{lecture}/people/{lena}"})
  void pagesOfTheStaffAreNotThereForStudentsAndStrangers(String page) {
    assertThat(get(amara, attendance() + filled(page))).hasStatusOk();

    assertThat(get(lena, attendance() + filled(page))).hasStatus(404);
    assertThat(get(classroom.person("Niklas Holm"), attendance() + filled(page))).hasStatus(404);
  }

  @Test
  void theGridSaysInAWordHowEachWasThere() {
    assertThat(get(amara, attendance()))
        .bodyText()
        .contains("Lena Fischer", "Present", "Late 11 min", "Absent", "Upcoming", "3 students, 1 of 2 sessions held.");
  }

  @Test
  void nothingOfASessionThatGoesOnCountsYet() throws IOException {
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(20));
    classroom.wasThere(live, amara, 0, 20);
    classroom.wasThere(live, mei, 0, 20);

    assertThat(get(amara, attendance())).bodyText().contains("Live now", "1 of 3 sessions held, one is live now.", ">100%<", ">82%<", ">1 of 1<");
    assertThat(get(amara, attendance() + "?sessions=HELD")).bodyText().doesNotContain("Live now");
    assertThat(get(amara, attendance() + "?show=MISSING")).bodyText().doesNotContain("Lena Fischer");
    assertThat(get(amara, attendance() + ".csv")).bodyText().contains("Lena Fischer," + lena.email() + ",Present,Upcoming,Live now,100%,1.0");
    assertThat(get(amara, attendance() + "/people/" + lena.id())).bodyText().contains("Live now: it counts when it is over.").doesNotContain("Absent");
    assertThat(get(amara, attendance() + "/lectures/" + live))
        .bodyText()
        .contains("Live now: it counts when it is over. There for 20 of 20 min so far.")
        .doesNotContain("Absent", "Missed 0:00", "cov-missed");
    assertThat(get(lena, attendance() + "/me")).bodyText().contains("Live now", ">100%<", ">1 of 1<").doesNotContain("Absent", "cov-missed\" style");
  }

  @Test
  void aSessionThatGoesOnStandsInEveryFileAsLiveNowAndInNoSum() throws IOException {
    Course other = classroom.course(amara);
    User there = classroom.student(other, "Lena Fischer");
    User away = classroom.student(other, "Mei Chen");
    classroom.enrolledLongAgo(other);
    LectureId live = classroom.liveLecture(other, Duration.ofMinutes(20));
    classroom.wasThere(live, amara, 0, 20);
    classroom.wasThere(live, there, 0, 20);
    String register = "/courses/" + other.id() + "/attendance";

    String first = "Lena Fischer," + there.email(), second = "Mei Chen," + away.email();
    assertThat(get(amara, register + ".csv")).bodyText().contains(first + ",Live now,,0.0", second + ",Live now,,0.0");
    assertThat(rows(register)).containsExactly((first + ",Live now,,0.0").replace(',', '|'), (second + ",Live now,,0.0").replace(',', '|'));

    log.append(live, end -> List.of(Draft.bySystem(new Ended()))).join();
    classroom.seal(live);
    assertThat(get(amara, register + ".csv")).bodyText().contains(first + ",Present,100%,1.0", second + ",Absent,0%,0.0");
    assertThat(rows(register)).containsExactly((first + ",Present,1.0,1.0").replace(',', '|'), (second + ",Absent,0.0,0.0").replace(',', '|'));
  }

  /** Of the file for spreadsheets, below its heading. */
  private List<String> rows(String register) throws IOException {
    byte[] file = get(amara, register + ".xlsx").exchange().getResponse().getContentAsByteArray();
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
      return StreamSupport.stream(book.getSheetAt(0).spliterator(), false)
          .skip(1)
          .map(row -> StreamSupport.stream(row.spliterator(), false).map(RegisterPagesIntegrationTests::value).collect(Collectors.joining("|")))
          .toList();
    }
  }

  private static String value(Cell cell) {
    return switch (cell.getCellType()) {
      case NUMERIC -> String.valueOf(cell.getNumericCellValue());
      case BLANK -> "";
      default -> cell.getStringCellValue();
    };
  }

  @Test
  void aSessionThatGoesOnIsCorrectedWhenItIsOver() {
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(20));
    String part = attendance() + "/lectures/" + live + "/people/" + mei.id();

    assertThat(get(amara, part)).bodyText().contains("It counts when it is over, and can be corrected then.").doesNotContain("Correct</button>");
    assertThat(post(amara, part + "/correction").param("clientId", UUID.randomUUID().toString()).param("status", "PRESENT").param("reason", "x"))
        .flash()
        .containsEntry("wrong", "It counts when it is over, and can be corrected then.");
    assertThat(correct(amara, mei, UUID.randomUUID().toString(), "LIVE_NOW", "x")).hasStatus(400);
  }

  @Test
  void anEndThatCanBeTakenBackDoesNotCountYet() {
    LectureId ended = classroom.endedLecture(course, HOUR);
    classroom.wasThere(ended, amara, 0, 60);
    assertThat(get(amara, attendance())).bodyText().contains("1 of 3 sessions held, one is live now.");
    classroom.seal(ended);
    assertThat(get(amara, attendance())).bodyText().contains("2 of 3 sessions held.");
  }

  @Test
  void filtersLeaveOnlyWhoIsLookedFor() {
    assertThat(get(amara, attendance() + "?show=MISSING")).bodyText().contains("Mei Chen").doesNotContain("Lena Fischer");
    assertThat(get(amara, attendance() + "?q=lena")).bodyText().contains("Lena Fischer").doesNotContain("Mei Chen");
    assertThat(get(amara, attendance() + "?q=nobody")).bodyText().contains("Nobody fits");
    assertThat(get(amara, attendance() + "?sessions=HELD")).bodyText().doesNotContain("Upcoming");
    assertThat(get(amara, attendance() + "?show=WHATEVER")).hasStatus(400);
  }

  @Test
  void aLargeClassIsReadPageByPageAndTakenAwayInOneFile() {
    for (int i = 0; i < 60; i++) {
      classroom.student(course, "Pupil " + i);
    }
    classroom.enrolledLongAgo(course);
    assertThat(get(amara, attendance())).bodyText().contains("1 to 60 of 63").doesNotContain("Pupil 59<");
    assertThat(get(amara, attendance() + "?show=MISSING&page=2"))
        .bodyText()
        .contains("61 to 62 of 62", "Pupil 59<", "show=MISSING")
        .doesNotContain("Lena Fischer");
    assertThat(get(amara, attendance() + "?page=99")).bodyText().contains("61 to 63 of 63");
    assertThat(get(amara, attendance() + ".csv")).bodyText().contains("Lena Fischer", "Pupil 59,");
  }

  @Test
  void aStudentReadsWhyOnTheirOwnPage() {
    assertThat(get(mei, attendance() + "/me")).bodyText().contains("11 min after the start, limit 10 min.", "Late 11 min");
    assertThat(get(amara, attendance() + "/me")).hasStatus(404);
  }

  @Test
  void aMissedPartIsCalledByTheSlidesThatWereShown() throws Exception {
    Slide.Deck deck =
        uploads.add(lectures.find(lecture).orElseThrow(), amara, "Plates.pdf", new ByteArrayInputStream(Slides.pdf(3)));
    shown(101, 0, "slide.shown", "{\"deck\": {\"id\": %d, \"title\": \"Plates\", \"pages\": 3}}".formatted(deck.id()));
    shown(102, 5, "slide.turned", "{\"page\": 2}");
    shown(103, 30, "slide.turned", "{\"page\": 3}");

    assertThat(get(mei, attendance() + "/me")).bodyText().contains("Missed 0:00–11:00 (Plates, part 1, Plates, part 2).");
    assertThat(get(amara, part(tomas))).bodyText().contains("(Plates, part 1, Plates, part 2, Plates, part 3)");
  }

  private void shown(int seq, int minute, String type, String data) {
    jdbc.sql(
            """
            insert into entry (lecture_id, seq, at_ms, said_at, type, actor, audience, data)
            values (?, ?, ?, now(), ?, ?, 'EVERYONE', ?::jsonb)
            """)
        .params(lecture.value(), seq, minute * 60_000L, type, amara.id().value(), data)
        .update();
  }

  @Test
  void aCorrectionSentTwiceIsOneAndSurvivesAnyComputation() {
    String clientId = UUID.randomUUID().toString();
    correct(amara, mei, clientId, "PRESENT", "The tram stood still.").exchange();
    correct(amara, mei, clientId, "PRESENT", "The tram stood still.").exchange();
    wasThere(mei, 20, 40);

    assertThat(judgements.history(new Part(lecture, mei.id()))).hasSize(1);
    assertThat(get(amara, part(mei)))
        .bodyText()
        .contains("as corrected by hand", "The tram stood still.", "Late → Present", "Dr. Amara Osei");
    assertThat(get(mei, attendance() + "/me")).bodyText().contains("Present, as corrected by hand.");
  }

  @Test
  void aCorrectionNeedsAReason() {
    assertThat(correct(amara, mei, UUID.randomUUID().toString(), "PRESENT", "  "))
        .hasRedirectedUrl(part(mei))
        .flash()
        .containsEntry("wrong", "Write the reason.");
    assertThat(judgements.history(new Part(lecture, mei.id()))).isEmpty();
  }

  @Test
  void instructorsCorrectForAsLongAsThePolicySays() {
    jdbc.sql("update lecture set ended_at = ended_at - interval '30 days', started_at = started_at - interval '30 days' where id = ?")
        .param(lecture.value())
        .update();

    assertThat(correct(amara, mei, UUID.randomUUID().toString(), "PRESENT", "Late excuse"))
        .flash()
        .containsEntry("wrong", "The time to correct this session is over. An administrator still can.");
    assertThat(judgements.history(new Part(lecture, mei.id()))).isEmpty();
  }

  @Test
  void nobodyCorrectsInACourseOfOthersOrThemselves() {
    User jonas = classroom.person("Jonas Weidl");
    Course other = classroom.course(jonas);
    User stranger = classroom.student(other, "Karim Haddad");

    assertThat(correct(mei, mei, UUID.randomUUID().toString(), "PRESENT", "me")).hasStatus(404);
    assertThat(correct(jonas, mei, UUID.randomUUID().toString(), "PRESENT", "not mine")).hasStatus(404);
    assertThat(correct(amara, stranger, UUID.randomUUID().toString(), "PRESENT", "not here")).hasStatus(404);
    assertThat(get(jonas, "/courses/" + other.id() + "/attendance/lectures/" + lecture)).hasStatus(404);
  }

  @Test
  void aStudentGivesNoticeAndTheInstructorDecides() {
    assertThat(post(tomas, attendance() + "/me/lectures/" + coming + "/notice").param("reason", "At the dentist"))
        .flash()
        .containsEntry("notice", "Your notice is given. Your instructor decides.");
    assertThat(get(amara, attendance())).bodyText().contains("Notice given");
    assertThat(get(amara, attendance() + "/lectures/" + coming + "/people/" + tomas.id())).bodyText().contains("At the dentist");

    assertThat(excuse(tomas, coming, "EXCUSED")).hasStatus3xxRedirection();
    post(tomas, attendance() + "/me/lectures/" + coming + "/notice").param("reason", "Changed my mind").exchange();

    Judgements.Notice decided = judgements.excuse(new Part(coming, tomas.id()));
    assertThat(decided).isNotNull();
    assertThat(decided.kind()).isEqualTo(Excuse.EXCUSED);
    assertThat(decided.reason()).isEqualTo("At the dentist");
  }

  @Test
  void noticeNeedsAReasonAndALectureOfTheCourse() {
    assertThat(post(tomas, attendance() + "/me/lectures/" + coming + "/notice").param("reason", " "))
        .flash()
        .containsEntry("wrong", "Write why you are away.");
    LectureId elsewhere = classroom.lecture(classroom.course(amara)).id();
    assertThat(post(tomas, attendance() + "/me/lectures/" + elsewhere + "/notice").param("reason", "x")).hasStatus(404);
  }

  @Test
  void whoIsDispensedIsNotRequired() {
    excuse(tomas, lecture, "DISPENSED").exchange();
    assertThat(get(amara, attendance())).bodyText().contains("Not required");
    assertThat(get(amara, part(tomas)))
        .bodyText()
        .contains("Not required: dispensed from this session.")
        .doesNotContain("cov-missed", "Dispensed.");
    assertThat(get(tomas, attendance() + "/me")).bodyText().contains("nothing counts yet").doesNotContain("cov-missed\" style", "100%");

    excuse(tomas, lecture, "NONE").exchange();
    assertThat(judgements.excuse(new Part(lecture, tomas.id()))).isNull();
  }

  @Test
  void namesThatLookLikeFormulasAreTextInEveryFile() throws IOException {
    String csv = get(amara, attendance() + ".csv").exchange().getResponse().getContentAsString();
    assertThat(csv).contains("'=Tomás,").contains("Lena Fischer," + lena.email() + ",Present,Upcoming,100%,1.0");

    byte[] xlsx = get(amara, attendance() + ".xlsx?q=Tom").exchange().getResponse().getContentAsByteArray();
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(xlsx))) {
      Cell name = book.getSheetAt(0).getRow(1).getCell(0);
      assertThat(name.getCellType()).isEqualTo(CellType.STRING);
      assertThat(name.getStringCellValue()).isEqualTo("=Tomás");
      assertThat(name.getCellStyle().getQuotePrefixed()).isTrue();
      assertThat(book.getSheetAt(0).getLastRowNum()).isEqualTo(1);
    }
  }

  @Test
  void twoOfOneNameAreToldApartByTheirAddress() {
    assertThat(get(amara, attendance())).bodyText().doesNotContain(lena.email());
    User namesake = classroom.student(course, "lena fischer");
    classroom.enrolledLongAgo(course);

    assertThat(get(amara, attendance())).bodyText().contains(lena.email(), namesake.email()).doesNotContain(mei.email());
    assertThat(get(mei, "/courses/" + course.id() + "/people")).bodyText().contains("Lena Fischer #" + lena.id(), "lena fischer #" + namesake.id(), ">Mei Chen<");
  }

  @Test
  void whatAStudentMissedIsOnTheirCourseAndHomePageAndTheClassOnTheInstructors() {
    assertThat(get(mei, "/courses/" + course.id()))
        .bodyText()
        .contains("Missed the first 11 min", "/lectures/" + lecture + "?missed", "Catch up", "82%");
    assertThat(get(lena, "/courses/" + course.id())).bodyText().contains("You have it all").doesNotContain("Catch up");
    assertThat(get(mei, "/")).bodyText().contains("Parts you missed", "Missed the first 11 min");
    assertThat(get(lena, "/")).bodyText().contains("When you miss a part of a session, it waits here.");
    assertThat(get(amara, "/")).bodyText().contains("The class has 61%").doesNotContain("Parts you missed");
  }

  @Test
  void aNewPolicyNeverDecidesThePast() {
    assertThat(policy(amara).param("lateAfter", "20")).hasRedirectedUrl(attendance());

    assertThat(policies.of(course.id()).lateAfter()).isEqualTo(1200);
    assertThat(get(amara, attendance())).bodyText().contains("Late 11 min");
    assertThat(policy(amara).param("lateAfter", "-1")).hasStatusOk().bodyText().contains("This number is out of range.");
    assertThat(policy(lena).param("lateAfter", "20")).hasStatus(404);
  }

  private MockMvcRequestBuilder policy(User who) {
    return post(who, attendance() + "/policy")
        .param("leftEarlyBefore", "10")
        .param("gapBridged", "120")
        .param("leastLiveShare", "50")
        .param("leastInstructorShare", "25")
        .param("excusedCounts", "LEFT_OUT")
        .param("creditForLate", "100")
        .param("catchUpOffered", "true")
        .param("catchUpDays", "14")
        .param("catchUpShare", "90")
        .param("creditForCatchUp", "100")
        .param("correctionHours", "48");
  }

  private MockMvcRequestBuilder correct(User by, User whom, String clientId, String status, String reason) {
    return post(by, part(whom) + "/correction").param("clientId", clientId).param("status", status).param("reason", reason);
  }

  private MockMvcRequestBuilder excuse(User whom, LectureId from, String kind) {
    return post(amara, attendance() + "/lectures/" + from + "/people/" + whom.id() + "/excuse").param("kind", kind);
  }

  private void wasThere(User person, int fromMinute, int toMinute) {
    classroom.wasThere(lecture, person, fromMinute, toMinute);
  }

  private String attendance() {
    return "/courses/" + course.id() + "/attendance";
  }

  private String part(User person) {
    return attendance() + "/lectures/" + lecture + "/people/" + person.id();
  }

  private String filled(String page) {
    return page.replace("{lena}", lena.id().toString()).replace("{lecture}", lecture.toString());
  }

  @ParameterizedTest
  @CsvSource({"Asia%2FTokyo, Asia/Tokyo, Tokyo", "Europe%2FBerlin, Europe/Berlin, "})
  void itSaysOnWhoseClockItsDaysAre(String ofBrowser, ZoneId zone, @Nullable String elsewhere) throws Exception {
    Instant start = lectures.find(coming).orElseThrow().startsAt();
    String there = DateTimeFormatter.ofPattern("HH:mm").format(start.atZone(ZoneId.of("Europe/Berlin"))) + " in Berlin";
    Cookie cookie = new Cookie("zone", ofBrowser);
    for (String page : List.of("", "/lectures/" + coming, "/lectures/" + coming + "/people/" + lena.id(), "/people/" + lena.id())) {
      String text = get(amara, attendance() + page).cookie(cookie).exchange().getResponse().getContentAsString();
      assertThat(text).contains(DateTimeFormatter.ofPattern("HH:mm").format(start.atZone(zone)));
      assertThat(text.contains(there)).as(page).isEqualTo(elsewhere != null);
    }
    assertThat(get(amara, attendance()).cookie(cookie).exchange().getResponse().getContentAsString().contains("sessions were planned in Berlin"))
        .isEqualTo(elsewhere != null);
    String csv = get(amara, attendance() + ".csv").cookie(cookie).exchange().getResponse().getContentAsString();
    assertThat(csv).contains(DateTimeFormatter.ofPattern("HH:mm").format(start.atZone(zone)) + " " + zone + ", Plate tectonics");
  }

  private MockMvcRequestBuilder get(User who, String address) {
    return browser.get().uri(address).with(user(who.id().toString()));
  }

  private MockMvcRequestBuilder post(User who, String address) {
    return browser.post().uri(address).with(user(who.id().toString())).with(csrf());
  }
}
