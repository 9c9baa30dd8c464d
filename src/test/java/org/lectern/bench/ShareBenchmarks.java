package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must be there each time and not nearly each time: a screen that somebody begins to share, and the offer to catch up. */
class ShareBenchmarks extends SampleLecture {

  private static final int TIMES = Integer.getInteger("bench.times", 50);

  /** A screen that tells the time, ten times a second. */
  private static final String SHARES =
      """
      async () => {
        const {clockCamera} = await import('/js/media-test/signals.js');
        navigator.mediaDevices.getDisplayMedia = async () => new MediaStream([clockCamera(1280, 720, 10)]);
      }""";

  /** Milliseconds until the screen of somebody else is seen. */
  private static final String SEEN =
      """
      () => new Promise(resolve => {
        const begun = performance.now();
        const look = () => {
          const video = document.querySelector('.stage-screen:not([hidden]) video');
          if (video && video.videoWidth > 2 && video.currentTime > 0 && !video.seeking && video.readyState >= 2) return resolve(performance.now() - begun);
          if (performance.now() - begun > 15000) return resolve(15000);
          setTimeout(look, 10);
        };
        look();
      })""";

  /** Watches from the first script on when the offer is there, and when it lies on top and could be pressed. */
  private static final String PRESSABLE =
      """
      const look = () => {
        const room = document.querySelector('lectern-room'), button = document.querySelector('lectern-catch-up:not([hidden]) [data-part=go]');
        if (room?.stage?.state.lecture.phase === 'live') window.snapshotAt ??= performance.now();
        if (button) {
          window.offeredAt ??= performance.now();
          const {left, top, width, height} = button.getBoundingClientRect();
          const on = document.elementFromPoint(left + width / 2, top + height / 2);
          if (width && button.contains(on)) return window.pressableAt = performance.now();
          window.covered = on?.className ?? 'nothing';
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);""";

  @Test
  void everyShareIsSeenAndEveryOfferCanBePressed() {
    Browser browser = browsers.open();
    Page instructor = MediaBenchmarks.room(server, MediaBenchmarks.withSignals(browser), site(), "amara");
    Page student = MediaBenchmarks.room(server, browser.newContext(), site(), "mei");
    student.waitForCondition(() -> "live".equals(student.getAttribute("lectern-room", "data-line")));
    instructor.waitForCondition(() -> "live".equals(instructor.getAttribute("lectern-room", "data-line")));
    instructor.evaluate(SHARES);
    List<Long> shares = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      instructor.keyboard().press("s");
      shares.add(millis(student.evaluate(SEEN)));
      instructor.keyboard().press("s");
      student.waitForCondition(() -> student.locator(".stage-screen:not(.stage-past)").isHidden());
    }
    print("a share is seen", shares);
    List<Long> joins = new ArrayList<>();
    List<Long> pressable = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      BrowserContext context = browser.newContext();
      context.addInitScript(PRESSABLE);
      Page late = MediaBenchmarks.room(server, context, site(), "lena");
      late.waitForCondition(() -> Boolean.TRUE.equals(late.evaluate("'pressableAt' in window")));
      joins.add(millis(late.evaluate("offeredAt - snapshotAt")));
      pressable.add(millis(late.evaluate("pressableAt - offeredAt")));
      context.close();
    }
    print("an offer comes", joins);
    print("it can be pressed", pressable);
    browser.close();
    assertThat(shares).as("shares").allMatch(ms -> ms < 3_000);
    assertThat(joins).as("offers").allMatch(ms -> ms < 1_000);
    assertThat(pressable).as("offers that are covered").allMatch(ms -> ms < 500);
  }

  private String site() {
    return "http://localhost:" + server.port();
  }

  private static long millis(Object number) {
    return Math.round(((Number) number).doubleValue());
  }

  private static void print(String what, List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    Table.print("%-18s %d times, ms: median %d, largest %d; each %s", what, sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast(), millis);
  }
}
