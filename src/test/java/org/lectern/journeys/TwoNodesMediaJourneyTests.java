package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.lecture.LectureId;
import org.lectern.support.Balancer;
import org.lectern.support.Browsers;
import org.lectern.support.Redis;
import org.lectern.support.RoomClient;
import org.lectern.support.TracksClient;
import org.lectern.support.TwoNodes;

/** A class whose people are on two nodes sees and hears each other. */
class TwoNodesMediaJourneyTests {

  /** It stays for the seconds in which somebody may come back. */
  private static final double LAST_PICTURE_MILLIS = 20_000;

  private static final Duration LONGEST_RETURN = Duration.ofMinutes(1);
  private static final int MAY_NOT = 4403;

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
      assertThat(instructor.people()).hasCount(1); // who is on the other node is known to be here a moment after they come
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

  @Test
  void whoTeachesOnANodeThatDiesIsSeenByWayOfTheOther() throws Exception {
    try (Balancer first = Balancer.inOrder(List.of(nodes.one().port(), nodes.two().port()));
        Seat instructor = seat("amara", first.port());
        Seat student = seat("lena", nodes.two().port())) {
      instructor.startsTheSession();
      instructor.button("Camera").click();
      Sight.moves(picture(student));
      nodes.one().kill();
      await().atMost(LONGEST_RETURN).until(() -> epochs() == 2);
      Sight.moves(picture(student));
    } finally {
      nodes.one().restart();
    }
  }

  private long epochs() {
    return nodes.database().sql("select count(*) from track_epoch where lecture_id = ?").param(lecture).query(Long.class).single();
  }

  /** A balancer knows nothing of who sits where. */
  @Test
  void whoPublishesByWayOfAnotherNodeThanTheyWatchOnIsSilencedAllTheSame() {
    String amara = nodes.signIn("amara");
    String lena = nodes.signIn("lena");
    try (RoomClient teacher = RoomClient.join(nodes.one().port(), amara, lecture, 0);
        RoomClient student = RoomClient.join(nodes.one().port(), lena, lecture, 0);
        TracksClient microphone = new TracksClient(nodes.two().port(), lena, lecture)) {
      teacher.say("lecture.start", Map.of());
      teacher.say("floor.give", Map.of("person", nodes.person("lena")));
      student.entry("floor.given");
      microphone.open();
      teacher.await(item -> item.at("/tracks/0/by/name").asString("").equals("Lena Fischer"));
      teacher.take();
      teacher.say("floor.take", Map.of("person", nodes.person("lena")));
      assertThat(microphone.closeCode()).isEqualTo(MAY_NOT);
      teacher.await(item -> RoomClient.type(item).equals("tracks") && item.get("tracks").isEmpty());
    }
  }

  @Test
  void reactionsOnBothNodesAreOneCount() {
    try (RoomClient atOne = RoomClient.join(nodes.one().port(), nodes.signIn("lena"), lecture, 0);
        RoomClient atTwo = RoomClient.join(nodes.two().port(), nodes.signIn("mei"), lecture, 0)) {
      for (int times = 0; times < 5; times++) {
        atOne.sendText("{\"type\":\"react\",\"kind\":\"heart\"}");
        atTwo.sendText("{\"type\":\"react\",\"kind\":\"heart\"}");
      }
      for (RoomClient reader : List.of(atOne, atTwo)) {
        await().until(() -> reader.entries().stream().mapToInt(entry -> entry.at("/data/counts/heart").intValue(0)).sum() == 10);
      }
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
