package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
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

  private static final Poll.Question OUTSIDE = new Poll.Question(Poll.Kind.ORDER, "From the outside in", List.of("Mantle", "Crust", "Core"));
  private static final Poll.Question WORD = new Poll.Question(Poll.Kind.CLOUD, "What comes to mind?", List.of());
  private static final Poll.Question SPEED = new Poll.Question(Poll.Kind.NUMBER, "How fast?", List.of());

  /** Before each stand the start, the slides, what was said, and a page turned at 45 and at 90 seconds. */
  @BeforeEach
  void aLectureWithPollsIsOver() throws Exception {
    List<Said> said = new ArrayList<>();
    ask(said, 19, WHY, new Poll.Tally(6, Map.of("0", 2, "1", 4), 0), List.of("1"), "Cold basalt is denser.");
    ask(said, 50, OUTSIDE, new Poll.Tally(2, Map.of("1,0,2", 2), 0, null, List.of(2.0, 1.0, 3.0)), List.of("1", "0", "2"), null);
    ask(said, 92, WORD, new Poll.Tally(2, Map.of("volcano", 2), 0), List.of(), null);
    ask(said, 115, SPEED, new Poll.Tally(2, Map.of("3", 2), 0), List.of("3"), null);
    recorded.tell(lecture, amara, Slides.pdf(4), said);
  }

  private void ask(List<Said> said, int second, Poll.Question question, Poll.Tally live, List<String> right, String why) {
    int prepared = 3 + said.size() + second / 45;
    said.add(new Said(second, amara, new Poll.Prepared(question, right, null, why)));
    said.add(new Said(second + 1, amara, new Poll.Opened(prepared, question, Poll.Names.STAFF, false, 30L)));
    said.add(new Said(second + 15, amara, new Poll.Shown(prepared + 1, live, right, null, why)));
  }

  @Test
  void pollsOfEveryWayOfAnsweringAreAnsweredLate() {
    Seat student = seat(lena);
    Locator poll = student.page.locator("lectern-poll"), answer = poll.getByRole(AriaRole.BUTTON, in("Answer"));
    begins(student, 49_000);
    assertThat(poll).containsText("From the outside in");
    poll.getByRole(AriaRole.BUTTON, in("Send this order")).click();
    answer.click();
    assertThat(poll).containsText("place 1");
    assertThat(poll).containsText("1 person answered later");

    seek(student.page, 96_000);
    assertThat(poll).containsText("What comes to mind?");
    poll.locator("[data-part=field]").fill("Slow");
    poll.getByRole(AriaRole.BUTTON, in("Send")).click();
    answer.click();
    assertThat(poll.locator("[data-part=cloud]")).containsText("volcano");

    seek(student.page, 118_000);
    assertThat(poll).containsText("How fast?");
    poll.locator("[data-part=field]").fill("fast");
    poll.getByRole(AriaRole.BUTTON, in("Send")).click();
    answer.click();
    assertThat(poll).containsText("That is not a number");
    poll.locator("[data-part=field]").fill("3");
    poll.getByRole(AriaRole.BUTTON, in("Send")).click();
    answer.click();
    assertThat(poll.locator(".bar")).containsText("your answer");
    assertThat(poll).containsText("1 person answered later, counted apart: 3 100%");
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
