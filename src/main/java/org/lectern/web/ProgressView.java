package org.lectern.web;

import java.util.List;
import java.util.function.ToLongFunction;
import org.lectern.replay.Coverage;
import org.lectern.replay.Coverage.Kind;
import org.lectern.replay.Coverage.Segment;
import org.lectern.replay.CoverageBar;

/** What a student has of a whole course so far: all its lectures that count laid end to end. */
record ProgressView(List<PartView> parts) {

  ProgressView {
    parts = parts.stream().filter(PartView::counts).toList();
  }

  public boolean isCounted() {
    return sum(coverage -> coverage.required().length()) > 0;
  }

  /** For reading only: a heartbeat's worth at the end is no lost per cent. */
  public int percent() {
    long required = sum(coverage -> coverage.required().length());
    return required == 0 ? 100 : (int) Math.round(100.0 * sum(coverage -> coverage.covered().length()) / required);
  }

  public long minutes() {
    return sum(coverage -> coverage.required().length()) / 60_000;
  }

  /** The stretches of the bar as markup. */
  public String bar() {
    return CoverageBar.of(segments(), 0);
  }

  private List<Segment> segments() {
    long live = sum(coverage -> coverage.required().intersect(coverage.live()).length());
    long replay = sum(coverage -> coverage.caughtUp().length());
    long missed = sum(coverage -> coverage.still().length());
    return List.of(
            new Segment(Kind.LIVE, 0, live),
            new Segment(Kind.REPLAY, live, live + replay),
            new Segment(Kind.MISSED, live + replay, live + replay + missed))
        .stream()
        .filter(segment -> segment.length() > 0)
        .toList();
  }

  private long sum(ToLongFunction<Coverage> length) {
    return parts.stream().map(PartView::coverage).mapToLong(length).sum();
  }
}
