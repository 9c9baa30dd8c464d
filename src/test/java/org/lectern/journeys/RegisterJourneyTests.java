package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;

/** An hour that Lena saw in whole and Mei from the eleventh minute on, read and decided about in browsers. */
class RegisterJourneyTests extends Journey {

  private LectureId held;

  @BeforeEach
  void anHourThatWasTaught() {
    held = classroom.endedLecture(course, Duration.ofHours(1));
    classroom.seal(held);
    classroom.wasThere(held, amara, 0, 60);
    classroom.wasThere(held, lena, 0, 60);
    classroom.wasThere(held, mei, 11, 60);
  }

  @Test
  void theInstructorCorrectsByKeyboardAloneAndTheStudentReadsIt() {
    Page instructor = page(amara);
    open(instructor, "");
    tabTo(instructor, "Find a person");
    instructor.keyboard().type("mei");
    instructor.keyboard().press("Enter");
    assertThat(instructor.locator("tbody tr")).hasCount(1);
    instructor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Late 11 min")).focus();
    instructor.keyboard().press("Enter");
    assertThat(instructor.locator(".att-sentence")).containsText("11 min after the start, limit 10 min. There for 49 of the 60 minutes that count.");

    tabTo(instructor, "Status");
    instructor.keyboard().type("Pres");
    instructor.keyboard().press("Tab");
    instructor.keyboard().type("The tram stood still.");
    instructor.keyboard().press("Tab");
    instructor.keyboard().press("Enter");
    assertThat(instructor.getByText("Late → Present")).isVisible();

    Page student = page(mei);
    open(student, "/me");
    assertThat(student.getByText("Present, as corrected by hand.")).isVisible();
  }

  @Test
  void aStudentSaysBeforehandThatTheyAreAwayAndIsExcused() {
    Page student = page(mei);
    open(student, "/me");
    Locator upcoming = student.locator(".att-row").filter(new Locator.FilterOptions().setHasText("Upcoming"));
    upcoming.getByText("Give notice of absence").click();
    upcoming.getByLabel("Why you are away").fill("At the dentist");
    upcoming.getByText("Send to your instructor").click();
    assertThat(student.getByText("At the dentist")).isVisible();

    Page instructor = page(amara);
    open(instructor, "");
    instructor.getByText("Notice given").click();
    instructor.getByLabel("Decision").selectOption("EXCUSED");
    button(instructor, "Save the decision").click();

    student.reload();
    assertThat(student.getByText("Excused").first()).isVisible();
  }

  @Test
  void theFileToTakeAwayHasTheColumnsOnTheScreen() throws IOException {
    Page instructor = page(amara);
    open(instructor, "?sessions=HELD");
    button(instructor, "Export").click();
    Download download = instructor.waitForDownload(() -> instructor.getByText("CSV").click());

    List<String> lines = Files.readAllLines(download.path());
    for (String column : instructor.locator("thead th").allInnerTexts()) {
      assertThat(lines.getFirst()).contains(column.lines().toList().getLast());
    }
    assertThat(lines.getFirst()).contains("Plate tectonics\",Covered,Credit");
    assertThat(lines).anySatisfy(line -> assertThat(line).contains("Mei Chen," + mei.email() + ",Late 11 min"));
  }

  @Test
  void everyPageIsAccessibleInBothThemesAndFitsASmallPhone() {
    List<String> complaints = new ArrayList<>();
    Page instructor = page(amara);
    for (String path : List.of("", "/policy", "/people/" + mei.id(), "/lectures/" + held, "/lectures/" + held + "/people/" + mei.id())) {
      examine(instructor, path, complaints);
    }
    examine(page(mei), "/me", complaints);
    assertThat(complaints).isEmpty();
  }

  private void examine(Page page, String path, List<String> complaints) {
    page.setViewportSize(320, 640);
    open(page, path);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      int tooWide = ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
      if (tooWide > 0) {
        complaints.add(path + " scrolls sideways by " + tooWide + " " + theme);
      }
      for (String violation : Accessibility.violations(page)) {
        complaints.add(path + " " + theme + " " + violation);
      }
    }
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void open(Page page, String path) {
    page.navigate("http://localhost:" + port + "/courses/" + course.id() + "/attendance" + path);
  }

  private Page page(User person) {
    BrowserContext context = browser.newContext();
    context.addCookies(
        List.of(
            new Cookie("SESSION", classroom.cookie(person).substring("SESSION=".length()))
                .setUrl("http://localhost:" + port)));
    return context.newPage();
  }
}
