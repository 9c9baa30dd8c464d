package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Presences;
import org.lectern.lecture.event.Lifecycle.Started;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Someone comes late and watches what they missed while the lecture goes on. */
class CatchUpJourneyTests extends Journey {

  private static final long LATE_MILLIS = 12 * 60_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Autowired LectureLog log;
  @Autowired JdbcClient jdbc;
  @Autowired Presences presences;

  @Test
  void whoComesLateCatchesUpAndIsLevelWithTheRoom() {
    hasBeenTaughtFor(LATE_MILLIS);
    Seat instructor = seat(amara), student = seat(lena, new Browser.NewContextOptions().setBypassCSP(true));
    assertThat(student.page.locator("lectern-catch-up")).containsText(Pattern.compile("You joined 1[23] min late\\."));
    assertThat(student.page.locator("lectern-catch-up")).containsText(Pattern.compile("Catch up at 1\\.5×, level with the room in 2\\d minutes"));
    student.button("2×").click();
    assertThat(student.page.locator("lectern-catch-up")).containsText("Catch up at 2×");
    assertThat(student.page.locator(".tl-missed > i")).hasCount(1);
    student.page.locator("lectern-timeline").hover();
    student.button("All moments").click();
    assertThat(student.page.getByRole(AriaRole.DIALOG)).containsText("Before the slides");
    student.page.keyboard().press("Escape");
    RoomJourneyTests.showSlides(instructor, 2);
    student.seesSlide(1);

    student.button("Catch up").click();
    assertThat(student.page.locator("lectern-live-pill")).hasText(Pattern.compile("1\\d:\\d\\d behind\\s*"));
    assertThat(student.page.locator(".catchup-bar")).containsText("behind live, at 2×");
    assertThat(student.page.locator("lectern-slides [data-part=none]")).isVisible();
    instructor.tab("Chat").click();
    instructor.say("The chat goes on.");
    student.page.waitForFunction("document.querySelector('lectern-room').stage.lookBack.clock.at() > 2000");

    assertThat(student.button("Hand up")).isDisabled();
    student.button("Back to live").click();
    assertThat(student.button("Hand up")).isEnabled();
    student.seesSlide(1);
    student.reads("The chat goes on.");
    assertThat(student.page.locator("lectern-live-pill")).containsText("LIVE");

    student.button("Catch up").click();
    student.page.waitForFunction("document.querySelector('lectern-room').stage.lookBack?.clock.running");
    student.page.evaluate("() => { const {stage} = document.querySelector('lectern-room'); stage.lookBack.clock.seek(stage.clock.at() - 8000); }");
    assertThat(student.page.locator(".toast")).hasText("You are level with the room.");
    assertThat(student.page.locator("lectern-live-pill")).containsText("LIVE");
    student.seesSlide(1);
  }

  @Test
  void whoCatchesUpSeesThePictureTheSlidesAndTheChatOfThatMomentUntilTheyAreLevel() {
    hasBeenTaughtFor(70_000);
    Seat instructor = seat(amara);
    PictureAndSoundJourneyTests.showsTheTime(instructor);
    instructor.button("Camera").click();
    instructor.button("Mic").click();
    await().atMost(PATIENCE).until(() -> recorded() >= 2);
    RoomJourneyTests.showSlides(instructor, 2);
    instructor.tab("Chat").click();
    instructor.say("Here is the first slide.");
    await().atMost(PATIENCE).until(() -> recorded() >= 6);
    Seat student = seat(lena, new Browser.NewContextOptions().setBypassCSP(true));
    student.button("2×").click();
    student.button("Catch up").click();
    student.page.waitForFunction("document.querySelector('lectern-room').stage.lookBack?.clock.running");
    student.page.evaluate("at => document.querySelector('lectern-room').stage.lookBack.clock.seek(at)", firstRecorded());
    assertThat(student.page.locator("lectern-slides [data-part=none]")).isVisible();
    assertThat(student.messages()).hasCount(0);

    Locator past = student.page.locator(".past-people video");
    assertThat(student.page.locator(".past-people .cam-name")).hasText("Dr. Amara Osei");
    assertThat(student.page.locator(".past-people .cam")).hasJSProperty("clientWidth", student.page.locator(".past-people").evaluate("row => row.clientWidth"));
    Sight sight = Sight.of(past);
    sight.sees(5);
    assertThat(student.page.locator(".cameras:not(.past-people)")).isHidden();
    double behind = sight.picture();
    student.seesSlide(1);
    student.reads("Here is the first slide.");
    sight.looksAnew();
    sight.sees(5);
    assertThat(sight.picture()).as("age of the picture, which was %.0f ms", behind).isLessThan(behind);

    student.say("I write to those who are there now.");
    instructor.reads("I write to those who are there now.");
    student.reads("I write to those who are there now.");
    assertThat(student.page.locator(".toast")).hasText("You are level with the room.");
    assertThat(past).hasCount(0);
    Sight.of(student.page.locator(".room .cam video")).isAtTheEdge(700);
    assertThat(student.page.locator(".room .cam video")).hasJSProperty("muted", false);
  }

  @Test
  void theLineSaysNothingBeforeItIsKnownAndTheOfferStandsUntilThePartIsSeen() {
    hasBeenTaughtFor(65_000);
    Seat student = seat(lena, new Browser.NewContextOptions().setBypassCSP(true));
    student.page.addInitScript(
        """
        window.seen = [];
        const look = () => {
          const stage = document.querySelector('lectern-room')?.stage;
          if (stage?.state.lecture.phase === 'live') {
            const offer = document.querySelector('lectern-catch-up'), covers = document.querySelectorAll('.tl-missed > i');
            if (document.querySelector('.tl-track > .tl-slide, .tl-track > .tl-before')) window.seen.push(covers.length > 0);
            if (!offer.hidden) return;
          }
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """);
    student.enter();
    assertThat(student.button("Catch up")).isVisible();
    Assertions.assertThat(student.page.evaluate("seen.every(Boolean)")).as("never green before it is known").isEqualTo(true);

    student.button("Catch up").click();
    student.page.waitForFunction("document.querySelector('lectern-room').stage.lookBack?.clock.at() > 8000");
    student.page.waitForResponse("**/watch", () -> student.button("Back to live").click());
    assertThat(student.button("Catch up")).isVisible();
  }

  private long recorded() {
    return jdbc.sql("select count(*) from segment where lecture_id = ? and track = 1").param(lecture.id().value()).query(Long.class).single();
  }

  /** Milliseconds of lecture time. */
  private double firstRecorded() {
    return jdbc.sql("select min(at_us) / 1000 from segment where lecture_id = ? and track = 1")
        .param(lecture.id().value())
        .query(Double.class)
        .single();
  }

  private void hasBeenTaughtFor(long millis) {
    log.append(lecture.id(), end -> List.of(Draft.bySystem(new Started(end.wallMillis() - millis)))).join();
    jdbc.sql("update lecture set started_at = started_at - make_interval(secs => ?) where id = ?")
        .params(millis / 1000, lecture.id().value())
        .update();
    Instant now = Instant.now();
    presences.flush(
        List.of(new Presences.Presence(UUID.randomUUID(), lecture.id(), amara.id(), now.minusMillis(millis), now, true)));
  }
}
