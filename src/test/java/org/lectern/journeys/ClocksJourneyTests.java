package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;

/**
 * Lena sits in New York and reads American, her computer is twenty minutes fast; Amara planned the lecture in Berlin. Both are told the same
 * moments.
 */
class ClocksJourneyTests extends Journey {

  private static final Duration FAST = Duration.ofMinutes(20);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private String there;
  private String there12;
  private String here;

  @BeforeEach
  void theStartOnBothClocks() {
    there = DateTimeFormatter.ofPattern("HH:mm", Locale.UK).format(lecture.startsAt().atZone(BERLIN));
    there12 = DateTimeFormatter.ofPattern("h:mm a", Locale.US).format(lecture.startsAt().atZone(BERLIN));
    here = DateTimeFormatter.ofPattern("h:mm a", Locale.US).format(lecture.startsAt().atZone(NEW_YORK));
  }

  @Test
  void aTimeThatIsLeftOutThatNightIsToldWhileItIsTypedAndRefused() {
    LocalDate night = LocalDate.of(lecture.startsAt().atZone(BERLIN).getYear() + 1, 3, 31).with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    Page instructor = page(amara, new Browser.NewContextOptions().setLocale("en-GB").setTimezoneId("Europe/Berlin"));
    open(instructor, "/courses/" + course.id() + "/lectures/new");
    instructor.getByLabel("Title").fill("Night sky");
    instructor.getByLabel("Day").fill(night.toString());
    instructor.getByLabel("Ends").fill("03:00");
    instructor.getByLabel("Starts").fill("02:30");
    assertThat(instructor.locator("plan-preview")).containsText("02:30 never comes on");

    plan(instructor);
    assertThat(instructor.locator("#start-error")).containsText("Choose a time before 02:00, or 03:00 or later.");
    assertThat(instructor.getByLabel("Starts")).hasValue(Pattern.compile("02:30(:00)?"));
    instructor.getByLabel("Ends").fill("04:30");
    instructor.getByLabel("Starts").fill("01:30");
    assertThat(instructor.locator("plan-preview")).containsText("01:30 to 04:30, 120 min");
    plan(instructor);
    assertThat(instructor.getByText("Planned: ")).containsText("01:30 to 04:30, 120 min");
  }

  private static void plan(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Plan session").setExact(true)).click();
  }

  @Test
  void everyPageTellsTheReadersTimeAndThePlannersBesideIt() {
    LectureId held = classroom.endedLecture(course, Duration.ofMinutes(60));
    classroom.seal(held);
    Page student = page(lena, new Browser.NewContextOptions().setLocale("en-US").setTimezoneId("America/New_York"));
    for (String path : List.of("/", "/courses/" + course.id(), "/lectures/" + lecture.id() + "/prepare", "/courses/" + course.id() + "/attendance/me")) {
      open(student, path);
      assertThat(student.locator("html")).hasAttribute("lang", "en-US");
      assertThat(student.locator("main")).containsText(spaced(here));
      assertThat(student.locator("main")).containsText(spaced(there12 + " in Berlin"));
    }
    open(student, "/lectures/" + lecture.id());
    assertThat(student.locator(".room-top")).containsText(spaced(here));
    assertThat(student.locator(".room-top")).containsText(spaced(there12 + " in Berlin"));

    Page instructor = page(amara, new Browser.NewContextOptions().setLocale("en-GB").setTimezoneId("Europe/Berlin"));
    String register = "/courses/" + course.id() + "/attendance";
    for (String path :
        List.of("/", "/courses/" + course.id(), "/lectures/" + lecture.id() + "/prepare", register + "/lectures/" + lecture.id(),
            register + "/lectures/" + lecture.id() + "/people/" + lena.id(), register + "/people/" + lena.id())) {
      open(instructor, path);
      assertThat(instructor.locator("html")).hasAttribute("lang", "en-GB");
      assertThat(instructor.locator("main")).containsText(there);
      assertThat(instructor.locator("main")).not().containsText(" in Berlin");
    }
    open(instructor, register);
    assertThat(instructor.locator("th[title*='%s']".formatted(there)).or(instructor.locator("th [title*='%s']".formatted(there))).first()).isVisible();
    open(instructor, "/lectures/" + lecture.id());
    assertThat(instructor.locator(".room-top")).containsText("Planned " + there);

    // Who chooses another clock in their account reads that, whatever the browser says.
    open(instructor, "/account");
    instructor.getByLabel("Time zone").selectOption("Asia/Tokyo");
    instructor.getByLabel("Language").selectOption("en-AU");
    instructor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save").setExact(true)).click();
    assertThat(instructor.locator("html")).hasAttribute("lang", "en-AU");
    open(instructor, "/courses/" + course.id());
    assertThat(instructor.locator("main")).containsText(spaced(there12.toLowerCase(Locale.ROOT) + " in Berlin"));
  }

  @Test
  void aBrowserThatIsFastNeitherReloadsForGoodNorCountsWrong() {
    BrowserContext context = context(lena, new Browser.NewContextOptions().setLocale("en-US").setTimezoneId("America/New_York"));
    context.clock().install(new Clock.InstallOptions().setTime(Instant.now().plus(FAST).toEpochMilli()));
    Page student = context.newPage();
    int[] loads = {0};
    student.onLoad(_ -> loads[0]++);
    open(student, "/courses/" + course.id());
    Locator until = student.locator("relative-time").first();
    context.clock().runFor(30_000);
    assertThat(until).hasText(Pattern.compile("in 1[45] min"));
    assertThat(loads[0]).isEqualTo(1);

    // On the page's clock it begins, though not yet on the server's: the page looks once and then waits.
    context.clock().runFor(Duration.ofMinutes(16).toMillis());
    assertThat(until).hasText(Pattern.compile("in 1[45] min"));
    assertThat(loads[0]).isEqualTo(2);
    context.clock().runFor(Duration.ofMinutes(16).toMillis());
    assertThat(until).hasText("in 0 min");
    assertThat(loads[0]).isEqualTo(2);

    // A page that was hidden may have slept.
    student.waitForRequest("**/now", () -> student.evaluate("document.dispatchEvent(new Event('visibilitychange'))"));

    open(student, "/lectures/" + lecture.id());
    assertThat(student.locator("lectern-overlay [data-part=left]")).hasText(Pattern.compile("1[0-5]:\\d\\d"));
  }

  @Test
  void whoHasTravelledReadsTheClockOfWhereTheyAreFromTheFirstPageOn() {
    BrowserContext context = context(lena, new Browser.NewContextOptions().setLocale("en-GB").setTimezoneId("Asia/Tokyo"));
    context.addCookies(List.of(new Cookie("zone", "Europe/Berlin").setUrl("http://localhost:" + port)));
    Page student = context.newPage();
    open(student, "/courses/" + course.id());

    assertThat(student.locator("html")).hasAttribute("data-zone", "Asia/Tokyo");
    assertThat(student.locator("main")).containsText(there + " in Berlin");
  }

  @Test
  void whatIsLeftInThePlanIsCountedByTheServersClock() {
    BrowserContext context = context(amara, new Browser.NewContextOptions().setLocale("en-GB").setTimezoneId("Europe/Berlin"));
    context.addInitScript(
        """
        const Right = Date;
        globalThis.Date = class extends Right {
          constructor(...given) { given.length ? super(...given) : super(Right.now() + %1$d); }
          static now() { return Right.now() + %1$d; }
        };"""
            .formatted(FAST.toMillis()));
    Page instructor = context.newPage();
    open(instructor, "/lectures/" + lecture.id());
    assertThat(instructor.locator("lectern-plan")).hasText(Pattern.compile("Planned for (\\w+ \\d+ \\w+, )?" + there)); // with its day where that is another one
    instructor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start session").setExact(true)).click();
    assertThat(instructor.locator("lectern-plan")).hasText(Pattern.compile("10[3-5] min left in plan"));
  }

  /** Some browsers put a space of another width before AM and PM. */
  private static Pattern spaced(String time) {
    return Pattern.compile(time.replace(" ", "\\s"));
  }

  private Page page(User person, Browser.NewContextOptions options) {
    return context(person, options).newPage();
  }

  /** A browser that has seen the door, as everybody's has, and signed in there. */
  private BrowserContext context(User person, Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    Page door = context.newPage();
    door.navigate("http://localhost:" + port + "/sign-in");
    door.close();
    context.addCookies(List.of(new Cookie("SESSION", classroom.cookie(person).substring("SESSION=".length())).setUrl("http://localhost:" + port)));
    return context;
  }

  private void open(Page page, String path) {
    page.navigate("http://localhost:" + port + path);
  }
}
