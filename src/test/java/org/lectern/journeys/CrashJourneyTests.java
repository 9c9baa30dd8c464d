package org.lectern.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.Browsers;
import org.lectern.support.PersistentStudent;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;

/** The packaged server, killed in the middle of a lecture. */
class CrashJourneyTests {

  private static final Duration LONGEST_RETURN = Duration.ofMinutes(2);

  @TempDir Path home;

  private static ConditionFactory await() {
    return Awaitility.await().atMost(LONGEST_RETURN);
  }

  @Test
  void aServerKilledOrRestartedInTheMiddleOfALectureLosesAndDoublesNothingItAcknowledged() throws Exception {
    try (RunningServer server = RunningServer.start(home, "--lectern.demo=true").withSample();
        BrowserContext browser = Browsers.shared().newContext(new Browser.NewContextOptions().setBypassCSP(true))) {
      String amara = server.signIn("amara@lectern.example", "lectern-demo");
      long lecture = 1;
      await().until(() -> sampleRecording(server, "started_at is not null"));
      server.kill();
      server.restart();
      RoomClient.join(server.port(), amara, lecture, 0).say("lecture.start", Map.of());
      List<PersistentStudent> students =
          Stream.of("lena", "mei", "tomas")
              .map(
                  name ->
                      new PersistentStudent(
                          server.port(), server.signIn(name + "@lectern.example", "lectern-demo"), lecture, name))
              .toList();
      students.forEach(student -> Thread.ofVirtual().start(student));

      Page viewer = watchesTheSample(browser, server);
      List<Runnable> ends = List.of(server::kill, server::stop);
      for (Runnable end : ends) {
        int before = acknowledged(students);
        await().until(() -> acknowledged(students) > before + 60);
        await().until(() -> peoplePresent(server) >= students.size());
        end.run();
        server.restart();
      }
      int before = acknowledged(students);
      await().until(() -> acknowledged(students) > before + 30);
      viewer.evaluate("document.querySelector('lectern-room').replay.speed(2)");
      aDatabaseThatIsKilledComesBackByItself(server, students);
      aSecondServerOnTheSameHomeIsRefusedInOneSentence(server);
      theViewerGoesOnAndWhatTheyWatchedCountsOnce(server, viewer);
      students.forEach(PersistentStudent::stopWriting);
      await().until(() -> students.stream().allMatch(PersistentStudent::isInStep));

      try (RoomClient witness = RoomClient.join(server.port(), amara, lecture, 0)) {
        long last = witness.snapshot().get("seq").longValue();
        await().until(() -> students.stream().allMatch(student -> student.read().keySet().stream().max(Long::compare).orElse(0L) >= last - 10));
        assertThat(witness.snapshot().at("/state/lecture/phase").stringValue()).isEqualTo("live");
        assertThat(witness.snapshot().at("/state/lecture/outages")).hasSize(ends.size());
      }
      Map<Long, String> read = students.getFirst().read();
      for (PersistentStudent student : students) {
        student.acknowledged().forEach((text, seq) -> assertThat(read).containsEntry(seq, text));
        assertThat(student.read()).isEqualTo(read);
      }
      assertThat(read.values()).hasSize(new HashSet<>(read.values()).size());
      students.forEach(PersistentStudent::leave);
      theSampleRecordingIsWholeExactlyOnce(server);
    }
  }

  /** Somebody who was not there for any of it. */
  private static Page watchesTheSample(BrowserContext browser, RunningServer server) {
    await().until(() -> sampleRecording(server, "ended_at is not null"));
    String cookie = server.signIn("jakub@lectern.example", "lectern-demo");
    browser.addCookies(List.of(new Cookie("SESSION", cookie.substring(cookie.indexOf('=') + 1)).setUrl(server.uri("").toString())));
    Page page = browser.newPage();
    page.setDefaultTimeout(LONGEST_RETURN.toMillis());
    page.setDefaultNavigationTimeout(LONGEST_RETURN.toMillis());
    page.navigate(server.uri("/lectures/" + count(server, "%s")).toString());
    page.waitForFunction("document.querySelector('lectern-room').stage?.line === 'live'");
    page.evaluate("document.querySelector('lectern-room').replay.speed(0.5)"); // so that it outlasts the kills
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Play").setExact(true)).click();
    page.waitForFunction("document.querySelector('.pip video')?.currentTime > 1");
    return page;
  }

  private static void theViewerGoesOnAndWhatTheyWatchedCountsOnce(RunningServer server, Page viewer) {
    viewer.waitForFunction("document.querySelector('.pip video').currentTime > 25"); // beyond what was fetched before the first kill
    viewer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pause").setExact(true)).click();
    String watched = "from watch where user_id = (select id from users where email = 'jakub@lectern.example')";
    long at = ((Number) viewer.evaluate("document.querySelector('lectern-room').replay.at")).longValue();
    await().until(() -> count(server, "select coalesce(max(to_ms), 0) " + watched) > at - 300);
    assertThat(count(server, "select max(to_ms) - min(from_ms) - sum(to_ms - from_ms) " + watched))
        .as("milliseconds lost or counted twice, but for a frame or two where a report was cut").isBetween(-100L, 100L);
    assertThat(count(server, "select coalesce(sum(refused), 0) from watcher where user_id = (select id from users where email = 'jakub@lectern.example')")).isZero();
  }

  /** A kill came while it was told, and others after it was. */
  private static void theSampleRecordingIsWholeExactlyOnce(RunningServer server) {
    await().until(() -> sampleRecording(server, "ended_at is not null"));
    await().until(() -> count(server, "select count(*) from track_epoch where digest is not null and lecture_id = (%s)") == 2);
    assertThat(count(server, "select count(*) from track_epoch where lecture_id = (%s)")).isEqualTo(2);
    assertThat(count(server, "select sum(duration_us) from segment where track = 1 and lecture_id = (%s)"))
        .isCloseTo(180_000_000, Offset.offset(100_000L));
    assertThat(count(server, "select count(*) from entry where type = 'slide.turned' and lecture_id = (%s)")).isEqualTo(9);
    assertThat(count(server, "select count(*) from entry where type = 'lecture.ended' and lecture_id = (%s)")).isOne();
    assertThat(count(server, "select count(*) from entry where type = 'lecture.interrupted' and lecture_id = (%s)")).isZero();
  }

  private static boolean sampleRecording(RunningServer server, String condition) {
    return count(server, "select count(*) from lecture where id = (%s) and " + condition) == 1;
  }

  private static long count(RunningServer server, String sql) {
    return server.database().sql(sql.formatted("select id from lecture where title = 'How continents move'")).query(Long.class).single();
  }

  private void aSecondServerOnTheSameHomeIsRefusedInOneSentence(RunningServer server) throws Exception {
    Path output = home.resolve("second.log");
    Process second = RunningServer.launchBeside(home, output);

    assertThat(second.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(second.exitValue()).isNotZero();
    assertThat(Files.readString(output)).contains("Another Lectern is already running on").doesNotContain("\tat ");
    assertThat(server.isReady()).isTrue();
  }

  /** Nobody's line breaks; what is written meanwhile is kept, sent again and said once. */
  private static void aDatabaseThatIsKilledComesBackByItself(RunningServer server, List<PersistentStudent> students) {
    ProcessHandle database = server.databaseProcess();
    database.destroyForcibly();
    database.onExit().join();
    int before = acknowledged(students);
    await().until(() -> acknowledged(students) > before + 30);
    await().until(server::isReady);
    assertThat(server.databaseProcess().pid()).isNotEqualTo(database.pid());
  }

  private static long peoplePresent(RunningServer server) {
    return server.database().sql("select count(distinct user_id) from presence where not closed").query(Long.class).single();
  }

  private static int acknowledged(List<PersistentStudent> students) {
    return students.stream().mapToInt(PersistentStudent::acknowledgedSoFar).sum();
  }
}
