package org.lectern.lecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of moments of lecture time as half-open ranges {@code [from, to)} in milliseconds: sorted, disjoint and
 * never touching, so that equal sets are equal values. The algebra is that of PostgreSQL's {@code
 * int8multirange}, which computes the same in the database; property tests hold the two to each other.
 */
public record TimeRanges(List<Range> ranges) {

  public static final TimeRanges EMPTY = new TimeRanges(List.of());

  private static final Pattern POSTGRESQL = Pattern.compile("\\[(-?\\d+),(-?\\d+)\\)");

  /** Takes ranges in any order, overlapping or not, and leaves out empty ones. */
  public TimeRanges {
    // A large register makes ten million of these, nearly all in order already, so that case comes first.
    ranges = isNormal(ranges) ? List.copyOf(ranges) : normalised(ranges);
  }

  /** @throws IllegalArgumentException when it ends before it begins */
  public record Range(long from, long to) {

    public Range {
      if (to < from) {
        throw new IllegalArgumentException("A range from %d cannot end at %d".formatted(from, to));
      }
    }

    /** In milliseconds. */
    public long length() {
      return to - from;
    }

    private boolean isEmpty() {
      return from == to;
    }
  }

  public static TimeRanges of(long from, long to) {
    return new TimeRanges(List.of(new Range(from, to)));
  }

  /** Reads what PostgreSQL prints, such as <code>{[0,10),[20,30)}</code>. */
  public static TimeRanges parse(String multirange) {
    List<Range> ranges = new ArrayList<>();
    Matcher matcher = POSTGRESQL.matcher(multirange);
    while (matcher.find()) {
      ranges.add(new Range(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
    }
    return new TimeRanges(ranges);
  }

  private static boolean isNormal(List<Range> ranges) {
    long last = Long.MIN_VALUE;
    for (Range range : ranges) {
      if (range.isEmpty() || range.from() <= last) {
        return false;
      }
      last = range.to();
    }
    return true;
  }

  private static List<Range> normalised(List<Range> ranges) {
    List<Range> sorted =
        ranges.stream().filter(range -> !range.isEmpty()).sorted(Comparator.comparingLong(Range::from)).toList();
    List<Range> joined = new ArrayList<>();
    for (Range range : sorted) {
      if (!joined.isEmpty() && range.from() <= joined.getLast().to()) {
        Range last = joined.removeLast();
        joined.add(new Range(last.from(), Math.max(last.to(), range.to())));
      } else {
        joined.add(range);
      }
    }
    return List.copyOf(joined);
  }

  public TimeRanges union(TimeRanges other) {
    return new TimeRanges(Stream.concat(ranges.stream(), other.ranges.stream()).toList());
  }

  public TimeRanges minus(TimeRanges other) {
    if (ranges.isEmpty() || other.ranges.isEmpty()) {
      return this;
    }
    List<Range> left = new ArrayList<>(ranges.size() + other.ranges.size());
    int next = 0;
    for (Range range : ranges) {
      long from = range.from();
      while (next < other.ranges.size() && other.ranges.get(next).from() < range.to()) {
        Range hole = other.ranges.get(next);
        if (hole.from() > from) {
          left.add(new Range(from, hole.from()));
        }
        from = Math.max(from, hole.to());
        if (hole.to() > range.to()) {
          break; // it goes on into the next range
        }
        next++;
      }
      if (from < range.to()) {
        left.add(new Range(from, range.to()));
      }
    }
    return new TimeRanges(left);
  }

  public TimeRanges intersect(TimeRanges other) {
    List<Range> both = new ArrayList<>(Math.max(ranges.size(), other.ranges.size()));
    for (int i = 0, j = 0; i < ranges.size() && j < other.ranges.size(); ) {
      Range one = ranges.get(i);
      Range another = other.ranges.get(j);
      long from = Math.max(one.from(), another.from());
      long to = Math.min(one.to(), another.to());
      if (from < to) {
        both.add(new Range(from, to));
      }
      if (one.to() < another.to()) {
        i++;
      } else {
        j++;
      }
    }
    return new TimeRanges(both);
  }

  /** The same with gaps of at most this many milliseconds closed, because a quick reconnect is no absence. */
  public TimeRanges bridged(long longestGap) {
    List<Range> bridged = new ArrayList<>();
    for (Range range : ranges) {
      if (!bridged.isEmpty() && range.from() - bridged.getLast().to() <= longestGap) {
        bridged.add(new Range(bridged.removeLast().from(), range.to()));
      } else {
        bridged.add(range);
      }
    }
    return new TimeRanges(bridged);
  }

  /** Only the ranges longer than this many milliseconds. */
  public TimeRanges longerThan(long shortest) {
    return new TimeRanges(ranges.stream().filter(range -> range.length() > shortest).toList());
  }

  /** All of it together, in milliseconds. */
  public long length() {
    long length = 0;
    for (Range range : ranges) {
      length += range.length();
    }
    return length;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** @throws java.util.NoSuchElementException when it is empty */
  public long start() {
    return ranges.getFirst().from();
  }

  /** @throws java.util.NoSuchElementException when it is empty */
  public long end() {
    return ranges.getLast().to();
  }

  /** As PostgreSQL reads it. */
  @Override
  public String toString() {
    return ranges.stream()
        .map(range -> "[" + range.from() + "," + range.to() + ")")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
