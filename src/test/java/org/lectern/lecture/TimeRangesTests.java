package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TimeRangesTests {

  static final int HORIZON = 60;

  static TimeRanges random(Random random) {
    List<TimeRanges.Range> ranges = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      int from = random.nextInt(HORIZON);
      ranges.add(new TimeRanges.Range(from, from + random.nextInt(HORIZON - from)));
    }
    return new TimeRanges(ranges);
  }

  /** The obvious way, one bit for each moment. */
  private static BitSet moments(TimeRanges ranges) {
    BitSet moments = new BitSet();
    ranges.ranges().forEach(range -> moments.set((int) range.from(), (int) range.to()));
    return moments;
  }

  @RepeatedTest(300)
  void theAlgebraIsThatOfSetsOfMoments(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    TimeRanges a = random(random);
    TimeRanges b = random(random);
    BitSet union = moments(a);
    union.or(moments(b));
    BitSet intersection = moments(a);
    intersection.and(moments(b));
    BitSet difference = moments(a);
    difference.andNot(moments(b));

    assertThat(moments(a.union(b))).isEqualTo(union);
    assertThat(moments(a.intersect(b))).isEqualTo(intersection);
    assertThat(moments(a.minus(b))).isEqualTo(difference);
    assertThat(a.length()).isEqualTo(moments(a).cardinality());
    assertThat(a.union(b)).isEqualTo(b.union(a));
    assertThat(a.union(a)).isEqualTo(a);
    assertThat(TimeRanges.parse(a.toString())).isEqualTo(a);
  }

  @Test
  void rangesThatTouchAreOneAndEmptyOnesNone() {
    assertThat(TimeRanges.of(0, 10).union(TimeRanges.of(10, 20))).isEqualTo(TimeRanges.of(0, 20));
    assertThat(TimeRanges.of(5, 5)).isEqualTo(TimeRanges.EMPTY);
  }

  @Test
  void aQuickReconnectIsNoGap() {
    TimeRanges fiveReconnects = TimeRanges.parse("{[0,1000),[1020,2000),[2100,3000),[3120,4000),[4200,5000)}");
    assertThat(fiveReconnects.bridged(120)).isEqualTo(TimeRanges.parse("{[0,4000),[4200,5000)}"));
  }
}
