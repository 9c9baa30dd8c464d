package org.lectern.bench;

import static org.lectern.bench.LoadGenerator.request;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.bench.LoadGenerator.Result;
import org.lectern.support.Browsers;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;

/**
 * A real browser among many others, who get the same picture and sound: whether a player that holds little has enough in hand when
 * media goes out in large rounds; see {@code src/docs/performance.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HallBenchmarks {

  private static final int SECONDS = Integer.getInteger("bench.seconds", 60);
  private static final int SETTLED_MILLIS = 5_000;
  private static final int MOST = 1_000;

  private static final String WATCH =
      """
      video => {
        const seen = window.seen = {held: [], gaps: [], rounds: [], waits: 0};
        let shownAt = 0, cameAt = 0;
        video.addEventListener('waiting', () => seen.waits++);
        document.querySelector('lectern-room').stage.addEventListener('bytes', () => {
          const now = performance.now();
          if (cameAt) seen.rounds.push(now - cameAt);
          cameAt = now;
        });
        const shown = now => {
          if (shownAt) seen.gaps.push(now - shownAt);
          shownAt = now;
          const {buffered, currentTime} = video;
          if (buffered.length) seen.held.push(1000 * (buffered.end(buffered.length - 1) - currentTime));
          video.requestVideoFrameCallback(shown);
        };
        video.requestVideoFrameCallback(shown);
      }""";

  private static final String ANEW = "() => { for (const list of ['held', 'gaps', 'rounds']) seen[list] = []; seen.waits = 0; }";

  @TempDir static Path home;

  private Browsers browsers;
  private RunningServer server;
  private LoadGenerator generator;
  private School school;

  @BeforeAll
  void aSchoolOpens() {
    browsers = new Browsers();
    generator = new LoadGenerator(Path.of("target/bench"));
    server = RunningServer.start(home, List.of("-Xms1g", "-Xmx2g"));
    school = new School(server.jdbcUrl(), MOST + 1);
  }

  @AfterAll
  void itCloses() {
    server.close();
    browsers.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 300, MOST})
  void aBrowserAmongOthers(int others) throws Exception {
    long lecture = school.lecture();
    try (RoomClient instructor = RoomClient.join(server.port(), school.instructor(), lecture, 0)) {
      instructor.say("lecture.start", Map.of());
    }
    Browser watching = browsers.open();
    try (SamplePublisher _ = new SamplePublisher(server.port(), school.instructor(), lecture)) {
      CompletableFuture<Result> hall = others == 0 ? CompletableFuture.completedFuture(null) : fill(lecture, others);
      Page page = page(watching, lecture);
      Locator video = page.locator(".cam video").first();
      video.evaluate(WATCH);
      page.waitForTimeout(SETTLED_MILLIS);
      page.evaluate(ANEW);
      Duration before = used();
      page.waitForTimeout(SECONDS * 1_000);
      double cores = used().minus(before).toMillis() / 1_000.0 / SECONDS;
      print(page, others, cores);
      hall.join();
    }
    watching.close();
  }

  private static void print(Page page, int others, double cores) {
    List<Double> gaps = MediaBenchmarks.numbers(page, "gaps");
    List<Double> rounds = MediaBenchmarks.numbers(page, "rounds");
    List<Double> held = MediaBenchmarks.numbers(page, "held");
    Table.print("%na browser among %d others, %d s: a round each p50 %.0f, p95 %.0f, at most %.0f ms; in hand when a picture is shown p5 %.0f, p50 %.0f, p95 %.0f ms",
        others, SECONDS, MediaBenchmarks.quantile(rounds, .5), MediaBenchmarks.quantile(rounds, .95), MediaBenchmarks.quantile(rounds, 1),
        MediaBenchmarks.quantile(held, .05), MediaBenchmarks.quantile(held, .5), MediaBenchmarks.quantile(held, .95));
    Table.print("without a new picture p95 %.0f, at most %.0f ms; pictures %d; stalls %s; the server took %.2f cores",
        MediaBenchmarks.quantile(gaps, .95), MediaBenchmarks.quantile(gaps, 1), gaps.size(), page.evaluate("seen.waits"), cores);
  }

  /** They come, read everything and give signs of life, until there was time enough to look. */
  private CompletableFuture<Result> fill(long lecture, int others) {
    Path requests = generator.requests(school.students().stream().limit(others).map(cookie -> request("/lectures/%d/socket".formatted(lecture), cookie)).toList());
    CompletableFuture<Result> hall = CompletableFuture.supplyAsync(() -> generator.run(
        "--port", Integer.toString(server.port()), "--label", "hall", "--pid", Long.toString(server.pid()), "--students", Integer.toString(others),
        "--speakers", "0", "--requests", requests.toString(), "--subprotocol", "lectern.v1", "--prefixed",
        "--hello", "{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}", "--beat", "{\"type\":\"beat\"}", "--idle", Integer.toString(SECONDS + 30)));
    Awaitility.await("everyone is in").atMost(Duration.ofMinutes(1))
        .until(() -> server.database().sql("select count(*) from presence where lecture_id = ?").param(lecture).query(Long.class).single() >= others);
    return hall;
  }

  private Page page(Browser browser, long lecture) {
    String site = "http://localhost:" + server.port();
    BrowserContext context = browser.newContext();
    context.addCookies(List.of(new Cookie("SESSION", school.students().getLast().substring("SESSION=".length())).setUrl(site)));
    Page page = context.newPage();
    page.navigate(site + "/lectures/" + lecture);
    return page;
  }

  private Duration used() {
    return ProcessHandle.of(server.pid()).flatMap(process -> process.info().totalCpuDuration()).orElseThrow();
  }
}
