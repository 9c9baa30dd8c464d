package org.lectern.web;

import java.util.List;
import org.lectern.lecture.TimeRanges;
import org.lectern.lecture.TimeRanges.Range;
import org.lectern.replay.Coverage;

/**
 * What one person has of a lecture, as a row or a card says it.
 *
 * @param future how much of a running lecture is still planned, in milliseconds; 0 for one that is over
 */
record PartView(LectureView lecture, Coverage coverage, long future) {

  /** Shorter gaps, such as the moments before somebody's line was up, are drawn but not spoken of; milliseconds. */
  private static final long WORTH_NAMING = 10_000;

  public List<Coverage.Segment> bar() {
    return coverage.bar();
  }

  public boolean isMissing() {
    return !named().isEmpty();
  }

  /** The key of the sentence beside the bar; it is given {@link #amount} and {@link #pieces}. */
  public String words() {
    if (!isMissing()) {
      return coverage.missed().longerThan(WORTH_NAMING).isEmpty() ? "part.all" : "part.caughtUp";
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

  /** How much is missing, such as {@code 11 min} or, below a minute, {@code 40 s}. */
  public String amount() {
    long seconds = named().length() / 1000;
    return seconds < 60 ? seconds + " s" : Math.ceilDiv(seconds, 60) + " min";
  }

  public int pieces() {
    return named().ranges().size();
  }

  private TimeRanges named() {
    return coverage.still().longerThan(WORTH_NAMING);
  }
}
