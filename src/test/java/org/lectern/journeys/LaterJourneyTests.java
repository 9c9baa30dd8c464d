package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.event.Poll;
import org.lectern.support.RecordedLecture;
import org.lectern.support.RecordedLecture.Said;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;

/** Those who come later answer what the class was asked, ask themselves, and are answered. */
class LaterJourneyTests extends Journey {

  private static final Poll.Question WHY = new Poll.Question(Poll.Kind.SINGLE, "Why does the oceanic plate sink?", List.of("It is thinner", "It is denser"));
  private static final String WATER = "Where does the water in the slab come from?";

  @Autowired RecordedLecture recorded;

  /** The poll is the fourth entry: before it are the slides, the start and the question as it was prepared. */
  @BeforeEach
  void aLectureWithAPollIsOver() throws Exception {
    Poll.Tally live = new Poll.Tally(6, Map.of("0", 2, "1", 4), 0);
    recorded.tell(lecture, amara, Slides.pdf(4), List.of(
        new Said(19, amara, new Poll.Prepared(WHY, List.of("1"), null, "Cold basalt is denser.")),
        new Said(20, amara, new Poll.Opened(3, WHY, Poll.Names.STAFF, false, 30L)),
        new Said(48, amara, new Poll.Shown(4, live, List.of("1"), null, "Cold basalt is denser."))));
  }

  @Test
  void thePollOfAMomentWaitsIsAnsweredLateAndThenShowsTheClass() {
    Seat student = seat(lena);
    begins(student, 18_000);
    Locator poll = student.page.locator("lectern-poll");
    assertThat(poll).containsText("Answer first, then see the class. Late answers are counted apart.");
    assertThat(poll).not().containsText("Cold basalt");
    assertThat(student.page.getByRole(AriaRole.BUTTON, named("Play"))).isVisible();
    assertThat(poll.getByRole(AriaRole.BUTTON, in("Answer"))).isDisabled();
    assertThat(Accessibility.violations(student.page)).isEmpty();

    student.page.keyboard().press("2");
    poll.getByRole(AriaRole.BUTTON, in("Answer")).click();
    assertThat(poll).containsText("Cold basalt is denser.");
    assertThat(poll.locator(".bar", new Locator.LocatorOptions().setHasText("It is denser"))).containsText("your answer");
    assertThat(poll).containsText("6 have answered");
    assertThat(poll).containsText("1 person answered later, counted apart");
    assertThat(poll.getByRole(AriaRole.BUTTON, in("Go on"))).isFocused();
    student.page.keyboard().press("Enter");
    assertThat(student.page.getByRole(AriaRole.BUTTON, named("Pause"))).isVisible();

    Page phone = student.anotherTab();
    seek(phone, 25_000);
    assertThat(phone.locator("lectern-poll .bar", new Page.LocatorOptions().setHasText("It is denser"))).containsText("your answer");
    assertThat(phone.locator("lectern-poll [data-part=answer-late]")).isHidden();
    Seat instructor = seat(amara);
    seek(instructor.page, 25_000);
    assertThat(instructor.page.locator("lectern-poll")).containsText("1 person answered later, counted apart: It is denser 100%");
  }

  @Test
  void aQuestionOfTheReplayIsAnsweredInTheInboxAndToldToWhoeverAskedAndVoted() {
    Seat student = seat(lena);
    begins(student, 100_000);
    student.tab("Questions").click();
    student.page.getByLabel("Ask a question").fill(WATER);
    student.page.keyboard().press("Enter");
    assertThat(student.page.locator("lectern-questions .q")).containsText("Asked after the session.");
    Seat other = seat(mei);
    other.tab("Questions").click();
    seek(other.page, 130_000);
    other.page.locator("lectern-questions .q").getByRole(AriaRole.BUTTON, in("1 vote, vote for this question")).click();
    assertThat(other.page.locator("lectern-questions .q .vote[aria-pressed=true]")).containsText("2");

    Seat instructor = seat(amara);
    instructor.page.navigate("http://localhost:" + port + "/courses/" + course.id() + "/inbox");
    assertThat(instructor.page.locator("main")).containsText(WATER);
    assertThat(instructor.page.locator("main")).containsText("2 people ask it.");
    assertThat(Accessibility.violations(instructor.page)).isEmpty();
    instructor.page.keyboard().press("j");
    instructor.page.keyboard().press("w");
    instructor.page.keyboard().type("From the sea floor.");
    instructor.button("Answer").click();
    assertThat(instructor.page.locator("main")).containsText("Nobody is waiting");
    assertThat(instructor.page.getByRole(AriaRole.STATUS)).containsText("Answered.");

    for (Seat told : List.of(student, other)) {
      told.page.navigate("http://localhost:" + port);
      assertThat(told.page.locator("main")).containsText("From the sea floor.");
    }
    assertThat(Accessibility.violations(student.page)).isEmpty();
    student.button("Got it").click();
    assertThat(student.page.locator("main")).not().containsText("From the sea floor.");
    other.page.getByRole(AriaRole.LINK, named("Open at this moment")).click();
    other.tab("Questions").click();
    assertThat(other.page.locator("lectern-questions .q")).containsText("Answered after the session. From the sea floor.");
  }

  private static void begins(Seat seat, int millis) {
    seek(seat.page, millis);
    seat.page.keyboard().press("k");
  }

  private static void seek(Page page, int millis) {
    assertThat(page.locator("lectern-room")).hasAttribute("data-line", "live");
    page.evaluate("at => document.querySelector('lectern-room').replay.seek(at)", millis);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
