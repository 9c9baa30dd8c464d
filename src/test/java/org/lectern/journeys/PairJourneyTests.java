package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;

/** The class votes, talks in twos and votes again. */
class PairJourneyTests extends Journey {

  @Test
  void twoTalkOneDropsOutTheClassVotesAgainAndOnlyThoseTwoReadItLater() {
    User tom = classroom.student(course, "Tomás Rivera"), priya = classroom.student(course, "Priya Nair");
    classroom.enrolledLongAgo(course);
    Seat instructor = seat(amara), student = seat(lena);
    List<User> people = List.of(mei, tom, priya);
    List<Seat> others = people.stream().map(this::seat).toList();
    instructor.startsTheSession();
    ask(instructor);
    answer(student, "It is thinner");
    answer(others.get(0), "It is thinner");
    answer(others.get(1), "It is denser");
    answer(others.get(2), "It is denser");
    assertThat(row(instructor)).containsText("Think, 4 answered");

    instructor.button("Put them in pairs").click();
    assertThat(row(instructor)).containsText(Pattern.compile("Pair, 2 pairs, 1:\\d\\d left"));
    assertThat(pair(student)).containsText("Only you two read this, now and in the replay.");
    assertThat(pair(student).locator(".pair-said > div")).hasCount(2);
    assertThat(pair(student).locator(".pair-said")).containsText("It is denser");
    write(student, "I thought of ice.");
    String title = pair(student).locator("h2").textContent();
    int which = IntStream.range(0, 3).filter(i -> title.contains(people.get(i).name())).findFirst().orElseThrow();
    Seat partner = others.get(which);
    assertThat(pair(partner).locator(".pair-messages")).containsText("I thought of ice.");
    write(partner, "Ice swims.");
    assertThat(pair(student).locator(".pair-messages")).containsText("Ice swims.");
    assertThat(Accessibility.violations(student.page)).isEmpty();
    assertThat(Accessibility.violations(instructor.page)).isEmpty();

    double talked = student.lectureMillis();
    partner.page.navigate("about:blank");
    assertThat(pair(student)).containsText("who cannot read what you wrote before", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
    assertThat(pair(student)).containsText("Only you 3 read this");
    Seat third = others.stream().filter(seat -> seat != partner).findFirst().orElseThrow();
    assertThat(pair(third).locator(".pair-messages")).not().containsText("Ice swims.");

    instructor.button("Start the revote").click();
    answer(student, "It is denser");
    others.stream().filter(seat -> seat != partner).forEach(seat -> answer(seat, "It is denser"));
    assertThat(row(instructor)).containsText("Revote, 3 answered");
    instructor.button("End and show").click();
    assertThat(poll(student)).containsText("50 points more are right after talking: 50% before, 100% now.");
    assertThat(poll(student).locator(".pair-columns")).hasCount(2);
    assertThat(row(student)).isHidden();
    assertThat(Accessibility.violations(student.page)).isEmpty();
    assertThat(instructor.page.locator("body")).not().containsText("Ice swims.");

    instructor.button("End session").click();
    instructor.dialogButton("End session").click();
    assertThat(instructor.room()).hasAttribute("data-phase", "ended");
    classroom.timeToUndoIsOver(lecture.id());
    for (Seat later : List.of(seat(lena), seat(people.get(which)))) {
      seek(later, talked);
      assertThat(row(later).locator("[aria-current]")).containsText("Pair");
      assertThat(pair(later)).containsText("Only you two read this, now and in the replay.");
      assertThat(pair(later).locator(".pair-messages")).containsText("Ice swims.");
      assertThat(pair(later).locator("textarea")).isHidden();
    }
    for (Seat later : List.of(seat(people.get((which + 1) % 3)), seat(amara))) {
      seek(later, talked);
      assertThat(row(later).locator("[aria-current]")).containsText("Pair");
      assertThat(later.page.locator("body")).not().containsText("Ice swims.");
    }
  }

  private static void seek(Seat seat, double millis) {
    seat.page.waitForFunction("document.querySelector('lectern-room').stage.line === 'live'");
    seat.page.evaluate("at => document.querySelector('lectern-room').replay.seek(at)", millis);
  }

  private static void ask(Seat instructor) {
    instructor.page.keyboard().press("p");
    instructor.page.getByLabel("Question", new Page.GetByLabelOptions().setExact(true)).fill("Why does it sink?");
    instructor.page.getByLabel("Answers, one a line").fill("It is thinner\nIt is denser *");
    instructor.page.getByLabel("Names").selectOption("Everyone sees who answered what");
    instructor.button("Think, pair, revote").click();
  }

  private static void answer(Seat student, String answer) {
    poll(student).getByLabel(answer).check();
    assertThat(poll(student)).containsText("Sent.");
  }

  private static void write(Seat student, String text) {
    Locator field = pair(student).locator("textarea");
    field.fill(text);
    field.press("Enter");
    assertThat(field).hasValue("");
  }

  private static Locator poll(Seat seat) {
    return seat.page.locator("lectern-poll");
  }

  private static Locator row(Seat seat) {
    return seat.page.locator("lectern-pair-row");
  }

  private static Locator pair(Seat seat) {
    return seat.page.locator("lectern-pair");
  }
}
