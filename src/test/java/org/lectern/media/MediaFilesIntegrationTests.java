package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.LightSignIn;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The bytes of a recording: in ranges, kept by browsers, and only for those who may see the lecture. */
@PageTest
class MediaFilesIntegrationTests {

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;
  @Autowired Ingest ingest;
  @Autowired Recordings recordings;
  @Autowired LightSignIn signIn;
  @Autowired Lectures lectures;
  @Autowired MediaIndex index;

  private User lena;
  private User stranger;
  private LectureId lecture;

  @BeforeEach
  void aRecordedLecture() throws IOException {
    User amara = classroom.person("Dr. Amara Osei");
    Course course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    stranger = classroom.person("Somebody Else");
    lecture = classroom.lecture(course).id();
    Instant zero = Instant.now();
    jdbc.sql("update lecture set started_at = ?::timestamptz where id = ?").params(zero.toString(), lecture.value()).update();
    try (InputStream sample = getClass().getResourceAsStream("/sample/recording.frames")) {
      ingest.take(lecture, amara, zero, sample);
    }
    recordings.keepAll();
  }

  @Test
  void aRangeIsGivenAndWhatIsWholeIsKeptForGood() {
    MvcTestResult answer = get(lena, "1-0.mp4", HttpHeaders.RANGE, "bytes=4-7");

    assertThat(answer).hasStatus(206).hasContentType("video/mp4").hasBodyTextEqualTo("ftyp").headers()
        .hasValue(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable")
        .containsHeader(HttpHeaders.ETAG);
    assertThat(answer.getResponse().getHeader(HttpHeaders.CONTENT_RANGE)).startsWith("bytes 4-7/");
  }

  @Test
  void whatTheBrowserHasIsNotSentAgain() {
    String tag = get(lena, "2-0.mp4", HttpHeaders.RANGE, "bytes=0-0").getResponse().getHeader(HttpHeaders.ETAG);

    assertThat(get(lena, "2-0.mp4", HttpHeaders.IF_NONE_MATCH, tag)).hasStatus(304);
  }

  @Test
  void beyondTheEndThereIsNothing() {
    assertThat(get(lena, "1-0.mp4", HttpHeaders.RANGE, "bytes=999999999-")).hasStatus(416);
  }

  @Test
  void aStrangerGetsNothingThoughTheyKnowWhatIsThere() {
    String tag = get(lena, "1-0.mp4", HttpHeaders.RANGE, "bytes=0-0").getResponse().getHeader(HttpHeaders.ETAG);

    assertThat(get(stranger, "1-0.mp4", HttpHeaders.IF_NONE_MATCH, tag)).hasStatus(404);
    assertThat(get(stranger, "1-0.mp4", HttpHeaders.RANGE, "bytes=0-99")).hasStatus(404);
    assertThat(browser.get().uri("/lectures/{id}/media/1-0.mp4", lecture.value()).exchange()).hasStatus(401);
    assertThat(get(stranger, "index.json", HttpHeaders.ACCEPT, "application/json")).hasStatus(404);
    assertThat(get(stranger, "master.m3u8", HttpHeaders.ACCEPT, "*/*")).hasStatus(404);
  }

  @Test
  void whoMayNoLongerSeeItGetsNoMoreOfItTenSecondsLater() {
    AtomicLong now = new AtomicLong();
    MediaAccess access = new MediaAccess(signIn, lectures, index, now::get);
    TrackId file = new TrackId(lecture, 1, 0);
    MockHttpServletRequest lenas = new MockHttpServletRequest();
    lenas.setCookies(new Cookie("SESSION", session(lena)));
    assertThat(access.grant(file, lenas, new MockHttpServletResponse()).id()).isEqualTo(file);

    jdbc.sql("update users set active = false where id = ?").param(lena.id().value()).update();
    now.addAndGet(MediaAccess.HOLDS.toNanos() - 1);
    assertThat(access.grant(file, lenas, new MockHttpServletResponse()).id()).isEqualTo(file);

    now.addAndGet(1);
    assertThatThrownBy(() -> access.grant(file, lenas, new MockHttpServletResponse())).hasMessageContaining("401");
  }

  private MvcTestResult get(User person, String file, String header, String value) {
    return browser.get()
        .uri("/lectures/{id}/media/" + file, lecture.value())
        .header(header, value)
        .cookie(new Cookie("SESSION", session(person)))
        .exchange();
  }

  private String session(User person) {
    return classroom.cookie(person).substring("SESSION=".length());
  }
}
