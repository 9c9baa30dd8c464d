package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.Browsers;
import org.lectern.support.RunningServer;

/** The packaged server on an empty home, as whoever installs it meets it. */
class FirstRunJourneyTests {

  private static final Pattern CODE = Pattern.compile("enter this code: ([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})");
  private static final String EMAIL = "ingrid@school.example";
  private static final String PASSWORD = "a long enough password";

  @TempDir Path home;

  @Test
  void whoReadsTheLogBecomesTheFirstAdminAndStaysSignedInOnThisDeviceUntilSigningOut() throws IOException {
    try (RunningServer server = RunningServer.start(home);
        Browsers browsers = new Browsers()) {
      Browser chromium = browsers.open();
      theWellKnownPasswordOpensNothing(server);

      Page page = chromium.newPage();
      page.navigate(server.uri("/").toString());
      assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Set up Lectern"))).isVisible();
      setUp(page, "AAAA-BBBB-CCCC", PASSWORD);
      assertThat(page.getByText("This is not the code in the log.")).isVisible();
      setUp(page, codeInTheLog(), "ingrid@school");
      assertThat(page.getByText("This password is little more than your name")).isVisible();
      setUp(page, codeInTheLog().toLowerCase(), PASSWORD);
      assertThat(page.getByText("Administrator created.")).isVisible();
      assertThat(page.request().get(server.uri("/set-up").toString()).status()).isEqualTo(404);

      signIn(page, true);
      forgetTheSession(page.context());
      page.reload();
      assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ingrid Solheim"))).isVisible();

      signOut(page);
      assertThat(page.getByText("You are signed out.")).isVisible();
      page.navigate(server.uri("/admin/people").toString());
      assertThat(page).hasURL(Pattern.compile("/sign-in$"));

      signIn(page, false);
      forgetTheSession(page.context());
      page.reload();
      assertThat(page).hasURL(Pattern.compile("/sign-in$"));
    }
  }

  private void theWellKnownPasswordOpensNothing(RunningServer server) throws IOException {
    assertThat(log()).doesNotContain("amara@lectern.example");
    assertThatThrownBy(() -> server.signIn("amara@lectern.example", "lectern-demo")).isInstanceOf(AssertionError.class);
  }

  private static void setUp(Page page, String code, String password) {
    page.getByLabel("Set-up code").fill(code);
    page.getByLabel("Name").fill("Ingrid Solheim");
    page.getByLabel("Email").fill(EMAIL);
    page.getByLabel("Password").fill(password);
    press(page, "Create administrator");
  }

  private static void signIn(Page page, boolean remember) {
    page.getByLabel("Email").fill(EMAIL);
    page.getByLabel("Password").fill(PASSWORD);
    page.getByLabel("Keep me signed in on this device").setChecked(remember);
    press(page, "Sign in");
    page.waitForURL(url -> !url.contains("/sign-in"));
  }

  private static void signOut(Page page) {
    press(page, "Ingrid Solheim");
    press(page, "Sign out");
  }

  /** As when the browser was closed, or the session expired. */
  private static void forgetTheSession(BrowserContext browser) {
    browser.clearCookies(new BrowserContext.ClearCookiesOptions().setName("SESSION"));
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }

  private String codeInTheLog() throws IOException {
    Matcher code = CODE.matcher(log());
    assertThat(code.find()).as("a code in the log").isTrue();
    return code.group(1);
  }

  private String log() throws IOException {
    return Files.readString(home.resolve("server.log"));
  }
}
