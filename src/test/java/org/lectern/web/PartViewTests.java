package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.insight.attendance.Outcome;
import org.lectern.insight.attendance.Outcome.CatchUp;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.insight.attendance.Outcome.Measured;
import org.lectern.insight.attendance.Policy;
import org.lectern.insight.attendance.Register;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.TimeRanges;
import org.lectern.replay.Coverage;

/** What a row says of somebody's part in a session of an hour. Ranges are in minutes. */
class PartViewTests {

  private static final long MINUTE = 60_000;

  @ParameterizedTest(name = "{0}, {1}: there {2}, watched {3}")
  @CsvSource(
      textBlock =
          """
          LIVE,  LIVE_NOW,       ,            ,     part.live.join,   60 min, true
          LIVE,  LIVE_NOW,       0-60,        ,     part.live.all,    , false
          LIVE,  LIVE_NOW,       0-59.8,      ,     part.live.all,    , false
          LIVE,  LIVE_NOW,       12-60,       ,     part.live.late,   12 min, true
          LIVE,  LIVE_NOW,       12-59.8,     ,     part.live.late,   12 min, true
          LIVE,  LIVE_NOW,       0-50,        ,     part.live.away,   10 min, true
          LIVE,  LIVE_NOW,       0-20 30-60,  ,     part.middle,      10 min, true
          LIVE,  LIVE_NOW,       5-20 30-60,  ,     part.live.pieces, 15 min, true
          LIVE,  NOT_APPLICABLE, ,            ,     part.notRequired, , false
          ENDED, ABSENT,         ,            ,     part.nothing,     60 min, true
          ENDED, LATE,           12-60,       ,     part.start,       12 min, true
          ENDED, LATE,           12-60,       0-12, part.caughtUp,    , false
          ENDED, LEFT_EARLY,     0-45,        ,     part.end,         15 min, true
          ENDED, PRESENT,        0-59.8,      ,     part.end,         12 s, true
          ENDED, PRESENT,        0-20 30-60,  ,     part.middle,      10 min, true
          ENDED, PARTIAL,        5-20 30-60,  ,     part.pieces,      15 min, true
          ENDED, PRESENT,        0-60,        ,     part.all,         , false
          ENDED, NOT_APPLICABLE, ,            ,     part.notRequired, , false
          ENDED, EXCUSED,        ,            ,     part.excused,     , false
          ENDED, EXCUSED,        12-60,       ,     part.excused,     , false
          ENDED, EXCUSED,        0-60,        ,     part.all,         , false
          """)
  void theWordsFollowThePhase(
      Lecture.Phase phase, String status, @Nullable String there, @Nullable String watched, String words, @Nullable String amount, boolean missing) {
    PartView part = part(phase, status, minutes(there), minutes(watched));
    assertThat(part.words()).isEqualTo(words);
    assertThat(part.isMissing()).isEqualTo(missing);
    if (amount != null) {
      assertThat(part.amount()).isEqualTo(amount);
    }
  }

  private static PartView part(Lecture.Phase phase, String status, TimeRanges there, TimeRanges watched) {
    Excuse excuse = status.equals("EXCUSED") ? Excuse.EXCUSED : Excuse.NONE;
    Live live = excuse == Excuse.EXCUSED ? Live.ABSENT : Live.valueOf(status);
    TimeRanges required = live == Live.NOT_APPLICABLE ? TimeRanges.EMPTY : minutes("0-60");
    Measured unused = new Measured(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    Outcome outcome = new Outcome(live, excuse, CatchUp.NOT_NEEDED, null, null, unused, false, null);
    Lecture lecture = new In(phase);
    LectureView view = new LectureView(lecture, new VisibleCourse(null, CourseRole.STUDENT), ZoneOffset.UTC, Instant.EPOCH);
    Coverage coverage = new Coverage(60 * MINUTE, required, there, watched);
    return new PartView(view, new Register.Cell(lecture, new UserId(1), coverage, outcome, Policy.DEFAULT), 0, (LocalDate) null);
  }

  private static TimeRanges minutes(@Nullable String text) {
    TimeRanges ranges = TimeRanges.EMPTY;
    for (String range : text == null ? new String[0] : text.split(" ")) {
      String[] ends = range.split("-");
      ranges = ranges.union(TimeRanges.of((long) (Double.parseDouble(ends[0]) * MINUTE), (long) (Double.parseDouble(ends[1]) * MINUTE)));
    }
    return ranges;
  }

  private static final class In extends Lecture {

    private final Phase phase;

    private In(Phase phase) {
      this.phase = phase;
    }

    @Override
    public Phase phase() {
      return phase;
    }

    @Override
    public boolean isLive() {
      return phase == Phase.LIVE;
    }
  }
}
