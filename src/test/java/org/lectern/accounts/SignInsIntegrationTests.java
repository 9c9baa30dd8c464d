package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Where people are signed in, for how long, and how they end it. */
@PageTest
class SignInsIntegrationTests {

  private static final String PASSWORD = "a long enough password";
  private static final String LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0";
  private static final String PHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";

  @Autowired MockMvcTester browser;
  @Autowired Users users;
  @Autowired OpenSessions openSessions;
  @Autowired JdbcClient jdbc;

  User lena;
  Cookie[] laptop;
  Cookie[] phone;

  @BeforeEach
  void someoneSignedInTwice() {
    lena = users.create(UUID.randomUUID() + "@people.example", "Lena Fischer", null, PASSWORD);
    laptop = signIn(lena, LAPTOP, false);
    phone = signIn(lena, PHONE, true);
  }

  @Test
  void peopleSeeInWordsWhereTheyAreSignedInAndNothingThatOpensIt() {
    assertThat(page("/account", laptop))
        .hasStatusOk()
        .bodyText()
        .containsSubsequence("Firefox on Windows", "Here", "Safari on iPhone", "Stays signed in")
        .doesNotContain(session(phone).getValue(), series());
  }

  @Test
  void peopleEndOneOfTheirSignInsAndWhatItsDeviceRemembers() {
    assertThat(open(phone)).isTrue();

    post("/account/sign-ins/ending", laptop, handleOf("Safari on iPhone"));

    assertThat(open(phone)).isFalse();
    assertThat(open(laptop)).isTrue();
  }

  @Test
  void peopleSignOutEverywhereElse() {
    Cookie[] hall = signIn(lena, LAPTOP, true);

    post("/account/sign-ins/others/ending", phone, "");

    assertThat(open(laptop)).isFalse();
    assertThat(open(hall)).isFalse();
    assertThat(open(phone)).isTrue();
    assertThat(open(remember(phone))).as("the device that asked is remembered as before").isTrue();
  }

  @Test
  void nobodyEndsTheSignInOfSomebodyElse() {
    User mei = users.create(UUID.randomUUID() + "@people.example", "Mei Chen", null, PASSWORD);

    post("/account/sign-ins/ending", signIn(mei, LAPTOP, false), handleOf("Safari on iPhone"));

    assertThat(open(phone)).isTrue();
  }

  @Test
  void aDeviceThatSignsInByItselfIsOnePlaceHoweverOften() {
    assertThat(open(remember(phone))).isTrue();

    assertThat(openSessions.of(lena.id(), "")).extracting(SignIn::device).containsExactlyInAnyOrder("Firefox on Windows", "Safari on iPhone");
  }

  @Test
  void tabsThatAreOpenedAtOnceAreAllSignedInByTheDevice() {
    assertThat(open(remember(phone))).isTrue();
    assertThat(open(remember(phone))).as("with the token of a moment ago").isTrue();

    assertThat(openSessions.of(lena.id(), "")).hasSize(2);
  }

  @Test
  void whoCopiedWhatADeviceRemembersOpensNothingAndAllDevicesAreForgotten() {
    Cookie[] next = remember(answerTo(remember(phone)));
    jdbc.sql("update persistent_logins set last_used = last_used - interval '1 minute' where username = ?").param(lena.id().toString()).update();

    assertThat(page("/", remember(phone))).hasRedirectedUrl("/sign-in");
    assertThat(page("/", next)).hasRedirectedUrl("/sign-in");
  }

  @Test
  void signingOutForgetsThisDeviceAndNoOther() {
    Cookie[] tablet = signIn(lena, LAPTOP, true);

    browser.post().uri("/sign-out").cookie(tablet).with(csrf()).exchange();

    assertThat(open(remember(tablet))).isFalse();
    assertThat(open(remember(phone))).isTrue();
  }

  @Test
  void afterADayTheNextPageAsksForThePasswordAndSaysWhyWhileWhatIsOpenGoesOn() {
    ago(Duration.ofHours(25));

    assertThat(program(laptop)).hasStatusOk();
    assertThat(page("/", laptop)).hasRedirectedUrl("/sign-in?again");
    assertThat(page("/sign-in?again")).bodyText().contains("You were signed in for a day.");
    assertThat(page("/", laptop)).hasRedirectedUrl("/sign-in");
    assertThat(page("/", phone)).as("remembered for longer").hasStatusOk();
  }

  @Test
  void afterADayAndAHalfNothingIsOpen() {
    ago(Duration.ofHours(37));

    assertThat(program(laptop)).hasStatus(401);
    assertThat(openSessions.of(lena.id(), "")).extracting(SignIn::device).containsExactly("Safari on iPhone");
  }

  @Test
  void aDeviceRemembersForThirtyDaysHoweverOftenItIsUsed() {
    jdbc.sql("update persistent_logins set first_used = first_used - interval '29 days' where username = ?").param(lena.id().toString()).update();
    Cookie[] next = answerTo(remember(phone));
    jdbc.sql("update persistent_logins set first_used = first_used - interval '2 days' where username = ?").param(lena.id().toString()).update();

    assertThat(page("/", remember(next))).hasRedirectedUrl("/sign-in");
  }

  private Cookie[] signIn(User person, String device, boolean remember) {
    var form = browser.post().uri("/sign-in").header(HttpHeaders.USER_AGENT, device).param("email", person.email()).param("password", PASSWORD);
    return (remember ? form.param("remember", "on") : form).with(csrf()).exchange().getResponse().getCookies();
  }

  private boolean open(Cookie[] cookies) {
    return page("/", cookies).getResponse().getStatus() == 200;
  }

  private Cookie[] answerTo(Cookie[] cookies) {
    MvcTestResult answer = page("/", cookies);
    assertThat(answer).hasStatusOk();
    return answer.getResponse().getCookies();
  }

  private MvcTestResult page(String address, Cookie... cookies) {
    var request = browser.get().uri(address).accept(MediaType.TEXT_HTML).header(HttpHeaders.USER_AGENT, PHONE);
    return (cookies.length == 0 ? request : request.cookie(cookies)).exchange();
  }

  private MvcTestResult program(Cookie... cookies) {
    return browser.get().uri("/courses").accept(MediaType.APPLICATION_JSON, MediaType.ALL).cookie(cookies).exchange();
  }

  private void post(String address, Cookie[] cookies, String which) {
    assertThat(browser.post().uri(address).cookie(cookies).param("which", which).with(csrf())).hasRedirectedUrl("/account");
  }

  private String handleOf(String device) {
    return openSessions.of(lena.id(), "").stream().filter(signIn -> signIn.device().equals(device)).findFirst().orElseThrow().handle();
  }

  private void ago(Duration time) {
    jdbc.sql("update spring_session set creation_time = creation_time - ? where principal_name = ?").params(time.toMillis(), lena.id().toString()).update();
  }

  private String series() {
    return jdbc.sql("select series from persistent_logins where username = ?").param(lena.id().toString()).query(String.class).single();
  }

  private static Cookie session(Cookie[] cookies) {
    return named("SESSION", cookies)[0];
  }

  private static Cookie[] remember(Cookie[] cookies) {
    return named("remember", cookies);
  }

  private static Cookie[] named(String name, Cookie[] cookies) {
    return Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(name)).toArray(Cookie[]::new);
  }
}
