package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.lecture.LectureId;
import org.lectern.support.Browsers;
import org.lectern.support.Redis;
import org.lectern.support.TwoNodes;

/** A class whose people are on two nodes sees and hears each other. */
class TwoNodesMediaJourneyTests {

  /** It stays for the seconds in which somebody may come back. */
  private static final double LAST_PICTURE_MILLIS = 20_000;

  @TempDir static Path home;
  private static Redis redis;
  private static TwoNodes nodes;

  private long lecture;

  @BeforeAll
  static void twoNodesAndARedisRun() throws Exception {
    redis = Redis.start();
    nodes = TwoNodes.start(home, redis);
  }

  @AfterAll
  static void allStop() throws Exception {
    nodes.close();
    redis.close();
  }

  @BeforeEach
  void aLecture() {
    lecture = nodes.lecture();
    nodes.prepareSlides(lecture);
  }

  @Test
  void whoWatchesOnTheOtherNodeSeesHearsAndIsShownWhereTheTeacherPoints() {
    try (Seat instructor = seat("amara", nodes.one().port()); Seat student = seat("lena", nodes.two().port())) {
      instructor.startsTheSession();
      instructor.button("Camera").click();
      instructor.button("Mic").click();
      Locator video = picture(student);
      Sight.moves(video);
      Sight.sounds(video);

      instructor.button("Next slide").click();
      student.seesSlide(2);
      instructor.button("Laser pointer").click();
      BoundingBox slide = instructor.slide().boundingBox();
      instructor.page.mouse().move(slide.x + slide.width / 4, slide.y + slide.height / 2);
      assertThat(student.page.locator("lectern-pointer")).hasAttribute("style", Pattern.compile("--x: 25(\\.\\d+)?%; --y: (50|49\\.9)"));

      try (Seat late = seat("mei", nodes.two().port())) {
        Sight.moves(picture(late));
      }
      instructor.button("Camera").click();
      assertThat(student.page.locator(".room .cam[data-voice-only]")).isVisible();
    }
  }

  @Test
  void whileRedisIsAwayWhatIsSaidGoesOnAndThePictureComesBackByItself() {
    try (Seat instructor = seat("amara", nodes.one().port()); Seat student = seat("lena", nodes.two().port())) {
      instructor.startsTheSession();
      instructor.button("Camera").click();
      Sight.moves(picture(student));

      redis.kill();
      student.say("Your picture stands still");
      instructor.reads("Your picture stands still");
      assertThat(resting(student)).isVisible();
      assertThat(picture(student)).hasCount(0, new HasCountOptions().setTimeout(LAST_PICTURE_MILLIS));
      instructor.button("Next slide").click();
      student.seesSlide(2);
      assertThat(picture(instructor)).isVisible(); // who is on the same node misses nothing

      redis.restart();
      Sight.moves(picture(student));
      assertThat(resting(student)).isHidden();
    }
  }

  @Test
  void whoIsCalledOnTheOtherNodeIsSeenAndIsOverWhereverTheyAreRemovedFrom() {
    try (Seat instructor = seat("amara", nodes.one().port()); Seat student = seat("lena", nodes.two().port())) {
      instructor.startsTheSession();
      student.button("Hand up").click();
      instructor.button("Let speak").click();
      student.button("Turn mic on").click();
      student.button("Camera").click();
      Sight.moves(picture(instructor));

      instructor.button("Remove Lena Fischer from the session").click();
      instructor.dialogButton("Remove").click();
      assertThat(picture(instructor)).hasCount(0);
      assertThat(student.page.locator("[data-over=removed]")).isVisible();
    }
  }

  private static Locator resting(Seat seat) {
    return seat.page.getByText("Picture and sound between servers rest");
  }

  private static Locator picture(Seat seat) {
    return seat.page.locator(".room .cam video");
  }

  private Seat seat(String name, int port) {
    return Seat.take(Browsers.shared(), port, nodes.signIn(name), new LectureId(lecture), new Browser.NewContextOptions());
  }
}
