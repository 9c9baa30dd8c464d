package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The class answers with words, an order and a point on the slide. */
class PollKindsJourneyTests extends Journey {

  @Test
  void wordsBecomeACloudAndTheSameWordInCapitalsIsOne() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    instructor.startsTheSession();
    launcher(instructor, "Which river?", "A word or two, as a cloud");
    run(instructor);

    word(student, "Nile");
    word(student, "Rhine");
    assertThat(poll(student).getByRole(AriaRole.TEXTBOX)).isDisabled();
    word(other, "NILE");
    student.button("Take back Rhine").click();
    assertThat(poll(instructor).locator(".poll-cloud")).containsText("NILE");
    assertThat(poll(instructor)).containsText("2 have answered");
    assertThat(Accessibility.violations(student.page)).isEmpty();
    instructor.button("End and show").click();

    assertThat(poll(other).locator(".poll-cloud [data-mine]")).hasText("NILE");
    assertThat(poll(other).locator(".sr li")).hasText("NILE: 2, your word");
    assertThat(Accessibility.violations(other.page)).isEmpty();
  }

  @Test
  void optionsArePutInOrderWithKeysAndWithThePointer() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    instructor.startsTheSession();
    launcher(instructor, "From the outside", "The answers put in order");
    instructor.page.getByLabel("Answers, one a line").fill("Crust\nMantle\nCore");
    run(instructor);

    for (String layer : new String[] {"Mantle", "Crust"}) {
      Locator up = student.button("Move up: " + layer);
      up.press("Enter");
      up.press("Enter");
    }
    student.button("Send this order").click();
    assertThat(poll(student)).containsText("Sent. You can change it until the poll closes.");
    Locator crust = row(other, "Crust"), first = poll(other).locator(".poll-order > li").first();
    if (!first.textContent().contains("Crust")) {
      crust.dragTo(first);
    }
    assertThat(first).containsText("Crust");
    other.button("Send this order").click();
    assertThat(poll(instructor)).containsText("2 have answered");
    assertThat(Accessibility.violations(student.page)).isEmpty();
    instructor.button("End and show").click();

    assertThat(poll(student).locator(".bar").first()).containsText("Crust");
    assertThat(poll(student)).containsText("the whole order right");
    student.button("Show as table").click();
    assertThat(poll(student).locator("tbody tr").first()).containsText("place 1");
  }

  @Test
  void oneLooksForThePlaceOnTheSlideWithThePointerOrWithArrows() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    instructor.startsTheSession();
    RoomJourneyTests.showSlides(instructor, 3);
    student.seesSlide(1);
    launcher(instructor, "Where does rock melt?", "A point on the slide");
    String[] area = {"40", "40", "20", "20"}, sides = {"From the left, %", "From the top, %", "Wide, %", "High, %"};
    for (int i = 0; i < sides.length; i++) {
      instructor.page.getByLabel(sides[i]).fill(area[i]);
    }
    instructor.page.getByLabel("What is there, in words").fill("Above the slab");
    assertThat(Accessibility.violations(instructor.page)).isEmpty();
    run(instructor);

    Locator field = field(student);
    field.focus();
    field.press("ArrowRight");
    field.press("Shift+ArrowDown");
    assertThat(student.page.locator("#poll-point-where")).hasText("Your point is 52% from the left and 51% from the top.");
    assertThat(poll(student)).containsText("Sent.");
    field(other).click(new Locator.ClickOptions().setPosition(3, 3));
    assertThat(poll(other)).containsText("Sent.");
    assertThat(poll(instructor)).containsText("2 have answered");
    assertThat(Accessibility.violations(student.page)).isEmpty();
    instructor.button("End and show").click();

    assertThat(bar(student, "Above the slab")).containsText("50%");
    assertThat(bar(student, "Above the slab")).containsText("your answer");
    assertThat(bar(other, "Elsewhere")).containsText("your answer");
    assertThat(student.page.locator("lectern-poll-point .poll-zone")).isVisible();
    assertThat(student.page.locator("lectern-poll-point [data-part=dots] .poll-dot")).hasCount(2);
    assertThat(Accessibility.violations(student.page)).isEmpty();
  }

  private static void launcher(Seat instructor, String question, String kind) {
    instructor.page.keyboard().press("p");
    instructor.page.getByLabel("Question", new Page.GetByLabelOptions().setExact(true)).fill(question);
    instructor.page.getByLabel("What they answer with").selectOption(kind);
    instructor.page.getByLabel("Names").selectOption("Staff see who answered what");
  }

  private static void run(Seat instructor) {
    instructor.button("Run now").click();
    assertThat(poll(instructor)).containsText("Poll running");
  }

  private static void word(Seat student, String word) {
    poll(student).getByRole(AriaRole.TEXTBOX).fill(word);
    poll(student).getByRole(AriaRole.TEXTBOX).press("Enter");
    assertThat(poll(student).locator(".poll-words")).containsText(word);
  }

  private static Locator poll(Seat seat) {
    return seat.page.locator("lectern-poll");
  }

  private static Locator row(Seat seat, String text) {
    return poll(seat).locator(".poll-order > li", new Locator.LocatorOptions().setHasText(text));
  }

  private static Locator bar(Seat seat, String text) {
    return poll(seat).locator(".bar", new Locator.LocatorOptions().setHasText(text));
  }

  private static Locator field(Seat seat) {
    return seat.page.locator("lectern-poll-point .poll-field");
  }
}
