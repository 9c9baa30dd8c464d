package org.lectern.replay;

import java.util.List;
import java.util.Locale;

/**
 * The stretches of a coverage bar as markup, for templates. A register has a thousand of them; as a loop of a template they were a
 * third of its time.
 */
public final class CoverageBar {

  /** A heartbeat at the end; milliseconds. */
  private static final long SLIVER = 2_000;

  private CoverageBar() {}

  /**
   * @param segments in order; slivers are left out, except where there is nothing else
   * @param future the length of what is still to come, in milliseconds; 0 for nothing
   */
  public static String of(List<Coverage.Segment> segments, long future) {
    StringBuilder markup = new StringBuilder(64 * segments.size());
    for (Coverage.Segment segment : segments) {
      if (segment.length() >= SLIVER || segments.size() == 1) {
        stretch(markup, segment.kind().name().toLowerCase(Locale.ROOT), segment.length());
      }
    }
    if (future > 0) {
      stretch(markup, "future", future);
    }
    return markup.toString();
  }

  private static void stretch(StringBuilder markup, String kind, long length) {
    markup.append("<i class=\"cov-").append(kind).append("\" style=\"--w:").append(length).append("\"></i>");
  }
}
