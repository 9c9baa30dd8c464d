package org.lectern.insight.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.insight.attendance.AssessmentTests.END;
import static org.lectern.insight.attendance.AssessmentTests.ENDED;
import static org.lectern.insight.attendance.AssessmentTests.MINUTE;
import static org.lectern.insight.attendance.AssessmentTests.minutes;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.accounts.Reader;
import org.lectern.accounts.UserId;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.TimeRanges;
import org.lectern.replay.Coverage;
import org.springframework.context.support.ResourceBundleMessageSource;

/** What the register says of somebody, in a word and in sentences, of a lecture of 90 minutes from 10:00 on. */
class ExplanationTests {

  private static final ResourceBundleMessageSource SENTENCES = new ResourceBundleMessageSource();

  static {
    SENTENCES.setBasename("messages");
    SENTENCES.setDefaultEncoding("UTF-8");
  }

  private static final Reader READER = new Reader(Locale.UK, Locale.UK, ZoneOffset.UTC, SENTENCES);

  @ParameterizedTest(name = "there {0}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0-90  | true  | NONE      | 0  |         | Present | There for 90 of the 90 minutes that count.
          14-90 | true  | NONE      | 0  |         | Late 14 min | Late: joined 10:14, 14 min after the start, limit 10 min. There for 76 of the 90 minutes that count. Missed 0:00–14:00. Catch up until Mon 16 Mar, 11:30; 0% of the missed part is watched.
          0-75  | true  | NONE      | 0  |         | Left 15 early | Left early: left 11:15, 15 min before the end, limit 10 min. There for 75 of the 90 minutes that count. Missed 1:15:00–1:30:00. Catch up until Mon 16 Mar, 11:30; 0% of the missed part is watched.
          0-30  | true  | NONE      | 0  |         | 30 of 90 min | Partly there: counting as present takes 80% of the session. There for 30 of the 90 minutes that count. Missed 30:00–1:30:00. Catch up until Mon 16 Mar, 11:30; 0% of the missed part is watched.
                | true  | NONE      | 0  |         | Absent | Absent. Missed 0:00–1:30:00. Catch up until Mon 16 Mar, 11:30; 0% of the missed part is watched.
                | true  | EXCUSED   | 0  |         | Excused | Absent. Missed 0:00–1:30:00. Catch up until Mon 16 Mar, 11:30; 0% of the missed part is watched. Excused.
          45-90 | true  | NONE      | 45 |         | Present | There for 45 of the 45 minutes that count.
                | true  | NONE      | 90 |         | Not required | Not required: enrolled after it was over.
                | true  | DISPENSED | 0  |         | Not required | Not required: dispensed from this session.
          0-10  | true  | DISPENSED | 0  |         | Not required | Not required: dispensed from this session.
                | true  | DISPENSED | 0  | PRESENT | Present | Present, as corrected by hand. Missed 0:00–1:30:00. Dispensed.
          0-90  | true  | NONE      | 0  | NOT_APPLICABLE | Not required | Not required, as corrected by hand.
                | false | NONE      | 0  |         | Live now | Live now: it counts when it is over.
          88-90 | false | NONE      | 0  |         | Live now | Live now: it counts when it is over. There for 2 of 90 min so far.
                | false | NOTIFIED  | 0  |         | Live now | Live now: it counts when it is over. Has given notice of being away; not decided yet.
                | false | NONE      | 0  | ABSENT  | Live now | Live now: it counts when it is over.
          """)
  void everyStatusExplainsItself(
      @Nullable String there, boolean over, Excuse excuse, int enrolledFrom, @Nullable Live correction, String word, String sentences) {
    Register.Cell cell = cell(minutes(there == null ? "" : there), over, minutes("0-90"), excuse, enrolledFrom, correction);

    assertThat(new Words(SENTENCES).of(cell).text()).isEqualTo(word);
    assertThat(new Explanation().of(cell, List.of(), READER)).isEqualTo(sentences);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'Not required of anyone: nothing of it was taught but breaks.'",
    "0-20, 'Not required of anyone: it was taught for less than 25% of its time.'"
  })
  void whatWasNotTaughtIsRequiredOfNobody(String required, String sentence) {
    TimeRanges taught = required.isEmpty() ? minutes("0-90") : minutes(required);
    Register.Cell cell = cell(minutes("0-90"), true, taught, minutes(required), Excuse.NONE, 0, null);
    assertThat(new Explanation().of(cell, List.of(), READER)).isEqualTo(sentence);
  }

  private static Register.Cell cell(
      TimeRanges live, boolean over, TimeRanges required, Excuse excuse, int enrolledFrom, @Nullable Live correction) {
    return cell(live, over, required, required, excuse, enrolledFrom, correction);
  }

  private static Register.Cell cell(
      TimeRanges live, boolean over, TimeRanges taught, TimeRanges required, Excuse excuse, int enrolledFrom, @Nullable Live correction) {
    Assessment assessment =
        new Assessment(
            Policy.DEFAULT, over, END, required, taught, enrolledFrom * MINUTE, live, TimeRanges.EMPTY, TimeRanges.EMPTY, excuse,
            correction, over ? ENDED : null);
    Outcome outcome = assessment.outcome(ENDED.plus(Duration.ofDays(1)));
    Coverage coverage = new Coverage(END, assessment.asked(outcome), live, TimeRanges.EMPTY);
    return new Register.Cell(new AtTen(), new UserId(1), coverage, outcome, Policy.DEFAULT);
  }

  private static final class AtTen extends Lecture {

    @Override
    public Optional<Instant> startedAt() {
      return Optional.of(ENDED.minusMillis(END));
    }

    @Override
    public ZoneId zone() {
      return ZoneOffset.UTC;
    }
  }
}
