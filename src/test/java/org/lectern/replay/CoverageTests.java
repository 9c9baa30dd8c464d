package org.lectern.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.TimeRanges;

class CoverageTests {

  static final long END = 100;

  static TimeRanges random(Random random) {
    List<TimeRanges.Range> ranges = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      long from = random.nextLong(END);
      ranges.add(new TimeRanges.Range(from, from + random.nextLong(END - from + 1)));
    }
    return new TimeRanges(ranges);
  }

  @RepeatedTest(300)
  void whatIsMissedAndWhatWasThereMakeUpWhatIsRequired(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Coverage coverage = new Coverage(END, TimeRanges.of(0, END).minus(random(random)), random(random), random(random));

    assertThat(coverage.missed().intersect(coverage.live())).isEqualTo(TimeRanges.EMPTY);
    assertThat(coverage.missed().union(coverage.live().intersect(coverage.required()))).isEqualTo(coverage.required());
    assertThat(coverage.covered().union(coverage.still())).isEqualTo(coverage.required());
    assertThat(coverage.bar().stream().mapToLong(Coverage.Segment::length).sum()).isEqualTo(END);
  }

  @Test
  void watchingWhatOneMissedLeavesNothingToCatchUpOn() {
    TimeRanges whole = TimeRanges.of(0, END);
    Coverage late = new Coverage(END, whole, TimeRanges.of(12, END), TimeRanges.EMPTY);
    assertThat(late.still()).isEqualTo(TimeRanges.of(0, 12));

    Coverage caughtUp = new Coverage(END, whole, TimeRanges.of(12, END), TimeRanges.of(0, 12));
    assertThat(caughtUp.still().isEmpty()).isTrue();
    assertThat(caughtUp.share()).isEqualTo(1);
    assertThat(caughtUp.bar().stream().map(Coverage.Segment::kind))
        .containsExactly(Coverage.Kind.REPLAY, Coverage.Kind.LIVE);
  }

  @Test
  void aBreakIsDrawnAsNobodysAlsoForWhoWasNotThere() {
    TimeRanges required = TimeRanges.parse("{[0,40),[60,100)}");
    Coverage absent = new Coverage(END, required, TimeRanges.EMPTY, TimeRanges.EMPTY);
    Coverage thereAllTheTime = new Coverage(END, required, TimeRanges.of(0, END), TimeRanges.EMPTY);

    assertThat(absent.bar().stream().map(Coverage.Segment::kind))
        .containsExactly(Coverage.Kind.MISSED, Coverage.Kind.FREE, Coverage.Kind.MISSED);
    assertThat(thereAllTheTime.bar().stream().map(Coverage.Segment::kind))
        .containsExactly(Coverage.Kind.LIVE, Coverage.Kind.FREE, Coverage.Kind.LIVE);
  }

  @Test
  void aBreakIsMissedByNobody() {
    Coverage absentDuringBreak =
        new Coverage(END, TimeRanges.of(0, END).minus(TimeRanges.of(40, 60)), TimeRanges.parse("{[0,40),[60,100)}"), TimeRanges.EMPTY);
    assertThat(absentDuringBreak.missed().isEmpty()).isTrue();
    assertThat(absentDuringBreak.share()).isEqualTo(1);
  }
}
