package org.lectern.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lectern.lecture.TimeRanges;
import org.lectern.lecture.TimeRanges.Range;

/**
 * What one person has of one lecture, in lecture time. All sets lie within the lecture.
 *
 * @param end where the lecture ends, or is now
 * @param required what one must have: the lecture without breaks, outages, and stretches nobody taught
 * @param live when the person was in the room, over all of their connections
 * @param watched what they have watched of it since
 */
public record Coverage(long end, TimeRanges required, TimeRanges live, TimeRanges watched) {

  /** The same of somebody of whom only this is asked. */
  public Coverage requiring(TimeRanges asked) {
    return new Coverage(end, asked, live, watched);
  }

  /** Required, and not there live. */
  public TimeRanges missed() {
    return required.minus(live);
  }

  /** The <em>catch me up</em> list: missed, and not watched yet. */
  public TimeRanges still() {
    return missed().minus(watched);
  }

  /** Missed, and watched since. */
  public TimeRanges caughtUp() {
    return missed().intersect(watched);
  }

  /** Required, and had one way or the other. */
  public TimeRanges covered() {
    return required.minus(still());
  }

  /** From 0 to 1; all of nothing is 1. */
  public double share() {
    return required.isEmpty() ? 1 : (double) covered().length() / required.length();
  }

  /** The coverage bar from left to right. */
  public List<Segment> bar() {
    TimeRanges whole = TimeRanges.of(0, end);
    List<Segment> segments = new ArrayList<>();
    add(segments, Kind.MISSED, still());
    add(segments, Kind.REPLAY, caughtUp());
    add(segments, Kind.LIVE, required.intersect(live));
    add(segments, Kind.FREE, whole.minus(required));
    segments.sort(Comparator.comparingLong(Segment::from));
    return List.copyOf(segments);
  }

  /** The bar of a lecture that goes on: what somebody has of it, and no word about the rest. */
  public List<Segment> barSoFar() {
    return requiring(covered()).bar();
  }

  private static void add(List<Segment> segments, Kind kind, TimeRanges ranges) {
    for (Range range : ranges.ranges()) {
      segments.add(new Segment(kind, range.from(), range.to()));
    }
  }

  /** One stretch of the bar, in milliseconds of lecture time. */
  public record Segment(Kind kind, long from, long to) {

    public long length() {
      return to - from;
    }
  }

  /** How somebody has a stretch of a lecture, or has it not. */
  public enum Kind {
    LIVE,
    REPLAY,
    MISSED,
    /** Breaks and the like: asked of nobody, so nobody has or lacks them. */
    FREE
  }
}
