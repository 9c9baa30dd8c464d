package org.lectern.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.Browsers;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;
import org.lectern.support.Slides;

/** How soon the first slide of a large deck is there, for who chose it and for who is taught; see {@code src/docs/performance.md}. */
class SlideBenchmarks {

  private static final int LECTURES = 5;

  /** More than 20 MB. */
  private static final int PAGES = 44;

  private static final String WATCH =
      """
      () => {
        document.addEventListener('change', ({target}) => { if (target.type === 'file') window.chosen = Date.now(); }, true);
        window.shown = new Promise(done => {
          const look = () => document.querySelector('lectern-slides canvas[data-page="1"]') ? done(Date.now()) : requestAnimationFrame(look);
          look();
        });
      }""";

  @TempDir static Path home;

  @Test
  void firstSlideOfALargeDeck(@TempDir Path folder) throws Exception {
    Path deck = Files.write(folder.resolve("Photographs.pdf"), Slides.photographs(PAGES));
    try (Browsers browsers = new Browsers();
        RunningServer server = RunningServer.start(home)) {
      School school = new School(server.jdbcUrl(), 1);
      Browser teaching = browsers.open();
      Browser learning = browsers.open();
      List<Double> instructor = new ArrayList<>();
      List<Double> student = new ArrayList<>();
      for (int i = 0; i < LECTURES; i++) {
        long lecture = school.lecture();
        try (RoomClient room = RoomClient.join(server.port(), school.instructor(), lecture, 0)) {
          room.say("lecture.start", Map.of());
        }
        Page taught = page(server, learning, school.students().getFirst(), lecture);
        Page teacher = page(server, teaching, school.instructor(), lecture);
        teacher.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Choose slides").setExact(true)).click();
        teacher.locator("lectern-decks input[type=file]").setInputFiles(deck);
        double shown = moment(teacher, "shown");
        double chosen = moment(teacher, "chosen");
        instructor.add(shown - chosen);
        student.add(moment(taught, "shown") - chosen);
        teacher.context().close();
        taught.context().close();
      }
      Table.print("%nfirst slide of a PDF of %.1f MB, ms after it was chosen, %d lectures", Files.size(deck) / 1e6, LECTURES);
      print("instructor", instructor);
      print("student", student);
    }
  }

  private static void print(String who, List<Double> took) {
    List<Double> sorted = took.stream().sorted().toList();
    Table.print("%-10s p50 %.0f, at most %.0f", who, MediaBenchmarks.quantile(sorted, .5), sorted.getLast());
  }

  private static Page page(RunningServer server, Browser browser, String cookie, long lecture) {
    String site = "http://localhost:" + server.port();
    BrowserContext context = browser.newContext(new Browser.NewContextOptions().setBypassCSP(true));
    context.addCookies(List.of(new Cookie("SESSION", cookie.substring("SESSION=".length())).setUrl(site)));
    Page page = context.newPage();
    page.navigate(site + "/lectures/" + lecture);
    page.waitForFunction("document.querySelector('lectern-room').dataset.line === 'live'");
    page.evaluate(WATCH);
    return page;
  }

  private static double moment(Page page, String name) {
    return ((Number) page.evaluate(name)).doubleValue();
  }
}
