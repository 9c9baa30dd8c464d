package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What a browser is told about our answers and our cookies: {@code security.md} names the requirement each test holds. */
@PageTest
@ExtendWith(OutputCaptureExtension.class)
class HeadersAndCookiesIntegrationTests {

  private static final String PASSWORD = "a long enough password";

  @Autowired MockMvcTester browser;
  @Autowired Users users;
  @Autowired JdbcClient jdbc;
  @Autowired SessionRepository<? extends Session> sessions;

  User lena;

  @BeforeEach
  void somebody() {
    lena = users.create(UUID.randomUUID() + "@people.example", "Lena Fischer", null, PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sign-in", "/", "/courses", "/no/such/page", "/css/app.css", "/lectures/1/socket", "/actuator/health/readiness"})
  void everyAnswerSaysWhatABrowserMayDoWithIt(String address) {
    MockHttpServletResponse answer = overHttps(address);

    assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(answer.getHeader("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.getHeader("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(answer.getHeader("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.getHeader("Permissions-Policy")).contains("geolocation=()");
    assertThat(answer.getHeader("Strict-Transport-Security")).isEqualTo("max-age=31536000 ; includeSubDomains");
    assertThat(answer.getHeader("Content-Security-Policy"))
        .contains("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
        .doesNotContain("script-src 'unsafe", "http:", "*");
    assertThat(answer.getHeader("Access-Control-Allow-Origin")).isNull();
    assertThat(answer.getHeader("Server")).isNull();
  }

  @Test
  void withoutHttpsNobodyIsToldToInsistOnIt() {
    assertThat(browser.get().uri("/sign-in").exchange().getResponse().getHeader("Strict-Transport-Security")).isNull();
  }

  @Test
  void aHeaderThatAnybodyCanSendDoesNotMakeALineSafe() {
    MockHttpServletResponse answer =
        browser.get().uri("/sign-in").header("X-Forwarded-Proto", "https").header("X-Forwarded-Host", "evil.example").exchange().getResponse();

    assertThat(answer.getHeader("Strict-Transport-Security")).isNull();
    assertThat(answer.getHeader("Set-Cookie")).doesNotContain("__Host-");
  }

  @Test
  void pagesOfAPersonAreKeptByNobody() {
    Cookie session = cookie(signIn(false), "SESSION");
    for (String page : List.of("/", "/courses")) {
      MockHttpServletResponse answer = browser.get().uri(page).cookie(session).exchange().getResponse();
      assertThat(answer.getStatus()).isEqualTo(200);
      assertThat(answer.getHeader("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void twoRequestsOfOneBrowserMayKeepTheSameThingInItsSessionAtTheSameMoment() {
    keepTwice(sessions);
  }

  private static <S extends Session> void keepTwice(SessionRepository<S> sessions) {
    S session = sessions.createSession();
    sessions.save(session);
    S one = sessions.findById(session.getId());
    S other = sessions.findById(session.getId());
    one.setAttribute("kept", "by one");
    other.setAttribute("kept", "by the other");

    sessions.save(one);
    sessions.save(other);

    assertThat(sessions.findById(session.getId()).<String>getAttribute("kept")).isEqualTo("by the other");
  }

  @Test
  void everyCookieIsOutOfReachOfScriptsAndOfOtherSites() {
    MockHttpServletResponse answer = signIn(false);

    assertThat(answer.getCookies())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            cookie -> {
              assertThat(cookie.isHttpOnly()).as(cookie.getName()).isTrue();
              assertThat(cookie.getAttribute("SameSite")).as(cookie.getName()).isEqualTo("Lax");
              assertThat(cookie.getPath()).isEqualTo("/");
              assertThat(cookie.getDomain()).isNull();
            });
  }

  @Test
  void behindHttpsCookiesAreTiedToThisHost() {
    MockHttpServletResponse answer = signIn(true);
    List<String> given = Arrays.stream(answer.getCookies()).filter(cookie -> cookie.getMaxAge() != 0).map(Cookie::getName).toList();

    assertThat(given).contains("__Host-SESSION", "__Host-remember").doesNotContain("SESSION", "remember", "csrf");
    assertThat(answer.getHeaders("Set-Cookie")).allSatisfy(cookie -> assertThat(cookie).contains("Secure", "HttpOnly", "Path=/"));

    Cookie session = cookie(answer, "__Host-SESSION");
    assertThat(browser.get().uri("/").secure(true).cookie(session)).hasStatusOk().bodyText().contains(lena.givenName());
    assertThat(browser.get().uri("/").secure(true).accept(MediaType.TEXT_HTML).cookie(new Cookie("SESSION", session.getValue())))
        .as("what a neighbour under the same domain could have planted")
        .hasRedirectedUrl("/sign-in");
  }

  @Test
  void signingInGivesANewSession() {
    Cookie before = cookie(browser.get().uri("/courses").accept(MediaType.TEXT_HTML).exchange().getResponse(), "SESSION");

    Cookie after = cookie(signIn(false, before), "SESSION");

    assertThat(after.getValue()).isNotEqualTo(before.getValue());
    assertThat(browser.get().uri("/").accept(MediaType.TEXT_HTML).cookie(before)).hasRedirectedUrl("/sign-in");
    assertThat(browser.get().uri("/").cookie(after)).hasStatusOk();
  }

  @Test
  void aSessionIsCalledByMoreThanAHundredAndTwentyEightRandomBits() {
    Set<String> ids = Stream.generate(() -> cookie(signIn(false), "SESSION").getValue()).limit(3).collect(Collectors.toSet());

    assertThat(ids).hasSize(3).allSatisfy(id -> assertThat(Base64.getUrlDecoder().decode(id)).hasSize(27));
  }

  @Test
  void aSessionThatNobodyUsedForTwelveHoursIsOver() {
    Cookie session = cookie(signIn(false), "SESSION");
    assertThat(
            jdbc.sql("select distinct max_inactive_interval from spring_session where principal_name = ?")
                .param(lena.id().toString())
                .query(Integer.class)
                .list())
        .containsExactly(12 * 60 * 60);

    jdbc.sql("update spring_session set last_access_time = last_access_time - 43201000 where principal_name = ?").param(lena.id().toString()).update();

    assertThat(browser.get().uri("/").accept(MediaType.TEXT_HTML).cookie(session)).hasRedirectedUrl("/sign-in");
  }

  @Test
  void afterSigningOutTheSessionAndTheRememberedDeviceOpenNothing() {
    MockHttpServletResponse in = signIn(true);
    Cookie session = cookie(in, "__Host-SESSION");
    Cookie device = cookie(in, "__Host-remember");

    MockHttpServletResponse out = browser.post().uri("/sign-out").secure(true).cookie(session, device).with(csrf()).exchange().getResponse();

    assertThat(out.getHeader("Clear-Site-Data")).isEqualTo("\"cache\"");
    assertThat(browser.get().uri("/").secure(true).accept(MediaType.TEXT_HTML).cookie(session, device)).hasRedirectedUrl("/sign-in");
  }

  @Test
  void nobodySignsOutByALink() {
    Cookie session = cookie(signIn(false), "SESSION");

    browser.get().uri("/sign-out").cookie(session).exchange();

    assertThat(browser.get().uri("/").cookie(session)).hasStatusOk();
  }

  @Test
  void aStrangersAddressAndAWrongPasswordAreToldAlike() {
    assertThat(refusal("nobody" + UUID.randomUUID() + "@people.example")).isEqualTo(refusal(lena.email()));
  }

  @Test
  void whoCameInAndWhoWasRefusedIsInTheLogWithoutWhatTheyTyped(CapturedOutput log) {
    signIn(false);
    refusal("typed-into-the-wrong-field@people.example");

    assertThat(log.getOut())
        .contains("Person " + lena.id() + " signed in from 127.0.0.1", "A sign-in from 127.0.0.1 was refused: BadCredentialsException")
        .doesNotContain(lena.email(), PASSWORD, "typed-into-the-wrong-field");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void nothingIsChangedWithoutOurToken(String method) {
    Cookie session = cookie(signIn(false), "SESSION");
    for (String address : List.of("/", "/courses/new", "/lectures/1/commands", "/lectures/1/watch", "/theme", "/sign-out", "/admin/people/new")) {
      assertThat(browser.method(HttpMethod.valueOf(method)).uri(address).cookie(session)).as(method + " " + address).hasStatus(403);
    }
  }

  private MockHttpServletResponse overHttps(String address) {
    return browser.get().uri(address).secure(true).exchange().getResponse();
  }

  /** The page, without what differs from request to request. */
  private String refusal(String email) {
    var answer = browser.post().uri("/sign-in").param("email", email).param("password", "wrong").with(csrf()).exchange();
    Object why = answer.getRequest().getAttribute("SPRING_SECURITY_LAST_EXCEPTION");
    return answer.getResponse().getStatus() + " " + answer.getResponse().getForwardedUrl() + " " + why;
  }

  private MockHttpServletResponse signIn(boolean https, Cookie... cookies) {
    var request =
        browser.post().uri("/sign-in").secure(https).param("email", lena.email()).param("password", PASSWORD).param("remember", "on").with(csrf());
    return (cookies.length == 0 ? request : request.cookie(cookies)).exchange().getResponse();
  }

  private static Cookie cookie(MockHttpServletResponse answer, String name) {
    assertThat(answer.getCookie(name)).as(name).isNotNull();
    return answer.getCookie(name);
  }
}
