package org.lectern.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.TimeRanges;
import org.lectern.lecture.TimeRanges.Range;
import org.lectern.replay.Coverage;
import org.lectern.replay.CoverageBar;

/**
 * What one person has of a lecture, as a row or a card says it.
 *
 * @param future how much of a running lecture is still planned, in milliseconds; 0 for one that is over
 * @param caughtUpOn the day on which the last of what was missed was watched; null unless all was
 */
record PartView(LectureView lecture, Coverage coverage, long future, @Nullable LocalDate caughtUpOn) {

  /** Shorter gaps, such as the moments before somebody's line was up, are drawn but not spoken of; milliseconds. */
  static final long WORTH_NAMING = 10_000;

  /** In shorter lectures seconds matter, in milliseconds. */
  private static final long SHORT = 600_000;

  /** The stretches of the bar as markup. */
  public String bar() {
    return CoverageBar.of(coverage.bar(), future);
  }

  public boolean isMissing() {
    return !named().isEmpty();
  }

  /** The key of the sentence beside the bar; it is given {@link #amount}, {@link #pieces} and {@link #caughtUpOn}. */
  public String words() {
    if (!isMissing()) {
      return coverage.missed().longerThan(WORTH_NAMING).isEmpty() ? "part.all" : caughtUpOn == null ? "part.caughtUp" : "part.caughtUp.on";
    }
    if (coverage.covered().isEmpty()) {
      return "part.nothing";
    }
    if (pieces() > 1) {
      return "part.pieces";
    }
    Range only = named().ranges().getFirst();
    if (only.from() <= coverage.required().start()) {
      return lecture.isLive() ? "part.late" : "part.start";
    }
    return only.to() >= coverage.required().end() ? "part.end" : "part.middle";
  }

  /** How much is missing, such as {@code 11 min}, below a minute {@code 40 s}, and of a short lecture {@code 1:03}. */
  public String amount() {
    long seconds = named().length() / 1000;
    if (seconds < 60) {
      return seconds + " s";
    }
    return coverage.end() < SHORT ? "%d:%02d".formatted(seconds / 60, seconds % 60) : Math.ceilDiv(seconds, 60) + " min";
  }

  public int pieces() {
    return named().ranges().size();
  }

  private TimeRanges named() {
    return coverage.still().longerThan(WORTH_NAMING);
  }
}
