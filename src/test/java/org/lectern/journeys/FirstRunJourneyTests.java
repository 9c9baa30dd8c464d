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

  @Test
  void theSampleIsMadeWhileTheFirstPeopleAreInAndAStartAfterAKillGoesOnWithIt() {
    try (RunningServer server = RunningServer.start(home)) {
      holdTheSample(server);
    }
    try (RunningServer server = RunningServer.start(home, "--lectern.demo=true");
        Browsers browsers = new Browsers()) {
      Page page = browsers.open().newPage();
      page.navigate(server.uri("/sign-in").toString());
      assertThat(page.getByText("The sample courses are being made. You can sign in already.")).isVisible();
      page.getByLabel("Email").fill("lena@lectern.example");
      page.getByLabel("Password").fill("lectern-demo");
      press(page, "Sign in");
      assertThat(page.getByText("The sample courses are being made, and appear here in some seconds.")).isVisible();

      server.kill();
      endStatementsUnderWay(server);
      server.restart();
      page.reload();
      assertThat(page.getByText("The sample courses are being made, and appear here in some seconds.")).isVisible();
      assertThat(page.getByText("How continents move").first()).isHidden();

      letTheSampleGoOn(server, "lecture");
      assertThat(page.getByText("sample courses")).isVisible();
      letTheSampleGoOn(server, "entry");
      server.withSample();
      assertThat(page.getByText("How continents move").first()).isVisible();
      assertThat(page.getByText("sample courses")).isHidden();
      assertThat(server.database().sql("select count(*) from lecture where ended_at is not null").query(Integer.class).single()).isEqualTo(5);
    }
  }

  @Test
  void theCommandOfTheReadmeStartsQuicklyAndSaysWhatAPersonReads() throws IOException {
    try (RunningServer server = RunningServer.startAsTyped(home, "--lectern.demo=true").withSample()) {
      assertThat(log().lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(15);
      assertThat(log())
          .contains("Lectern 0.", "First start", "migrations ran", "Lectern is ready after", "Ctrl+C", "amara@lectern.example", "sample content is complete")
          .doesNotContain("Exception", "WARN", "ERROR", "\tat ");
      if (System.getProperty("os.name").equals("Linux")) {
        assertThat(ProcessHandle.of(server.pid()).orElseThrow().info().arguments().orElseThrow())
            .as("the same process has become the prepared one")
            .anyMatch(argument -> argument.startsWith("-XX:AOTCache="));
      }
    }
    assertThat(log()).doesNotContain("Exception");
  }

  @Test
  void whoStopsLecternWhileItMakesTheSampleReadsNoStackTrace() throws IOException {
    try (RunningServer server = RunningServer.start(home, "--lectern.demo=true")) {
      server.stop();
      assertThat(log()).containsPattern("The sample content is (not )?complete").doesNotContain("Exception", "\tat ");
    }
  }

  /** Whoever writes a lecture or an entry waits until the test says so. */
  private static void holdTheSample(RunningServer server) {
    server.database().sql("create table let_go (what text)").update();
    server.database()
        .sql(
            """
            create function hold() returns trigger language plpgsql as $$
            begin
              while not exists (select from let_go where what = tg_table_name) loop
                perform pg_sleep(0.05);
              end loop;
              return new;
            end $$
            """)
        .update();
    server.database().sql("create trigger hold before insert on lecture for each row execute function hold()").update();
    server.database().sql("create trigger hold before insert on entry for each row execute function hold()").update();
  }

  private static void letTheSampleGoOn(RunningServer server, String table) {
    server.database().sql("insert into let_go values (?)").param(table).update();
  }

  /** What waits in a database whose Lectern is gone would keep it from ending. */
  private static void endStatementsUnderWay(RunningServer server) {
    server.database().sql("select pg_terminate_backend(pid) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()").query().listOfRows();
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
