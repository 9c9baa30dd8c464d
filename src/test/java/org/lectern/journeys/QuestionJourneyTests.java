package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.event.Question;
import org.lectern.support.RecordedLecture;
import org.lectern.support.RecordedLecture.Said;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;

/** The class asks, votes, and is answered. */
class QuestionJourneyTests extends Journey {

  private static final String TRENCH = "Why no volcanoes at the trench?";
  private static final String PLATES = "What pushes the plates?";

  @Autowired RecordedLecture recorded;

  @Test
  void twoStudentsAskVoteAndAreAnswered() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    instructor.startsTheSession();

    student.page.keyboard().press("q");
    assertThat(student.page.locator("#ask-told")).hasText("Everyone sees your name beside it, now and in the replay.");
    student.page.getByLabel("Ask without my name").check();
    assertThat(student.page.locator("#ask-told")).containsText("The class does not see your name.");
    student.page.getByLabel("Ask a question").fill(TRENCH);
    student.page.keyboard().press("Enter");
    assertThat(question(student.page, TRENCH)).containsText("You,");
    other.page.keyboard().press("q");
    other.page.keyboard().type(PLATES);
    other.page.keyboard().press("Enter");
    assertThat(question(other.page, TRENCH)).containsText("Without a name");
    assertThat(other.page.locator("lectern-questions")).not().containsText(lena.name());
    instructor.tab("Questions").click();
    assertThat(question(instructor.page, TRENCH)).containsText(lena.name());
    assertThat(instructor.tab("Questions")).containsText("2");

    tabTo(other.page, "1 vote, vote for this question");
    other.page.keyboard().press("Enter");
    assertThat(question(other.page, TRENCH).getByRole(AriaRole.BUTTON, name("2 votes, vote for this question"))).hasAttribute("aria-pressed", "true");
    assertThat(questions(instructor.page).first()).containsText(TRENCH);
    assertThat(questions(other.page).first()).containsText(TRENCH);
    assertThat(question(other.page, TRENCH).getByRole(AriaRole.BUTTON)).isFocused();
    assertThat(Accessibility.violations(other.page)).isEmpty();
    Page phone = student.anotherTab();
    phone.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Questions")).click();
    assertThat(question(phone, TRENCH)).containsText("You,");
    question(phone, TRENCH).getByRole(AriaRole.BUTTON, name("Change")).click();
    phone.getByLabel("Ask a question").fill(TRENCH + " Really?");
    phone.keyboard().press("Enter");

    Locator asked = question(instructor.page, TRENCH + " Really?");
    asked.getByRole(AriaRole.BUTTON, name("Answer now")).click();
    assertThat(question(other.page, TRENCH)).containsText("Being answered");
    assertThat(asked.getByRole(AriaRole.BUTTON, name("Mark answered"))).isFocused();
    assertThat(student.page.locator("lectern-questions [data-part=said]")).containsText("Your question is being answered now");
    assertThat(Accessibility.violations(instructor.page)).isEmpty();
    assertThat(Accessibility.violations(student.page)).isEmpty();
    asked.getByRole(AriaRole.BUTTON, name("More for the question")).click();
    instructor.button("Answer in writing").click();
    instructor.page.getByLabel("Your answer", new Page.GetByLabelOptions().setExact(true)).fill("The slab melts deeper.");
    instructor.page.locator("[data-part=answering]").getByRole(AriaRole.BUTTON, name("Answer")).last().click();
    assertThat(question(student.page, TRENCH)).containsText("Answered live at");
    assertThat(question(student.page, TRENCH)).containsText("The slab melts deeper.");
    assertThat(instructor.tab("Questions")).containsText("1");
  }

  @Test
  void theSameIsMergedAndWhatIsHiddenIsSeenByNobodyElse() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    instructor.startsTheSession();
    ask(student, PLATES);
    ask(other, "What moves them?");
    instructor.tab("Questions").click();

    more(instructor, "What moves them?", "Same as another");
    instructor.page.getByLabel("The question that stays").selectOption(PLATES);
    instructor.button("Merge").click();
    assertThat(questions(instructor.page)).hasCount(1);
    assertThat(question(instructor.page, PLATES)).containsText("2");
    assertThat(question(other.page, "What moves them?")).containsText("Asked together with “" + PLATES + "”");

    ask(other, "Buy my notes");
    assertThat(question(student.page, "Buy my notes")).isVisible();
    more(instructor, "Buy my notes", "Hide for good");
    assertThat(question(student.page, "Buy my notes")).hasCount(0);
    assertThat(question(other.page, "Hidden by the instructor")).hasCount(1);
    question(student.page, PLATES).getByRole(AriaRole.BUTTON, name("Withdraw")).click();
    assertThat(student.page.locator("lectern-questions [data-part=error]")).hasText("Others asked the same, so it stays.");
  }

  @Test
  void theReplayShowsTheQuestionsOfTheMoment() throws Exception {
    recorded.tell(lecture, amara, Slides.pdf(4), List.of(
        new Said(20, mei, new Question.Asked(PLATES, null, null, null, null)), new Said(60, amara, new Question.Taken(3)), new Said(80, amara, new Question.Answered(3, "Slab pull.", null))));
    Seat student = seat(lena);
    student.tab("Questions").click();
    assertThat(student.page.locator("lectern-questions")).containsText("No questions yet");
    seek(student, 30_000);
    assertThat(question(student.page, PLATES)).containsText("Mei Chen, 0:20");
    assertThat(question(student.page, PLATES)).not().containsText("Answered");
    seek(student, 100_000);
    assertThat(question(student.page, PLATES)).containsText("Answered live at 1:00. Slab pull.");
    assertThat(student.page.locator("lectern-questions .panel-body").getByRole(AriaRole.BUTTON)).hasCount(0);
    assertThat(student.page.getByLabel("Ask a question")).isVisible();
    assertThat(Accessibility.violations(student.page)).isEmpty();
  }

  private static void seek(Seat seat, int millis) {
    seat.page.waitForFunction("document.querySelector('lectern-room').stage.line === 'live'");
    seat.page.evaluate("at => document.querySelector('lectern-room').replay.seek(at)", millis);
  }

  private static void ask(Seat seat, String text) {
    seat.page.keyboard().press("q");
    seat.page.getByLabel("Ask a question").fill(text);
    seat.button("Ask").click();
    seat.page.locator("#t-questions").focus();
    assertThat(question(seat.page, text)).isVisible();
  }

  private static void more(Seat instructor, String text, String what) {
    question(instructor.page, text).getByRole(AriaRole.BUTTON, name("More for the question")).click();
    instructor.button(what).click();
  }

  private static Locator questions(Page page) {
    return page.locator("lectern-questions .q");
  }

  private static Locator question(Page page, String text) {
    return questions(page).filter(new Locator.FilterOptions().setHasText(text));
  }

  private static Locator.GetByRoleOptions name(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
