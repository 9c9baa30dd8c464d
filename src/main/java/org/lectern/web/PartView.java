package org.lectern.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.insight.attendance.Register;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.TimeRanges;
import org.lectern.lecture.TimeRanges.Range;
import org.lectern.replay.Coverage;
import org.lectern.replay.CoverageBar;

/**
 * What one person has of a lecture, as a row or a card says it.
 *
 * @param cell as the register has it
 * @param future how much of a running lecture is still planned, in milliseconds; 0 for one that is over
 * @param caughtUpOn the day on which the last of what was missed was watched; null unless all was
 */
record PartView(LectureView lecture, Register.Cell cell, long future, @Nullable LocalDate caughtUpOn) {

  /** Shorter gaps, such as the moments before somebody's line was up, are drawn but not spoken of; milliseconds. */
  static final long WORTH_NAMING = 10_000;

  /** In shorter lectures seconds matter, in milliseconds. */
  private static final long SHORT = 600_000;

  /** The last moments of somebody who is there may not be written down yet; milliseconds. */
  private static final long UNWRITTEN = 30_000;

  /** Whoever has not come within this time has missed something; milliseconds. */
  private static final long JUST_BEGUN = 60_000;

  LectureId id() {
    return lecture.lecture().id();
  }

  public Coverage coverage() {
    return cell.coverage();
  }

  /** Whether it is part of how much of the course somebody has. */
  public boolean counts() {
    return cell.outcome().counts();
  }

  /** The stretches of the bar as markup. */
  public String bar() {
    return CoverageBar.of(coverage().bar(), future);
  }

  /** Whether there is something to catch up on: of who is excused nothing is asked. */
  public boolean isMissing() {
    return cell.outcome().excuse() != Excuse.EXCUSED && !named().isEmpty();
  }

  /** The key of the sentence beside the bar; it is given {@link #amount}, {@link #pieces} and {@link #caughtUpOn}. */
  public String words() {
    if (cell.outcome().live() == Live.NOT_APPLICABLE) {
      return "part.notRequired";
    }
    return lecture.isLive() ? whileLive() : afterwards();
  }

  /** Nobody is absent from what goes on. */
  private String whileLive() {
    if (coverage().covered().isEmpty()) {
      return named().length() < JUST_BEGUN ? "part.live.begun" : "part.live.join";
    }
    if (named().isEmpty()) {
      return "part.live.all";
    }
    if (pieces() > 1) {
      return "part.live.pieces";
    }
    Range only = named().ranges().getFirst();
    if (only.from() <= coverage().required().start()) {
      return "part.live.late";
    }
    return only.to() >= coverage().required().end() ? "part.live.away" : "part.middle";
  }

  private String afterwards() {
    if (cell.outcome().excuse() == Excuse.EXCUSED && !named().isEmpty()) {
      return "part.excused";
    }
    if (named().isEmpty()) {
      return coverage().missed().longerThan(WORTH_NAMING).isEmpty() ? "part.all" : caughtUpOn == null ? "part.caughtUp" : "part.caughtUp.on";
    }
    if (coverage().covered().isEmpty()) {
      return "part.nothing";
    }
    if (pieces() > 1) {
      return "part.pieces";
    }
    Range only = named().ranges().getFirst();
    if (only.from() <= coverage().required().start()) {
      return "part.start";
    }
    return only.to() >= coverage().required().end() ? "part.end" : "part.middle";
  }

  /** How much is missing, such as {@code 11 min}, below a minute {@code 40 s}, and of a short lecture {@code 1:03}. */
  public String amount() {
    long seconds = named().length() / 1000;
    if (seconds < 60) {
      return seconds + " s";
    }
    return coverage().end() < SHORT ? "%d:%02d".formatted(seconds / 60, seconds % 60) : Math.ceilDiv(seconds, 60) + " min";
  }

  public int pieces() {
    return named().ranges().size();
  }

  private TimeRanges named() {
    TimeRanges still = coverage().still().longerThan(WORTH_NAMING);
    if (!lecture.isLive() || still.isEmpty() || coverage().covered().isEmpty()) {
      return still;
    }
    Range last = still.ranges().getLast();
    boolean unwritten = last.to() >= coverage().end() && last.length() < UNWRITTEN;
    return unwritten ? still.minus(TimeRanges.of(last.from(), last.to())) : still;
  }
}
