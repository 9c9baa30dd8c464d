package org.lectern.journeys;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/**
 * What axe finds wrong with a page as it stands once its colours have settled. 4.11.3 was the newest axe on Maven Central on 30 November
 * 2026; pages were looked at with 4.14.1 from npm by hand then ({@code performance.md}).
 */
final class Accessibility {

  /** Colours half way from one theme to the other are nobody's, and have no contrast to speak of. */
  private static final String SETTLED =
      """
      () => Promise.allSettled(document.getAnimations()
          .filter((animation) => animation instanceof CSSTransition)
          .map((transition) => transition.finished))
      """;

  /** All of WCAG 2.2 at A and AA, and what axe has beside it: best practices, and rules it still tries. */
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental");

  private Accessibility() {}

  /**
   * A sentence for each rule that the page breaks, with the places where. Legacy is what axe calls looking at a page in the page alone: our
   * pages have no frames of other sites, for which it would open one more page each time.
   */
  static List<String> violations(Page page) {
    page.evaluate(SETTLED);
    return new AxeBuilder(page).setLegacyMode(true).withTags(RULES).analyze().getViolations().stream().map(Accessibility::sentence).toList();
  }

  private static String sentence(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getNodes().stream()
            .map(node -> node.getTarget() + " " + node.getHtml() + " " + node.getFailureSummary())
            .toList();
  }
}
