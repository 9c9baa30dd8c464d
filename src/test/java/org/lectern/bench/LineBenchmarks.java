package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.bench.MediaBenchmarks.LECTURE;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.support.Browsers;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;

/**
 * Real browsers at the other end of a line that breaks, and laptops that fall asleep, while somebody teaches with camera and microphone:
 * {@code src/docs/resilience.md} says what came of it. What is counted is asserted, what takes time is printed.
 */
class LineBenchmarks {

  private static final int OUTAGE_SECONDS = Integer.getInteger("bench.outage", 60);
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final long LONGEST_HOLE_MILLIS = 100;
  private static final String ANEW = MediaBenchmarks.ANEW;
  private static final String AT_THE_EDGE = "() => seen.picture.length > 30 && seen.picture.slice(-15).every(age => age < 1000)";

  @TempDir Path home;

  private Browsers browsers;
  private RunningServer server;
  private BadLine line;
  private RoomClient amara;

  @BeforeEach
  void aLectureIsOn() {
    browsers = new Browsers();
    server = RunningServer.start(home, List.of("-Xms512m", "-Xmx1g"), "--lectern.demo=true").withSample();
    line = new BadLine(new LoadGenerator(Path.of("target/bench")), 25, 0);
    amara = RoomClient.join(server.port(), server.signIn("amara@lectern.example", "lectern-demo"), LECTURE, 0);
    amara.say("lecture.start", Map.of());
    Thread.ofPlatform().daemon().start(this::stayAlive);
  }

  private void stayAlive() {
    while (!amara.isClosed()) {
      amara.beat();
      pause(1);
    }
  }

  @AfterEach
  void itIsOver() {
    amara.close();
    line.close();
    server.close();
    browsers.close();
  }

  /** What does not pass in time is left out live, and is in the recording afterwards. */
  @Test
  void thePublishersLineLosesThirtyPercentForTwentySeconds() {
    Page publisher = publishes(far());
    Page viewer = watches(browsers.open(), here());
    line.loses(30, 30);
    pause(20);
    List<Double> without = MediaBenchmarks.numbers(viewer, "gaps");
    line.mend();
    double whole = recordedUpToNow(publisher);
    Table.print("%npublisher's line losing 30 %% for 20 s: the viewers' longest time without a new picture %.0f ms; the recording was whole %.1f s later",
        MediaBenchmarks.quantile(without, 1), whole);
    holdTheRecording();
  }

  @Test
  void whoTeachesHasNoLineForAMinute() {
    Page publisher = publishes(far());
    Page viewer = watches(browsers.open(), here());
    long cut = System.nanoTime();
    line.loses(100, 100);
    publisher.waitForCondition(() -> publisher.locator("lectern-connection").textContent().contains("Reconnecting"));
    double said = secondsSince(cut);
    viewer.waitForCondition(() -> !viewer.locator(".cam video").first().isVisible());
    double hidden = secondsSince(cut);
    pause(OUTAGE_SECONDS - (int) hidden);
    long mended = System.nanoTime();
    line.mend();
    Locator video = viewer.locator(".cam video").first();
    video.waitFor();
    video.evaluate(MediaBenchmarks.WATCH);
    viewer.waitForFunction(AT_THE_EDGE);
    double seen = secondsSince(mended);
    double whole = recordedUpToNow(publisher);
    Table.print("%ninstructor without a line for %d s: their page says so after %.1f s, they are shown as live for %.1f s more at most; seen again %.1f s after the line was back, the recording whole after %.1f s",
        OUTAGE_SECONDS, said, hidden, seen, whole);
    holdTheRecording();
  }

  /** One direction dead is half open; both is a cut. What was said meanwhile is there, and they were not present for it. */
  @ParameterizedTest
  @CsvSource({"no line, 100, 100, 3", "no line, 100, 100, 60", "nothing arrives, 100, 0, 60", "nothing leaves, 0, 100, 60"})
  void aStudentsLine(String how, double there, double back, int seconds) {
    publishes(browsers.open(), here());
    Page student = watches(far(), site());
    line.loses(there, back);
    outage(student, how, seconds, line::mend);
  }

  @Test
  void aStudentsLaptopFallsAsleep() throws Exception {
    publishes(browsers.open(), here());
    Set<Long> others = MediaBenchmarks.chromiums();
    Page student = watches(browsers.open(), here());
    List<Long> laptop = MediaBenchmarks.chromiums().stream().filter(pid -> !others.contains(pid)).toList();
    signal("STOP", laptop);
    outage(student, "laptop asleep", OUTAGE_SECONDS, () -> signal("CONT", laptop));
  }

  private void outage(Page student, String how, int seconds, Runnable mend) {
    long saidAfter = amara.say("chat.post", Map.of("text", "Said meanwhile " + how + seconds));
    pause(seconds);
    long last = amara.say("chat.post", Map.of("text", "Said in the end " + how + seconds));
    long mended = System.nanoTime();
    mend.run();
    said(student, "Said in the end " + how + seconds).waitFor();
    double inStep = secondsSince(mended);
    student.evaluate(ANEW);
    student.waitForFunction(AT_THE_EDGE);
    double atTheEdge = secondsSince(mended);
    long absent = absentMillis();
    Table.print("%nstudent, %s for %d s: in step %.1f s afterwards (%d entries missed), at the edge of the picture after %.1f s; not counted as present for %.1f s",
        how, seconds, inStep, last - saidAfter + 1, atTheEdge, absent / 1000.0);
    assertThat(said(student, "Said meanwhile " + how + seconds).count()).isOne();
    assertThat(said(student, "Said in the end " + how + seconds).count()).isOne();
    assertThat(absent).as("what they were away is nobody's presence, but for what a heartbeat may be late").isGreaterThan((seconds - 15) * 1000L);
  }

  /** In the chat: what was said last stands in the line for screen readers as well. */
  private static Locator said(Page student, String text) {
    return student.locator(".msg-text", new Page.LocatorOptions().setHasText(text));
  }

  /** Between the first and the last that was heard of Lena. */
  private long absentMillis() {
    Awaitility.await().atMost(LONGEST).until(() -> number("select count(*) from presence where user_id = (select id from users where name like 'Lena%') and not closed and seen_at > now() - interval '8 seconds'") > 0);
    return number(
        """
        select coalesce(sum(hole), 0) from (
          select greatest(0, joined_ms - max(seen_ms) over (order by joined_ms rows between unbounded preceding and 1 preceding)) as hole
            from presence where user_id = (select id from users where name like 'Lena%') and lecture_id = 1) holes
        """);
  }

  // ---- who takes part ----

  private String here() {
    return "http://localhost:" + server.port();
  }

  private String site() {
    return "http://%s:%d".formatted(BadLine.ADDRESS, server.port());
  }

  private Browser far() {
    return browsers.open(line.browser(), "--unsafely-treat-insecure-origin-as-secure=" + site());
  }

  private Page publishes(Browser far) {
    return publishes(far, site());
  }

  private Page publishes(Browser browser, String site) {
    Page page = MediaBenchmarks.room(server, MediaBenchmarks.withSignals(browser), site, "amara");
    page.setDefaultTimeout(LONGEST.toMillis());
    page.evaluate(MediaBenchmarks.DEVICES);
    for (String button : List.of("Camera", "Mic")) {
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).first().click();
    }
    return page;
  }

  private Page watches(Browser browser, String site) {
    Page page = MediaBenchmarks.room(server, MediaBenchmarks.withSignals(browser), site, "lena");
    page.setDefaultTimeout(LONGEST.toMillis());
    Locator video = page.locator(".cam video").first();
    video.waitFor();
    video.evaluate(MediaBenchmarks.WATCH);
    page.waitForFunction(AT_THE_EDGE);
    pause(5);
    page.evaluate(ANEW);
    return page;
  }

  // ---- the recording ----

  /** Waits until nothing is missing up to a moment ago; gives the seconds that took. */
  private double recordedUpToNow(Page publisher) {
    long from = System.nanoTime();
    long now = ((Number) publisher.evaluate("document.querySelector('lectern-room').stage.clock.at()")).longValue();
    until(() -> number("select count(distinct track) from segment where lecture_id = 1 and at_us + duration_us > " + now * 1000) == 2 && longestHole() < LONGEST_HOLE_MILLIS);
    return secondsSince(from);
  }

  private void holdTheRecording() {
    amara.say("lecture.end", Map.of());
    until(() -> number("select count(*) from track_epoch where lecture_id = 1 and kept and sealed_at is null") == 0);
    long hole = longestHole();
    Table.print("the finished recording: %d epochs, %.1f s of picture and sound, longest hole %d ms",
        number("select count(*) from track_epoch where lecture_id = 1"), number("select sum(duration_us) / 1000 from segment where lecture_id = 1") / 2000.0, hole);
    assertThat(hole).isLessThan(LONGEST_HOLE_MILLIS);
  }

  private long longestHole() {
    return number(
        """
        select coalesce(max(hole), 0) / 1000 from (
          select at_us - max(at_us + duration_us) over (partition by track order by at_us rows between unbounded preceding and 1 preceding) as hole
            from segment where lecture_id = 1) holes
        """);
  }

  private long number(String sql) {
    return server.database().sql(sql).query(Long.class).single();
  }

  // ---- time and processes ----

  private static void until(Callable<Boolean> condition) {
    Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  /** How long the fault lasts is the fault itself, not a wait for something. */
  private static void pause(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static void signal(String signal, List<Long> processes) {
    try {
      List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
      processes.forEach(pid -> command.add(Long.toString(pid)));
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
