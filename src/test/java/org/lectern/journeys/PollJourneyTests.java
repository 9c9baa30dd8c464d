package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The class is asked, and answers. */
class PollJourneyTests extends Journey {

  @Test
  void aQuestionIsWrittenAnsweredWithAKeyAndShown() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    instructor.startsTheSession();
    ask(instructor, "Why does it sink?", "It is thinner\nIt is denser *", "Staff see who answered what");

    assertThat(poll(student.page)).containsText("The class does not see your name.");
    student.page.keyboard().press("2");
    assertThat(poll(student.page)).containsText("Sent. You can change it until the poll closes.");
    option(other.page, "It is thinner").check();
    other.button("Not sure").click();
    assertThat(poll(instructor.page)).containsText("2 have answered");
    assertThat(bar(instructor.page, "It is denser")).containsText("50%");
    instructor.button("Who answered what").click();
    assertThat(poll(instructor.page).locator("li")).hasCount(2);
    assertThat(poll(instructor.page).locator("li", new Locator.LocatorOptions().setHasText(lena.name()))).containsText("It is denser");
    assertThat(Accessibility.violations(instructor.page)).isEmpty();
    assertThat(Accessibility.violations(student.page)).isEmpty();

    instructor.button("End and show").click();
    assertThat(bar(student.page, "It is denser")).containsText("right");
    assertThat(bar(student.page, "It is denser")).containsText("your answer");
    assertThat(bar(other.page, "It is thinner")).containsText("your answer");
    assertThat(poll(other.page)).containsText("1 was not sure, and 0 of those were right.");
    student.button("Show as table").click();
    assertThat(poll(student.page).locator("tbody tr").last()).containsText("It is denser (right)");
    assertThat(Accessibility.violations(student.page)).isEmpty();
  }

  @Test
  void anAnswerIsOnesOwnOnEveryDeviceAndAfterTheLineWasAway() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    ask(instructor, "One word: what moves the plates?", "Heat\nWater", "Nobody sees who answered what");
    assertThat(poll(student.page)).containsText("Your name is not kept.");

    student.page.context().setOffline(true);
    option(student.page, "Heat").check();
    student.page.context().setOffline(false);
    assertThat(poll(student.page)).containsText("Sent.");
    Page phone = student.anotherTab();
    assertThat(option(phone, "Heat")).isChecked();

    instructor.button("End and show").click();
    assertThat(poll(phone)).containsText("Fewer than five have answered");
    assertThat(phone.locator("lectern-poll .bar")).hasCount(0);
    poll(phone).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close")).click();
    assertThat(poll(phone)).isHidden();
  }

  private static void ask(Seat instructor, String question, String answers, String names) {
    instructor.page.keyboard().press("p");
    instructor.page.getByLabel("Question", new Page.GetByLabelOptions().setExact(true)).fill(question);
    instructor.page.getByLabel("Answers, one a line").fill(answers);
    instructor.page.getByLabel("Names").selectOption(names);
    instructor.button("Run now").click();
    assertThat(poll(instructor.page)).containsText(Pattern.compile("Poll running.*1:\\d\\d left", Pattern.DOTALL));
  }

  private static Locator poll(Page page) {
    return page.locator("lectern-poll");
  }

  private static Locator option(Page page, String answer) {
    return poll(page).getByLabel(answer);
  }

  private static Locator bar(Page page, String answer) {
    return poll(page).locator(".bar", new Locator.LocatorOptions().setHasText(answer));
  }
}
