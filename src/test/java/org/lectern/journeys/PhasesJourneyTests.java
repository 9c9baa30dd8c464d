package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.NotADeckException;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;

/** One lecture from its planning to its replay: what each is shown in each phase, and what they are not shown any more. */
class PhasesJourneyTests extends Journey {

  @Autowired DeckUploads decks;

  @Test
  void theInstructorsScreenIsTrueInEachPhase() throws NotADeckException {
    prepareSlides();
    Seat instructor = seat(amara), student = seat(lena);
    instructor.seesSlide(1);
    assertThat(instructor.button("Choose slides")).isHidden();
    assertThat(told(instructor)).isHidden();
    assertThat(instructor.button("End session")).isHidden();
    assertThat(instructor.button("Break")).isDisabled();
    assertThat(recording(instructor)).isHidden();
    PictureAndSoundJourneyTests.showsTheTime(instructor);
    instructor.button("Camera").click();
    assertThat(told(instructor)).containsText("It has not started. The class sees you.");

    instructor.startsTheSession();
    assertThat(instructor.button("Start session")).isHidden();
    assertThat(recording(instructor)).hasText("Recording picture");
    assertThat(told(instructor)).containsText("Nobody hears you. Every microphone in the room is off.");
    instructor.button("Leave it off").click();
    assertThat(told(instructor)).isHidden();
    student.button("Hand up").click();
    instructor.button("Let speak").click();
    assertThat(instructor.page.locator(".floor-one")).containsText("Lena Fischer has the floor");

    instructor.button("Break").click();
    instructor.dialogButton("10 min").click();
    assertThat(told(instructor)).containsText(Pattern.compile("Break, \\d+:\\d\\d left, until \\d\\d:\\d\\d\\. The class sees you\\."));
    assertThat(instructor.page.locator("lectern-overlay")).isHidden();
    instructor.button("Camera").click();
    assertThat(told(instructor)).containsText("The class neither sees nor hears you.");
    assertThat(recording(instructor)).hasText("Recording slides and words only");
    instructor.button("Go on").click();
    assertThat(told(instructor)).isHidden();

    instructor.button("End session").click();
    instructor.dialogButton("End session").click();
    assertThat(instructor.page.locator("[data-over=ended]")).isVisible();
    assertThat(instructor.page.locator(".floor-one")).hasCount(0);
    for (String over : List.of("Next slide", "Laser pointer", "All slides", "Remove Lena Fischer from the session", "Lower all", "Other slides", "End session")) {
      assertThat(instructor.button(over)).isHidden();
    }
    for (String over : List.of("Mic", "Camera", "Share", "Break", "Slides", "Timer")) {
      assertThat(instructor.button(over)).isDisabled();
    }
    assertThat(recording(instructor)).isHidden();
    assertThat(instructor.link("Open the replay")).isVisible();
    classroom.timeToUndoIsOver(lecture.id());
    instructor.enter();
    instructor.seesSlide(1);
  }

  @Test
  void theStudentsScreenIsTrueInEachPhase() throws NotADeckException {
    prepareSlides();
    Seat student = seat(lena);
    assertThat(student.page.locator("[data-over=planned]")).not().containsText("is here");
    Seat instructor = seat(amara);
    assertThat(student.page.locator("[data-over=planned]")).containsText("Dr. Amara Osei is here");
    assertThat(student.button("I’m lost")).isDisabled();
    PictureAndSoundJourneyTests.showsTheTime(instructor);
    PictureAndSoundJourneyTests.showsTheTime(student);
    instructor.button("Camera").click();
    assertThat(student.page.locator("lectern-pictures .cam")).isVisible();
    assertThat(student.page.locator(".stage-camera .cam")).hasCount(0);

    instructor.startsTheSession();
    assertThat(student.page.locator("lectern-overlay")).isHidden();
    BoundingBox hand = student.button("Hand up").boundingBox();
    student.button("Hand up").click();
    instructor.button("Let speak").click();
    assertThat(student.button("Turn mic on")).isVisible();
    Assertions.assertThat(student.button("Hand up").boundingBox().x).as("the tools keep their place").isEqualTo(hand.x);
    assertThat(student.page.locator(".toast")).hasCount(0);
    student.button("Turn mic on").click();
    student.hasOn("Mic");
    assertThat(student.button("Turn mic on")).isHidden();
    student.enter();
    PictureAndSoundJourneyTests.showsTheTime(student);
    student.button("Turn mic on").click();
    assertThat(student.button("Turn mic on")).isHidden();
    student.button("Mic").click();
    assertThat(student.button("Turn mic on")).isVisible();

    instructor.button("Break").click();
    instructor.dialogButton("10 min").click();
    assertThat(student.page.locator("[data-over=break]")).isVisible();
    assertThat(student.button("Turn mic on")).isHidden();
    assertThat(student.page.locator("lectern-pictures .cam").first()).isVisible();
    instructor.button("Go on").click();
    assertThat(student.button("Turn mic on")).isVisible();

    instructor.button("End session").click();
    instructor.dialogButton("End session").click();
    assertThat(student.page.locator("[data-over=ended]")).isVisible();
    assertThat(student.button("Turn mic on")).isHidden();
    assertThat(student.page.locator(".floor-one")).hasCount(0);
    for (String over : List.of("Mic", "Camera", "Share", "Hand up", "React", "I’m lost")) {
      assertThat(student.button(over)).isDisabled();
    }
    assertThat(student.link("Open the replay")).isVisible();
    student.say("One thing I forgot to ask");
    student.reads("One thing I forgot to ask");
    assertThat(student.unsent()).hasCount(0);
    classroom.timeToUndoIsOver(lecture.id());
    student.enter();
    student.seesSlide(1);
    assertThat(student.page.locator("lectern-overlay")).isHidden();
    student.tab("Chat").click();
    assertThat(student.page.getByLabel("Message everyone")).isVisible();
  }

  @Test
  void aLectureLeftAloneSaysSoUntilWhoTeachesIsBack() {
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(40));
    classroom.wasThere(live, amara, 0, 40);
    Seat instructor = seat(amara, live), student = seat(lena, live);
    waitsForNobodyLongerThanAMoment(student);
    assertThat(student.page.locator(".pill-live")).isVisible();
    assertThat(waiting(student)).isHidden();
    assertThat(student.page.locator("lectern-timeline [data-what=missed]")).hasCount(1);
    assertThat(student.page.locator("lectern-timeline [data-what=free]")).hasCount(0);
    Page home = student.anotherTab("http://localhost:" + port), coursePage = student.anotherTab("http://localhost:" + port + "/courses/" + course.id());
    for (Page page : List.of(home, coursePage)) {
      assertThat(page.getByText("LIVE", new Page.GetByTextOptions().setExact(true))).isVisible();
    }

    instructor.close();
    assertThat(waiting(student)).containsText("Waiting for Dr. Amara Osei");
    assertThat(waiting(student)).containsText("This time does not count.");
    assertThat(student.page.locator(".pill-live")).hasCount(0);
    assertThat(student.page.locator("lectern-timeline [data-what=free]")).hasCount(1);
    assertThat(student.page.getByLabel("Message everyone")).isEnabled();
    await().until(() -> classroom.hasLeft(live, amara));
    classroom.leftEarlier(live, amara, Duration.ofMinutes(3));
    for (Page page : List.of(home, coursePage)) {
      page.reload();
      assertThat(page.getByText("Waiting for Amara", new Page.GetByTextOptions().setExact(true))).isVisible();
      assertThat(page.locator("main")).containsText("this time does not count");
      assertThat(page.locator("a.btn[href='/lectures/%s']".formatted(live))).hasText("Enter the room");
      assertThat(page.getByText("LIVE", new Page.GetByTextOptions().setExact(true))).hasCount(0);
    }

    seat(amara, live);
    assertThat(waiting(student)).isHidden();
    assertThat(student.page.locator(".pill-live")).containsText("LIVE");
    for (Page page : List.of(home, coursePage)) {
      page.reload();
      assertThat(page.getByText("LIVE", new Page.GetByTextOptions().setExact(true))).isVisible();
      assertThat(page.getByText("Waiting for")).hasCount(0);
    }
  }

  /** Their page takes a teacher for away as soon as they have gone, and not two minutes later. */
  private static void waitsForNobodyLongerThanAMoment(Seat seat) {
    AtomicBoolean turned = new AtomicBoolean();
    seat.page.route("**/*.js", route -> {
      APIResponse script = route.fetch();
      String text = script.text(), sooner = text.replace("ALONE = 120_000", "ALONE = 0");
      turned.compareAndSet(false, !sooner.equals(text));
      route.fulfill(new Route.FulfillOptions().setResponse(script).setBody(sooner));
    });
    seat.enter();
    assertThat(seat.room()).hasAttribute("data-line", "live");
    Assertions.assertThat(turned).as("the two minutes were found in a script").isTrue();
  }

  private static Locator waiting(Seat seat) {
    return seat.page.locator("[data-over=alone]");
  }

  private void prepareSlides() throws NotADeckException {
    decks.add(lecture, amara, "Plates.pdf", new ByteArrayInputStream(Slides.pdf(3)));
  }

  private static Locator told(Seat seat) {
    return seat.page.locator("lectern-told");
  }

  private static Locator recording(Seat seat) {
    return seat.page.locator("lectern-recording");
  }
}
