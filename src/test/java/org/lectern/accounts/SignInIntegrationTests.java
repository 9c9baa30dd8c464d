package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.servlet.http.Cookie;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PageTest
@ExtendWith(OutputCaptureExtension.class)
class SignInIntegrationTests {

  private static final String PASSWORD = "a long enough password";

  @Autowired MockMvcTester browser;
  @Autowired Users users;
  @Autowired PasswordLinks links;
  @Autowired Classroom classroom;

  @Test
  void theRightPasswordOpensTheHomePage() {
    User lena = person(PASSWORD);

    MvcTestResult answer = signIn(lena.email(), PASSWORD);

    assertThat(answer).hasStatus3xxRedirection().hasRedirectedUrl("/");
    assertThat(browser.get().uri("/").cookie(session(answer))).hasStatusOk().bodyText().contains(lena.givenName());
  }

  @Test
  void theAddressIsReadWithoutRegardToCase() {
    User lena = person(PASSWORD);

    assertThat(signIn(lena.email().toUpperCase(), PASSWORD)).hasRedirectedUrl("/");
  }

  @Test
  void aWrongPasswordIsToldInWordsAndTheAddressTypedIsKept() {
    User lena = person(PASSWORD);

    assertThat(signIn(lena.email(), "wrong"))
        .hasForwardedUrl("/sign-in/failed");
    assertThat(again(lena.email())).bodyText().contains("That password does not match this email.", lena.email());
  }

  @Test
  void someoneWithoutAPasswordYetCannotSignIn() {
    assertThat(signIn(classroom.person("Lena Fischer").email(), "")).hasForwardedUrl("/sign-in/failed");
  }

  @Test
  void whoMistypesSevenTimesComesInWithTheEighth() {
    User lena = person(PASSWORD);
    for (int i = 0; i < 7; i++) {
      signIn(lena.email(), "wrong");
    }

    assertThat(signIn(lena.email(), PASSWORD)).hasRedirectedUrl("/");
  }

  @Test
  void guessingIsSlowedDownEvenForWhoFindsTheRightPassword() {
    User lena = person(PASSWORD);
    for (int i = 0; i < 8; i++) {
      signIn(lena.email(), "wrong");
    }

    assertThat(signIn(lena.email(), PASSWORD)).hasForwardedUrl("/sign-in/failed");
  }

  @Test
  void whoGuessesDoesNotLockThePersonOut() {
    User lena = person(PASSWORD);
    for (int i = 0; i < 8; i++) {
      signIn(lena.email(), "wrong");
    }

    assertThat(signInFrom("198.51.100.7", lena.email(), PASSWORD)).hasRedirectedUrl("/");
  }

  @Test
  void guessingFromManyAddressesIsSlowedDownToo() {
    User lena = person(PASSWORD);
    for (int i = 0; i < 40; i++) {
      signInFrom("198.51.100." + i, lena.email(), "wrong");
    }

    assertThat(signInFrom("198.51.100.200", lena.email(), PASSWORD)).hasForwardedUrl("/sign-in/failed");
  }

  @Test
  void theSamplePasswordOpensNothingOutsideSampleMode() {
    User carriedOver = person(PasswordRules.SAMPLE_PASSWORD);

    assertThat(signIn(carriedOver.email(), PasswordRules.SAMPLE_PASSWORD)).hasForwardedUrl("/sign-in/failed");
  }

  @Test
  void whoIsDeactivatedIsSignedOutAtOnceAndStaysOut() {
    User lena = person(PASSWORD);
    Cookie session = session(signIn(lena.email(), PASSWORD));
    assertThat(browser.get().uri("/").cookie(session)).hasStatusOk();

    users.deactivate(lena.id());

    assertThat(browser.get().uri("/").accept(MediaType.TEXT_HTML).cookie(session)).hasRedirectedUrl("/sign-in");
    assertThat(signIn(lena.email(), PASSWORD)).hasForwardedUrl("/sign-in/failed");
  }

  @Test
  void aFormSentAfterTheSessionExpiredLeadsBackToItsPage() {
    User lena = person(PASSWORD);
    MvcTestResult sent =
        browser
            .post()
            .uri("/courses/new")
            .accept(MediaType.TEXT_HTML)
            .header(HttpHeaders.REFERER, "http://localhost/courses/new")
            .with(csrf())
            .exchange();
    assertThat(sent).hasRedirectedUrl("/sign-in");

    assertThat(
            browser
                .post()
                .uri("/sign-in")
                .cookie(session(sent))
                .param("email", lena.email())
                .param("password", PASSWORD)
                .with(csrf()))
        .hasRedirectedUrl("/courses/new");
  }

  @Test
  void aFormWithoutItsTokenIsRefusedInWords() {
    assertThat(browser.post().uri("/sign-in").accept(MediaType.TEXT_HTML)).hasStatus(403);
  }

  @Test
  void aProgramThatIsNotSignedInGetsAStatusAndNoForm() {
    assertThat(browser.get().uri("/courses").accept(MediaType.APPLICATION_JSON)).hasStatus(401);
  }

  @Test
  void aPasswordLinkWorksOnce() {
    User mei = classroom.person("Mei Chen");
    String link = links.create(mei.id());
    assertThat(browser.get().uri(link)).hasStatusOk().bodyText().contains("Mei Chen");

    assertThat(setPassword(link, PASSWORD)).hasRedirectedUrl("/sign-in");

    assertThat(setPassword(link, "another password")).hasStatus(410);
    assertThat(browser.get().uri(link)).hasStatus(410);
    assertThat(signIn(mei.email(), PASSWORD)).hasRedirectedUrl("/");
  }

  @Test
  void aNewPasswordLinkEndsTheOneBefore() {
    User mei = classroom.person("Mei Chen");
    String first = links.create(mei.id());
    links.create(mei.id());

    assertThat(browser.get().uri(first)).hasStatus(410);
  }

  @Test
  void weakPasswordsAreRefusedInWordsAndTheLinkStaysGood() {
    String link = links.create(classroom.person("Mei Chen").id());

    assertThat(setPassword(link, "short")).hasStatusOk().bodyText().contains("This password is too short.");
    assertThat(setPassword(link, "ü".repeat(40))).bodyText().contains("This password is too long.");
    assertThat(setPassword(link, PasswordRules.SAMPLE_PASSWORD)).bodyText().contains("Everybody can read this password");
    assertThat(setPassword(link, "Basketball1")).bodyText().contains("This is one of the commonest passwords");
    assertThat(setPassword(link, "Mei.Chen-2026")).bodyText().contains("This password is little more than your name");
    assertThat(setPassword(link, PASSWORD)).hasRedirectedUrl("/sign-in");
  }

  @Test
  void whoKnowsTheirPasswordChangesItAndSignsInWithTheNewOne() {
    User lena = person(PASSWORD);
    Cookie here = session(signIn(lena.email(), PASSWORD));

    assertThat(changePassword(here, "not the one", "quiet river stone")).hasStatusOk().bodyText().contains("This is not your current password.");
    assertThat(changePassword(here, PASSWORD, "short")).hasStatusOk().bodyText().contains("This password is too short.");
    assertThat(changePassword(here, PASSWORD, "qwertyuiop")).bodyText().contains("This is one of the commonest passwords");
    assertThat(changePassword(here, PASSWORD, "fischer@people.example")).bodyText().contains("This password is little more than your name");
    assertThat(changePassword(here, PASSWORD, "quiet river stone")).hasRedirectedUrl("/sign-in");

    assertThat(browser.get().uri("/courses").cookie(here).accept(MediaType.APPLICATION_JSON)).hasStatus(401);
    assertThat(signIn(lena.email(), PASSWORD)).hasForwardedUrl("/sign-in/failed");
    assertThat(signIn(lena.email(), "quiet river stone")).hasRedirectedUrl("/");
  }

  @Test
  void aBrowserLeftOpenIsNotEnoughToGuessThePassword(CapturedOutput log) {
    User lena = person(PASSWORD);
    Cookie leftOpen = session(signIn(lena.email(), PASSWORD));
    for (int guess = 0; guess < 8; guess++) {
      changePassword(leftOpen, "guess " + guess, "quiet river stone");
    }
    assertThat(changePassword(leftOpen, PASSWORD, "quiet river stone")).bodyText().contains("Too many attempts.");
    assertThat(log.getOut()).contains("Person " + lena.id() + " gave a wrong password when changing how they sign in");
  }

  @Test
  void aStrangerIsAskedToSignInBeforeAPasswordIsChanged() {
    assertThat(browser.get().uri("/password").accept(MediaType.TEXT_HTML)).hasStatus3xxRedirection();
  }

  @Test
  void whoChangesTheirPasswordKeepsThePageAroundIt() {
    Cookie here = session(signIn(person(PASSWORD).email(), PASSWORD));

    assertThat(browser.get().uri("/password").cookie(here)).bodyText().contains("class=\"appnav\"", "href=\"/account\"");
    assertThat(changePassword(here, "guess", "short")).bodyText().contains("class=\"appnav\"", "This password is too short.");
  }

  private MvcTestResult changePassword(Cookie signedIn, String current, String password) {
    return browser.post().uri("/password").cookie(signedIn).param("current", current).param("password", password).with(csrf()).exchange();
  }

  @Test
  void aLinkThatNeverWasIsToldLikeOneThatIsSpent() {
    assertThat(browser.get().uri("/password/guessed")).hasStatus(410);
  }

  @Test
  void setUpIsGoneOnceThereArePeople() {
    person(PASSWORD);

    assertThat(browser.get().uri("/set-up")).hasStatus(404);
  }

  @Test
  void pagesCarryAPolicyWithoutInlineScript() {
    String policy = browser.get().uri("/sign-in").exchange().getResponse().getHeader("Content-Security-Policy");

    assertThat(policy).contains("default-src 'none'").doesNotContain("script-src 'unsafe");
  }

  private User person(String password) {
    return users.create(UUID.randomUUID() + "@people.example", "Lena Fischer", null, password);
  }

  private MvcTestResult signIn(String email, String password) {
    return browser
        .post()
        .uri("/sign-in")
        .param("email", email)
        .param("password", password)
        .with(csrf())
        .exchange();
  }

  private MvcTestResult signInFrom(String address, String email, String password) {
    return browser
        .post()
        .uri("/sign-in")
        .param("email", email)
        .param("password", password)
        .with(csrf())
        .remoteAddress(address)
        .exchange();
  }

  private MvcTestResult again(String email) {
    return browser.post().uri("/sign-in/failed").param("email", email).with(csrf()).exchange();
  }

  private MvcTestResult setPassword(String link, String password) {
    return browser.post().uri(link).param("password", password).with(csrf()).exchange();
  }

  private static Cookie session(MvcTestResult answer) {
    return answer.getResponse().getCookie("SESSION");
  }
}
