package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The room for everyone: by keyboard alone, in both themes, on a phone, and light enough to arrive. */
class RoomAccessJourneyTests extends Journey {

  private static final long HEAVIEST_BYTES = 150_000;

  enum Look {
    LIGHT(ColorScheme.LIGHT, 1440, 900),
    DARK(ColorScheme.DARK, 1440, 900),
    PHONE(ColorScheme.LIGHT, 390, 844),
    PHONE_DARK(ColorScheme.DARK, 390, 844);

    private final ColorScheme scheme;
    private final int width;
    private final int height;

    Look(ColorScheme scheme, int width, int height) {
      this.scheme = scheme;
      this.width = width;
      this.height = height;
    }

    Browser.NewContextOptions options() {
      return new Browser.NewContextOptions()
          .setColorScheme(scheme)
          .setViewportSize(width, height)
          .setReducedMotion(ReducedMotion.REDUCE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingAxeFinds(Look look) {
    Seat instructor = seat(amara, look.options()), student = seat(lena, look.options());
    assertThat(Accessibility.violations(student.page)).as("waiting for the start").isEmpty();
    assertThat(Accessibility.violations(instructor.page)).as("before the start").isEmpty();
    instructor.startsTheSession();
    RoomJourneyTests.showSlides(instructor, 3);
    student.seesSlide(1);
    student.say("Hello @instructor, see https://example.org/");
    student.reads("Hello");
    student.button("Hand up").click();
    assertThat(instructor.page.locator(".hand")).hasCount(1);
    assertThat(Accessibility.violations(student.page)).as("a student, hand up").isEmpty();
    assertThat(Accessibility.violations(instructor.page)).as("the instructor").isEmpty();

    student.tab("People").click();
    instructor.tab("Chat").click();
    instructor.button("Let speak").or(instructor.tab("People")).first().focus();
    assertThat(Accessibility.violations(student.page)).as("a student, people").isEmpty();
    assertThat(Accessibility.violations(instructor.page)).as("the instructor, chat").isEmpty();
    assertThat((Integer) student.page.evaluate("document.documentElement.scrollWidth - innerWidth")).isLessThanOrEqualTo(0);
  }

  /** A screen of 1280 by 1024 enlarged to 400 %, as WCAG 2.2 asks in 1.4.10. */
  @Test
  void aStudentTakesPartOnAPageEnlargedFourTimes() {
    Seat instructor = seat(amara), student = seat(lena, new Browser.NewContextOptions().setViewportSize(320, 256));
    instructor.startsTheSession();
    student.say("I read with large letters.");
    student.reads("I read with large letters.");
    student.button("Hand up").click();
    assertThat(instructor.page.locator(".hand")).hasCount(1);
    student.tab("People").click();
    assertThat(student.people().first()).isVisible();

    assertThat(Accessibility.violations(student.page)).isEmpty();
    assertThat((Integer) student.page.evaluate("document.documentElement.scrollWidth - innerWidth")).isLessThanOrEqualTo(0);
  }

  @Test
  void aStudentTakesPartByKeyboardAlone() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    tabTo(student.page, "Message everyone");
    student.page.keyboard().type("By keyboard h l");
    student.page.keyboard().press("Enter");
    student.reads("By keyboard h l");
    assertThat(instructor.page.locator(".hand")).hasCount(0);

    tabTo(student.page, "Devices"); // the first tool of one who was not called; arrows lead to the others
    student.page.keyboard().press("ArrowRight");
    assertThat(student.button("Hand up")).isFocused();
    student.page.keyboard().press("Enter");
    assertThat(instructor.page.locator(".hand")).hasCount(1);
    assertThat(student.page.locator("lectern-hand-tool .tool")).hasAttribute("aria-pressed", "true");
    student.page.keyboard().press("Escape");
    student.page.keyboard().press("ArrowRight");
    student.page.keyboard().press("ArrowRight");
    student.page.keyboard().press("Space");
    assertThat(student.button("I’m lost")).hasAttribute("aria-pressed", "true");
    student.page.keyboard().press("h");
    assertThat(instructor.page.locator(".hand")).hasCount(0);

    student.page.keyboard().press("3");
    assertThat(student.tab("People")).isFocused();
    student.page.keyboard().press("ArrowLeft");
    assertThat(student.tab("Questions")).isFocused();
    student.page.keyboard().press("ArrowLeft");
    assertThat(student.tab("Chat")).isFocused();
    student.page.keyboard().press("?");
    assertThat(student.page.locator("#shortcuts")).isVisible();
    student.page.keyboard().press("Escape");
    assertThat(student.tab("Chat")).isFocused();
  }

  @Test
  void anInstructorTeachesByKeyboardAlone() {
    Seat instructor = seat(amara), student = seat(lena);
    tabTo(instructor.page, "Start session");
    instructor.page.keyboard().press("Enter");
    assertThat(student.room()).hasAttribute("data-phase", "live");
    student.button("Hand up").click();
    assertThat(instructor.button("Let speak")).isVisible();
    tabTo(instructor.page, "Let speak");
    instructor.page.keyboard().press("Enter");
    assertThat(student.page.locator(".floor-you")).isVisible();
    tabTo(instructor.page, "End session");
    instructor.page.keyboard().press("Enter");
    assertThat(instructor.page.locator("#end-session")).isVisible();
    instructor.page.keyboard().press("Tab");
    instructor.page.keyboard().press("Enter");
    assertThat(student.room()).hasAttribute("data-phase", "ended");
  }

  @Test
  void theRoomArrivesInUnder150KilobytesBeforeFontsAndSlides() {
    Seat student = seat(lena);
    List<Response> answers = new ArrayList<>();
    Page fresh = student.page.context().browser().newContext().newPage();
    fresh.context().addCookies(student.page.context().cookies());
    fresh.onResponse(answers::add);
    fresh.navigate(student.page.url());
    assertThat(fresh.locator("lectern-room")).hasAttribute("data-line", "live");
    long bytes =
        List.copyOf(answers).stream() // asking for a size lets others arrive
            .filter(answer -> !answer.url().endsWith(".woff2"))
            .mapToLong(answer -> answer.request().sizes().responseBodySize)
            .sum();
    assertThat(bytes).as("compressed bytes of %d answers", answers.size()).isBetween(20_000L, HEAVIEST_BYTES);
    fresh.context().close();
  }
}
