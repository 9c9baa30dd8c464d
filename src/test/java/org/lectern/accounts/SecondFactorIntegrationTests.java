package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lectern.support.Authenticator;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What is asked beside the password of those who switched it on. */
@PageTest
@ExtendWith(OutputCaptureExtension.class)
class SecondFactorIntegrationTests {

  private static final String PASSWORD = "a long enough password";

  @LocalServerPort int port;
  @Autowired MockMvcTester browser;
  @Autowired Users users;
  @Autowired SecondFactors secondFactors;
  @Autowired PasswordLinks links;
  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;
  @Autowired SessionRepository<? extends Session> sessions;

  User lena;
  Cookie[] laptop;
  Authenticator phone;
  String usedCode;
  List<String> recoveryCodes;

  @BeforeEach
  void someoneSwitchesItOn() {
    lena = users.create(UUID.randomUUID() + "@people.example", "Lena Fischer", null, PASSWORD);
    opensThePageWithTheKey();
    recoveryCodes = switchOn();
  }

  private void opensThePageWithTheKey() {
    laptop = password().getResponse().getCookies();
    phone = new Authenticator(found("<code class=\"key\">([A-Z2-7 ]+)</code>", page("/account/second-factor", laptop)).getFirst());
  }

  @Test
  void itIsSwitchedOnWithThePasswordAndACode() {
    lena = users.create(UUID.randomUUID() + "@people.example", "Lena the Second", null, PASSWORD);
    opensThePageWithTheKey();

    assertThat(prove("/account/second-factor", "wrong", phone.code())).bodyText().contains("This is not your current password.");
    assertThat(prove("/account/second-factor", PASSWORD, "000 000")).bodyText().contains("This code does not work.");
    assertThat(secondFactors.isOn(lena.id())).isFalse();
    assertThat(switchOn()).hasSize(8).doesNotHaveDuplicates();
    assertThat(secondFactors.isOn(lena.id())).isTrue();
    assertThat(page("/account", laptop)).bodyText().contains("8 recovery codes are left.");
  }

  @Test
  void thePasswordAloneOpensNoPageAndNoRoom() {
    var course = classroom.course(classroom.person("Amara Osei"));
    MvcTestResult half = password();

    assertThat(half).hasRedirectedUrl("/sign-in/code");
    Cookie[] cookies = half.getResponse().getCookies();
    assertThat(page("/", cookies)).hasRedirectedUrl("/sign-in");
    assertThat(page("/account", cookies)).hasRedirectedUrl("/sign-in");
    String session = "SESSION=" + named("SESSION", cookies)[0].getValue();
    assertThat(RoomClient.silent(port, session, classroom.lecture(course).id().value()).closeCode()).isEqualTo(4401);
    assertThat(page("/sign-in/code", cookies)).hasStatusOk().bodyText().contains("Enter your code");
  }

  @Test
  void theCodeOpensTheRestAndWorksOnce() {
    assertThat(code(password(), usedCode)).as("used when it was switched on").hasForwardedUrl("/sign-in/code/failed");

    String next = phone.nextCode();
    MvcTestResult in = code(password(), next.replaceAll("(...)", "$1 "));

    assertThat(in).hasRedirectedUrl("/");
    assertThat(page("/", in.getResponse().getCookies())).hasStatusOk().bodyText().contains("Lena");
    assertThat(code(password(), next)).hasForwardedUrl("/sign-in/code/failed");
  }

  @Test
  void eachHalfOfASignInGivesANewSession() {
    Cookie planted = named("SESSION", page("/courses").getResponse().getCookies())[0];
    MvcTestResult half = password(planted);
    Cookie between = named("SESSION", half.getResponse().getCookies())[0];
    MvcTestResult in = code(half, phone.nextCode());

    assertThat(between.getValue()).isNotEqualTo(planted.getValue());
    assertThat(page("/", planted)).hasRedirectedUrl("/sign-in");
    assertThat(page("/", between)).hasRedirectedUrl("/sign-in");
    assertThat(in.getResponse().getRedirectedUrl()).as("the page asked for first").endsWith("/courses");
  }

  @Test
  void aRecoveryCodeWorksOnceAndIsKeptByItsHashAlone(CapturedOutput log) {
    String code = recoveryCodes.getFirst();

    assertThat(code(password(), code)).hasRedirectedUrl("/");
    assertThat(code(password(), code)).hasForwardedUrl("/sign-in/code/failed");
    assertThat(code(password(), recoveryCodes.getLast().replace(" ", ""))).hasRedirectedUrl("/");
    assertThat(log.getOut()).contains("Person " + lena.id() + " has used a recovery code and has 6 left").doesNotContain(code);
    assertThat(jdbc.sql("select hash from recovery_code where user_id = ?").param(lena.id().value()).query(String.class).list())
        .hasSize(6)
        .allSatisfy(hash -> assertThat(hash).startsWith("{bcrypt}"));
  }

  @Test
  void guessingACodeIsSlowedDownEvenForWhoFindsTheRightOne() {
    MvcTestResult half = password();
    for (int i = 0; i < 8; i++) {
      assertThat(code(half, "00000" + i)).hasForwardedUrl("/sign-in/code/failed");
    }

    MvcTestResult right = code(half, phone.nextCode());

    assertThat(right).hasForwardedUrl("/sign-in/code/failed");
    assertThat(right.getRequest().getAttribute("SPRING_SECURITY_LAST_EXCEPTION")).isInstanceOf(TooManyAttemptsException.class);
    assertThat(page("/", half.getResponse().getCookies())).hasRedirectedUrl("/sign-in");
  }

  @Test
  void aCodeWithoutAPasswordBeforeItIsAskedForThePassword() {
    assertThat(browser.post().uri("/sign-in/code").param("code", phone.nextCode()).with(csrf())).hasForwardedUrl("/sign-in/code/failed");
    assertThat(browser.post().uri("/sign-in/code/failed").with(csrf())).hasRedirectedUrl("/sign-in");
    assertThat(page("/sign-in/code")).hasRedirectedUrl("/sign-in");
  }

  @Test
  void whoTakesLongerThanTenMinutesForTheCodeStartsAgain() {
    MvcTestResult half = password();
    tenMinutesPass(sessions, named("SESSION", half.getResponse().getCookies())[0].getValue());

    assertThat(code(half, phone.nextCode())).hasForwardedUrl("/sign-in/code/failed");
    assertThat(page("/sign-in/code", half.getResponse().getCookies())).hasRedirectedUrl("/sign-in");
  }

  @Test
  void aDeviceIsRememberedAfterBothAndNotSinceBefore() {
    lena = users.create(UUID.randomUUID() + "@people.example", "Lena the Second", null, PASSWORD);
    Cookie[] before = named("remember", form(lena).param("remember", "on").exchange().getResponse().getCookies());
    opensThePageWithTheKey();
    switchOn();
    assertThat(page("/", laptop)).as("where it was switched on").hasStatusOk();
    assertThat(page("/", before)).hasRedirectedUrl("/sign-in");

    MvcTestResult half = form(lena).param("remember", "on").exchange();
    assertThat(half).hasRedirectedUrl("/sign-in/code?remember=on");
    assertThat(named("remember", half.getResponse().getCookies())).allSatisfy(cookie -> assertThat(cookie.getMaxAge()).isZero());
    MvcTestResult in =
        browser.post().uri("/sign-in/code").cookie(half.getResponse().getCookies()).param("code", phone.nextCode()).param("remember", "on").with(csrf()).exchange();

    assertThat(page("/", named("remember", in.getResponse().getCookies()))).hasStatusOk();
  }

  @Test
  void aNewPasswordByALinkDoesNotGetAroundIt() {
    String link = links.create(lena.id());
    browser.post().uri(link).param("password", "quiet river stone").with(csrf()).exchange();

    assertThat(browser.post().uri("/sign-in").param("email", lena.email()).param("password", "quiet river stone").with(csrf()))
        .hasRedirectedUrl("/sign-in/code");
  }

  @Test
  void itIsSwitchedOffWithThePasswordAndACode() {
    assertThat(prove("/account/second-factor/removal", PASSWORD, "000000")).bodyText().contains("This code does not work.");
    assertThat(prove("/account/second-factor/removal", "wrong", phone.nextCode())).bodyText().contains("This is not your current password.");
    assertThat(secondFactors.isOn(lena.id())).isTrue();

    assertThat(prove("/account/second-factor/removal", PASSWORD, phone.nextCode())).hasRedirectedUrl("/account");

    assertThat(password()).hasRedirectedUrl("/");
  }

  private MvcTestResult password(Cookie... cookies) {
    return (cookies.length == 0 ? form(lena) : form(lena).cookie(cookies)).exchange();
  }

  private MockMvcTester.MockMvcRequestBuilder form(User person) {
    return browser.post().uri("/sign-in").param("email", person.email()).param("password", PASSWORD).with(csrf());
  }

  private MvcTestResult code(MvcTestResult half, String code) {
    return browser.post().uri("/sign-in/code").cookie(half.getResponse().getCookies()).param("code", code).with(csrf()).exchange();
  }

  private List<String> switchOn() {
    usedCode = phone.code();
    MvcTestResult on = prove("/account/second-factor", PASSWORD, usedCode);
    assertThat(on).hasRedirectedUrl("/account/second-factor");
    return found("<li>([0-9]{4} [0-9]{4} [0-9]{4})</li>", page("/account/second-factor", laptop));
  }

  private MvcTestResult prove(String address, String password, String code) {
    return browser.post().uri(address).cookie(laptop).param("current", password).param("code", code).with(csrf()).exchange();
  }

  private MvcTestResult page(String address, Cookie... cookies) {
    var request = browser.get().uri(address).accept(MediaType.TEXT_HTML);
    return (cookies.length == 0 ? request : request.cookie(cookies)).exchange();
  }

  private static List<String> found(String pattern, MvcTestResult page) {
    try {
      return Pattern.compile(pattern).matcher(page.getResponse().getContentAsString()).results().map((MatchResult match) -> match.group(1)).toList();
    } catch (java.io.UnsupportedEncodingException never) {
      throw new AssertionError(never);
    }
  }

  private static Cookie[] named(String name, Cookie[] cookies) {
    return Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(name)).toArray(Cookie[]::new);
  }

  private static <S extends Session> void tenMinutesPass(SessionRepository<S> sessions, String id) {
    S session = sessions.findById(id);
    session.setAttribute("signIn.half.since", session.<Instant>getAttribute("signIn.half.since").minus(Duration.ofMinutes(10)));
    sessions.save(session);
  }
}
