package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.NotADeckException;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;

/** Questions come from a text into the bank, from the bank into the room, and what the class answered goes out again. */
class BankJourneyTests extends Journey {

  @Autowired DeckUploads uploads;

  @Test
  void pastedQuestionsAreAskedOnTheirSlideWithTwoKeysAndTakenAwayWithTheirAnswers() throws IOException, NotADeckException {
    uploads.add(lecture, amara, "Plates.pdf", new ByteArrayInputStream(Slides.pdf(2)));
    Seat instructor = seat(amara);
    Page page = instructor.anotherTab();
    page.navigate("http://localhost:%s/courses/%s/questions".formatted(port, course.id()));
    assertThat(page.getByText("No questions in the bank yet")).isVisible();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Paste or import")).click();
    page.getByLabel("Text", exactly()).fill("::Sink:: Why does it sink? {~It is thinner =It is denser####It is cold.}\n\nName a city. {}\n\nWhich? {=a -> b =c -> d}");
    assertThat(page.getByText("Lectern has no matching questions.")).isVisible();
    page.getByLabel("Tags for all").fill("week 6");
    assertThat(Accessibility.violations(page)).isEmpty();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add 2 questions")).click();
    assertThat(page.getByText("2 questions added.")).isVisible();
    assertThat(Accessibility.violations(page)).isEmpty();

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Why does it sink?")).click();
    page.locator(".bank-aside").getByText("Edit").click();
    page.getByLabel("On a slide of").selectOption(page.getByLabel("On a slide of").locator("option").nth(1).getAttribute("value"));
    page.getByLabel("Slide number").fill("1");
    page.getByLabel("Names", exactly()).selectOption("Staff see who answered what");
    assertThat(Accessibility.violations(page)).isEmpty();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
    assertThat(page.getByText("Question changed.")).isVisible();

    Seat student = seat(lena);
    instructor.page.reload();
    instructor.startsTheSession();
    instructor.page.waitForResponse(answer -> answer.url().contains("/bank?"), () -> instructor.page.keyboard().press("p"));
    assertThat(instructor.page.locator("[data-view=slide]")).hasAttribute("aria-pressed", "true");
    assertThat(Accessibility.violations(instructor.page)).isEmpty();
    instructor.page.keyboard().press("Enter");
    assertThat(student.page.locator("lectern-poll")).containsText("The class does not see your name.");
    student.page.keyboard().press("2");
    assertThat(student.page.locator("lectern-poll")).containsText("Sent.");
    instructor.button("End and show").click();
    assertThat(student.page.locator("lectern-poll")).containsText("It is cold.");

    page.reload();
    assertThat(page.locator(".bank-aside")).containsText("100% right");
    assertThat(page.locator(".bank-aside")).containsText("1 person");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Export")).click();
    Download export = page.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("GIFT")).click());
    assertThat(Files.readString(export.path())).contains("// [tag:week 6]", "=It is denser", "####It is cold.");
    page.navigate("http://localhost:%s/lectures/%s/polls?view=PEOPLE".formatted(port, lecture.id()));
    assertThat(page.locator("tr", new Page.LocatorOptions().setHasText(lena.name()))).containsText("1 of 1");
    assertThat(Accessibility.violations(page)).isEmpty();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Answers")).click();
    assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("It is denser"))).containsText("100%");
    assertThat(Accessibility.violations(page)).isEmpty();
    Download results = page.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("CSV")).click());
    assertThat(List.of(Files.readString(results.path()).split("\r\n"))).hasSize(3);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
