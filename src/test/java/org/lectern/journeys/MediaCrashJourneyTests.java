package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.lecture.LectureId;
import org.lectern.support.Browsers;
import org.lectern.support.RunningServer;
import org.springframework.core.io.ClassPathResource;

/** The packaged server, killed while a browser publishes camera and microphone. */
class MediaCrashJourneyTests {

  private static final LectureId LECTURE = new LectureId(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * What may be missing of the recording at one place, microseconds: the last second of media. A machine that starts a server beside two
   * browsers leaves out pictures besides; a hole as long as the server was away would be longer.
   */
  private static final Map<String, Long> MOST_LOST = Map.of("microphone", 1_000_000L, "camera", 2_500_000L);

  @TempDir Path home;

  @Test
  void theSamePublisherGoesOnAndTheRecordingPlaysAcrossTheGap() throws IOException {
    try (RunningServer server = RunningServer.start(home, "--lectern.demo=true").withSample();
        Seat instructor = seat(server, "amara");
        Seat student = seat(server, "lena")) {
      instructor.startsTheSession();
      instructor.button("Camera").click();
      instructor.button("Mic").click();
      Locator video = student.page.locator(".room .cam video");
      Sight.moves(video);
      await().atMost(PATIENCE).until(() -> segments(server) >= 4);

      server.kill();
      server.restart();

      assertThat(student.room()).hasAttribute("data-line", Pattern.compile("live|slow"), new HasAttributeOptions().setTimeout(PATIENCE.toMillis()));
      await().atMost(PATIENCE).until(() -> epochs(server) >= 4); // the same two tracks, each in a second epoch
      Sight.moves(video);
      instructor.hasOn("Mic");
      instructor.button("Mic").click();
      instructor.button("Camera").click();
      await("both sealed").atMost(PATIENCE).until(() -> unsealed(server) == 0);

      MOST_LOST.forEach((kind, most) -> assertThat(largestHole(server, kind)).as("hole of the " + kind).isLessThan(most));
      instructor.button("End session").click();
      instructor.dialogButton("End session").click();
      await().atMost(PATIENCE).until(() -> count(server, "select count(*) from lecture where id = ? and ended_at is not null") == 1);
      Page player = student.page.context().newPage();
      player.navigate(server.uri("/courses").toString()); // whose own player does not fetch the same beside it
      assertPlays(player);
    }
  }

  private static Seat seat(RunningServer server, String name) {
    String cookie = server.signIn(name + "@lectern.example", "lectern-demo");
    // The player that reads the recording is no part of the application, whose policy would keep it out.
    return Seat.take(Browsers.shared(), server.port(), cookie, LECTURE, new Browser.NewContextOptions().setBypassCSP(true));
  }

  private static void assertPlays(Page page) throws IOException {
    String player = new ClassPathResource("META-INF/resources/webjars/hls.js/1.4.12/dist/hls.min.js").getContentAsString(StandardCharsets.UTF_8);
    page.addScriptTag(new Page.AddScriptTagOptions().setContent(player));
    page.evaluate(
        """
        lecture => {
          const video = document.createElement('video'), hls = new Hls({startPosition: 0});
          window.recording = {problems: [], video};
          video.muted = true;
          video.defaultPlaybackRate = 4; // the other one is forgotten when a source is loaded
          document.body.append(video);
          // As its manual has it: what a browser stumbled over is read again, once.
          hls.on(Hls.Events.ERROR, (_, {fatal, details, error}) => {
            if (!fatal) return;
            recording.problems.push([details, error?.message, video.error?.message].join(': '));
            if (recording.problems.length === 1) hls.recoverMediaError();
          });
          hls.loadSource(`/lectures/${lecture}/media/master.m3u8`);
          hls.attachMedia(video);
          video.play();
        }""",
        LECTURE.toString());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(page.evaluate(
        """
        () => {
          const {problems, video} = recording, {buffered, currentTime} = video;
          const parts = Array.from({length: buffered.length}, (_, part) => [buffered.start(part), buffered.end(part)]);
          const isAtTheEnd = video.ended || currentTime > 3 && currentTime > parts.at(-1)[1] - 1.5;
          return problems.length > 1 || isAtTheEnd ? 'played' : `at ${currentTime} of ${JSON.stringify(parts)}`;
        }""")).isEqualTo("played"));
    assertThat((List<?>) page.evaluate("recording.problems")).hasSizeLessThan(2);
  }

  private static long segments(RunningServer server) {
    return count(server, "select count(*) from segment where lecture_id = ?");
  }

  private static long epochs(RunningServer server) {
    return count(server, "select count(*) from track_epoch where lecture_id = ? and kept");
  }

  private static long unsealed(RunningServer server) {
    return count(server, "select count(*) from track_epoch where lecture_id = ? and kept and sealed_at is null");
  }

  /** The longest stretch of lecture time, microseconds, that neither side of the gap covers. */
  private static long largestHole(RunningServer server, String kind) {
    return count(
        server,
        """
        select coalesce(max(hole), 0) from (
          select lead(at_us) over (order by at_us) - at_us - duration_us as hole
          from segment join track using (lecture_id) where lecture_id = ? and track.number = segment.track and kind = '%s') holes
        """.formatted(kind));
  }

  private static long count(RunningServer server, String query) {
    return server.database().sql(query).param(LECTURE.value()).query(Long.class).single();
  }
}
