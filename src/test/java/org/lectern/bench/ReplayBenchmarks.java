package org.lectern.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.Browsers;
import org.lectern.support.RunningServer;

/** How soon a lecture can be replayed, and how soon one is elsewhere in it, in a real browser on the packaged server. */
class ReplayBenchmarks {

  private static final int LECTURES = 3;
  private static final int SECONDS_TAUGHT = Integer.getInteger("bench.taught", 20);

  /** From <em>over</em> to the picture of two seconds before: page, log and media, each as a browser asks for them. */
  private static final String REPLAYED =
      """
      () => new Promise(done => {
        const room = document.querySelector('lectern-room');
        const look = () => {
          const {replay} = room, video = document.querySelector('.pip video');
          if (replay?.end > 0 && !video?.seeking && video?.readyState >= 2 && Math.abs(video.currentTime * 1000 - replay.at) < 100 && replay.at > replay.end - 2500) return done(Date.now());
          if (replay?.end > 0 && replay.at < replay.end - 2500) replay.seek(replay.end - 2000);
          requestAnimationFrame(look);
        };
        look();
      })""";

  private static final String SEEKS =
      """
      async () => {
        const {replay} = document.querySelector('lectern-room'), video = document.querySelector('.pip video'), took = [], off = [];
        for (let i = 0; i < 40; i++) {
          const at = (i * 67_129 + 3_000) % 178_000, from = performance.now();
          replay.seek(at);
          await new Promise(done => {
            const look = () => !video.seeking && video.readyState >= 2 && Math.abs(video.currentTime * 1000 - at) < 50 ? done() : requestAnimationFrame(look);
            look();
          });
          took.push(performance.now() - from);
          off.push(Math.abs(video.currentTime * 1000 - at));
        }
        return [took, off];
      }""";

  @TempDir static Path home;

  static RunningServer server;
  static Browsers browsers;
  static Browser browser;

  @BeforeAll
  static void aServerWithTheSample() {
    server = RunningServer.start(home, "--lectern.demo=true").withSample();
    browsers = new Browsers();
    browser = browsers.open();
    Awaitility.await().until(() -> count("select count(*) from lecture where title = 'How continents move' and ended_at is not null") == 1);
  }

  @AfterAll
  static void itStops() {
    browsers.close();
    server.close();
  }

  @Test
  void readableAfterTheEnd() {
    List<Double> took = new ArrayList<>();
    for (int lecture = 1; lecture <= LECTURES; lecture++) {
      Page instructor = page("amara", "/lectures/" + lecture);
      button(instructor, "Start session").click();
      button(instructor, "Mic").click();
      button(instructor, "Camera").click();
      Page student = page("lena", "/lectures/" + lecture);
      student.waitForFunction("ms => document.querySelector('lectern-room').stage.clock.at() > ms", SECONDS_TAUGHT * 1_000);
      button(instructor, "End session").click();
      instructor.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("End session")).click();
      student.waitForFunction("document.querySelector('lectern-room').dataset.phase === 'ended'");
      long over = ((Number) student.evaluate("Date.now()")).longValue();
      student.reload();
      took.add((double) (((Number) student.evaluate(REPLAYED)).longValue() - over));
      instructor.context().close();
      student.context().close();
    }
    say("From the end to its last picture in the replay, ms", took);
  }

  @Test
  void seekToPicture() {
    long lecture = count("select id from lecture where title = 'How continents move'");
    Page student = page("lena", "/lectures/" + lecture);
    student.waitForFunction("document.querySelector('.pip video')?.readyState >= 2");
    List<?> measured = (List<?>) student.evaluate(SEEKS);
    say("From a seek to its picture, ms", numbers(measured.get(0)));
    say("Off by, ms", numbers(measured.get(1)));
  }

  private static List<Double> numbers(Object list) {
    return ((List<?>) list).stream().map(number -> ((Number) number).doubleValue()).toList();
  }

  private static void say(String what, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    System.out.printf("%s: n %d, p50 %.0f, p95 %.0f, max %.0f%n", what, sorted.size(), at(sorted, 0.5), at(sorted, 0.95), sorted.getLast());
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
  }

  private static Page page(String name, String path) {
    String cookie = server.signIn(name + "@lectern.example", "lectern-demo");
    BrowserContext context = browser.newContext(new Browser.NewContextOptions().setBypassCSP(true));
    context.addCookies(List.of(new Cookie("SESSION", cookie.substring(cookie.indexOf('=') + 1)).setUrl(server.uri("").toString())));
    Page page = context.newPage();
    page.setDefaultTimeout(120_000);
    page.navigate(server.uri(path).toString());
    page.waitForFunction("['live', 'slow'].includes(document.querySelector('lectern-room').stage?.line)");
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static long count(String sql) {
    return server.database().sql(sql).query(Long.class).single();
  }
}
