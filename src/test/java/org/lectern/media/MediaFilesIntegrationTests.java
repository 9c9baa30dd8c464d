package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.LectureId;
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
  @Autowired MediaFileController files;
  @Autowired MeterRegistry meters;

  private User lena;
  private User stranger;
  private LectureId lecture;
  private String session;

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
    session = session(lena);
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
  void aFileThatHasJustBeenPutAwayIsReadThoughNobodyWroteThatDownYet() {
    Map<String, Object> sealed = jdbc.sql("select length, digest, sealed_at from track_epoch where lecture_id = ? and track = 1").param(lecture.value()).query().singleRow();
    seal(null, null, null);

    assertThat(get(lena, "1-0.mp4", HttpHeaders.RANGE, "bytes=4-7")).hasStatus(206).hasBodyTextEqualTo("ftyp");
    seal(sealed.get("length"), sealed.get("digest"), sealed.get("sealed_at"));
  }

  private void seal(@Nullable Object length, @Nullable Object digest, @Nullable Object at) {
    jdbc.sql("update track_epoch set length = ?, digest = ?, sealed_at = ? where lecture_id = ? and track = 1")
        .param(1, length, Types.BIGINT).param(2, digest, Types.BINARY).param(3, at, Types.TIMESTAMP).param(4, lecture.value()).update();
  }

  @Test
  void theNextPieceIsGivenOutAsTheOneBeforeWithEveryHeader() throws Exception {
    RecentAnswers answers = new RecentAnswers(Ticker.systemTicker());
    MockHttpServletResponse first = piece(answers, "bytes=4-7", this::decided);
    MockHttpServletResponse next = piece(answers, "bytes=0-3", nobodyIsAsked());

    assertThat(first.getContentAsString()).isEqualTo("ftyp");
    assertThat(next.getStatus()).isEqualTo(206);
    assertThat(next.getContentAsByteArray()).hasSize(4);
    assertThat(next.getHeader(HttpHeaders.CONTENT_RANGE)).startsWith("bytes 0-3/");
    assertThat(next.getContentType()).isEqualTo(first.getContentType());
    assertThat(next.getHeaderNames()).containsExactlyInAnyOrderElementsOf(first.getHeaderNames());
    assertThat(next.getHeader("X-Policy")).isEqualTo("as decided");
    assertThat(next.getHeader(HttpHeaders.ETAG)).isEqualTo(first.getHeader(HttpHeaders.ETAG));
    assertThat(piece(answers, "bytes=999999999-", nobodyIsAsked()).getStatus()).isEqualTo(416);
  }

  @Test
  void everyPieceComesWithThePoliciesOfThePagesAroundIt() {
    double given = meters.get("lectern.media.pieces").functionCounter().count();
    MockHttpServletResponse first = get(lena, "1-0.mp4", HttpHeaders.RANGE, "bytes=0-3").getResponse();
    MockHttpServletResponse next = get(lena, "1-0.mp4", HttpHeaders.RANGE, "bytes=0-3").getResponse();

    assertThat(meters.get("lectern.media.pieces").functionCounter().count()).as("pieces given again").isGreaterThan(given);
    assertThat(next.getHeaderNames()).contains("X-Content-Type-Options", "Content-Security-Policy");
    assertThat(next.getHeaderNames()).containsExactlyInAnyOrderElementsOf(first.getHeaderNames());
    for (String name : first.getHeaderNames()) {
      assertThat(next.getHeaders(name)).as(name).isEqualTo(first.getHeaders(name));
    }
  }

  @Test
  void aRefusalIsNeverGivenOutAgainAndNothingToAnotherBrowser() throws Exception {
    RecentAnswers answers = new RecentAnswers(Ticker.systemTicker());
    piece(answers, "bytes=999999999-", this::decided);
    piece(answers, "bytes=0-3", (request, response) -> ((HttpServletResponse) response).sendError(404));
    assertThat(piece(answers, "bytes=0-3", this::decided).getStatus()).isEqualTo(206);

    MockHttpServletRequest strangers = new MockHttpServletRequest("GET", "/lectures/%s/media/1-0.mp4".formatted(lecture));
    strangers.addHeader(HttpHeaders.COOKIE, "SESSION=" + session(stranger));
    strangers.setCookies(new Cookie("SESSION", session(stranger)));
    assertThatThrownBy(() -> answers.doFilter(strangers, new MockHttpServletResponse(), this::decided)).hasMessageContaining("404");
  }

  @Test
  void whoMayNoLongerSeeItGetsNoMoreOfItTenSecondsLater() throws Exception {
    AtomicLong now = new AtomicLong();
    RecentAnswers answers = new RecentAnswers(now::get);
    assertThat(piece(answers, "bytes=0-3", this::decided).getStatus()).isEqualTo(206);

    jdbc.sql("update users set active = false where id = ?").param(lena.id().value()).update();
    now.addAndGet(RecentAnswers.HOLDS.toNanos() - 1);
    assertThat(piece(answers, "bytes=0-3", this::decided).getStatus()).isEqualTo(206);

    now.addAndGet(1);
    assertThatThrownBy(() -> piece(answers, "bytes=0-3", this::decided)).hasMessageContaining("401");
  }

  /** As the whole application would. */
  private void decided(ServletRequest request, ServletResponse response) throws IOException {
    ((HttpServletResponse) response).setHeader("X-Policy", "as decided");
    files.file(lecture.value(), 1, 0, (HttpServletRequest) request, (HttpServletResponse) response);
  }

  private static FilterChain nobodyIsAsked() {
    return (request, response) -> {
      throw new AssertionError("the whole application was asked");
    };
  }

  private MockHttpServletResponse piece(RecentAnswers answers, String range, FilterChain chain) throws Exception {
    MockHttpServletRequest lenas = new MockHttpServletRequest("GET", "/lectures/%s/media/1-0.mp4".formatted(lecture));
    lenas.addHeader(HttpHeaders.COOKIE, "SESSION=" + session);
    lenas.setCookies(new Cookie("SESSION", session));
    lenas.addHeader(HttpHeaders.RANGE, range);
    MockHttpServletResponse response = new MockHttpServletResponse();
    answers.doFilter(lenas, response, chain);
    return response;
  }

  private MvcTestResult get(User person, String file, String header, String value) {
    String cookie = person.equals(lena) ? session : session(person);
    return browser.get()
        .uri("/lectures/{id}/media/" + file, lecture.value())
        .header(header, value)
        .header(HttpHeaders.COOKIE, "SESSION=" + cookie) // a browser's is both
        .cookie(new Cookie("SESSION", cookie))
        .exchange();
  }

  private String session(User person) {
    return classroom.cookie(person).substring("SESSION=".length());
  }
}
