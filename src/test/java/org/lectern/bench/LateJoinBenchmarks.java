package org.lectern.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How long someone who opens a running room waits for its picture, step by step; see {@code src/docs/performance.md}. */
class LateJoinBenchmarks extends SampleLecture {

  private static final int LATE_JOINS = Integer.getInteger("bench.joins", 7);

  /** What a page does until its first picture, in ms since it was asked for. */
  private static final String STEPS =
      """
      const steps = window.steps = {}, step = name => steps[name] ??= Math.round(performance.now());
      const Socket = WebSocket;
      window.WebSocket = class extends Socket {
        constructor(...about) {
          super(...about);
          step('socket');
          this.addEventListener('open', () => step('open'), {once: true});
          this.addEventListener('message', ({data}) => step(typeof data === 'string' ? 'snapshot' : 'media'));
        }
      };
      document.addEventListener('DOMContentLoaded', () => {
        const [{responseStart, responseEnd}] = performance.getEntriesByType('navigation');
        Object.assign(steps, {answer: Math.round(responseStart), page: Math.round(responseEnd)});
        step('scripts');
      });
      new MutationObserver((_, observer) => {
        const video = document.querySelector('.cam video');
        if (!video) return;
        observer.disconnect();
        step('tile');
        video.requestVideoFrameCallback(() => step('picture'));
      }).observe(document, {childList: true, subtree: true});""";

  private static final List<String> IN_ORDER = List.of("answer", "page", "scripts", "socket", "open", "snapshot", "tile", "media", "picture");

  @Test
  void firstPicture() {
    Browser browser = browsers.open();
    SamplePublisher publisher = new SamplePublisher(server.port(), server.signIn("amara@lectern.example", "lectern-demo"), MediaBenchmarks.LECTURE);
    List<Map<String, Integer>> never = new ArrayList<>();
    List<Map<String, Integer>> before = new ArrayList<>();
    for (int i = 0; i < LATE_JOINS; i++) {
      BrowserContext context = browser.newContext();
      context.addInitScript(STEPS);
      Page page = MediaBenchmarks.room(server, context, "http://localhost:" + server.port(), "mei");
      never.add(steps(page));
      page.reload();
      before.add(steps(page));
      context.close();
    }
    Table.print("%nfirst picture of someone late, ms since the page was asked for, medians of %d", LATE_JOINS);
    print("never here", never);
    print("here before", before);
    publisher.close();
    browser.close();
  }

  private static void print(String who, List<Map<String, Integer>> joins) {
    Table.print("%-12s %s; each %s", who,
        IN_ORDER.stream().map(step -> step + " " + median(joins, step)).collect(Collectors.joining(", ")),
        joins.stream().map(join -> join.get("picture").toString()).collect(Collectors.joining(" ")));
  }

  private static int median(List<Map<String, Integer>> joins, String step) {
    return joins.stream().map(join -> join.getOrDefault(step, -1)).sorted().toList().get(joins.size() / 2);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Integer> steps(Page page) {
    page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("'picture' in steps")));
    return (Map<String, Integer>) page.evaluate("steps");
  }
}
