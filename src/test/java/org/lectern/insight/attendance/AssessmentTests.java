package org.lectern.insight.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectern.lecture.TimeRanges.EMPTY;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.insight.attendance.Outcome.CatchUp;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.insight.attendance.Outcome.NotAsked;
import org.lectern.lecture.TimeRanges;

/** Every case the model names, on a lecture of 90 minutes. Ranges are in minutes. */
class AssessmentTests {

  static final long MINUTE = 60_000;
  static final long END = 90 * MINUTE;
  static final Instant ENDED = Instant.parse("2026-03-02T11:30:00Z");

  Policy policy = Policy.DEFAULT;
  boolean over = true;
  TimeRanges required = minutes("0-90");
  TimeRanges taught = minutes("0-90");
  long enrolledFrom = 0;
  TimeRanges live = EMPTY;
  TimeRanges watchedInTime = EMPTY;
  TimeRanges watched = EMPTY;
  Excuse excuse = Excuse.NONE;
  @Nullable Live correction;
  @Nullable Instant published = ENDED;
  Instant now = ENDED.plus(Duration.ofDays(1));

  static TimeRanges minutes(String text) {
    TimeRanges ranges = EMPTY;
    for (String range : text.isBlank() ? new String[0] : text.trim().split("\\s+")) {
      String[] ends = range.split("-");
      ranges =
          ranges.union(
              TimeRanges.of(Math.round(Double.parseDouble(ends[0]) * MINUTE), Math.round(Double.parseDouble(ends[1]) * MINUTE)));
    }
    return ranges;
  }

  Outcome outcome() {
    return new Assessment(
            policy, over, END, required, taught, enrolledFrom, live, watchedInTime, watched, excuse, correction, published)
        .outcome(now);
  }

  @ParameterizedTest(name = "{2}: there {0}")
  @CsvSource(
      textBlock =
          """
          '0-90',                      PRESENT,             there for all of it
          '',                          ABSENT,              never there
          '10-90',                     PRESENT,             ten minutes late is not later than ten minutes
          '10.001-90',                 LATE,                a moment later is
          '0-80',                      PRESENT,             left ten minutes early
          '0-79.99',                   LEFT_EARLY,          left a moment earlier
          '11-79',                     PARTIAL,             late and early and too little
          '0-20 70-90',                PARTIAL,             away in the middle for too long
          '0-40 50-90',                PRESENT,             away in the middle for a while
          '0-40 41.9-90',              PRESENT,             a reconnect
          '0-30 30.3-31 31.4-32 32.3-33 33.5-34 34.4-90', PRESENT, five reconnects in a few minutes
          """)
  void theStatusFollowsFromWhenSomebodyWasThere(String there, Live expected, String name) {
    live = minutes(there);
    assertThat(outcome().live()).as(name).isEqualTo(expected);
  }

  @ParameterizedTest(name = "live, there {0}, {1}: {2}")
  @CsvSource(
      textBlock =
          """
          '',     NONE,      LIVE_NOW
          '0-90', NONE,      LIVE_NOW
          '20-50', NONE,     LIVE_NOW
          '',     NOTIFIED,  LIVE_NOW
          '',     EXCUSED,   LIVE_NOW
          '',     DISPENSED, NOT_APPLICABLE
          """)
  void nothingIsDecidedUntilALectureIsOver(String there, Excuse said, Live expected) {
    over = false;
    live = minutes(there);
    excuse = said;
    correction = Live.ABSENT;
    taught = EMPTY;
    required = minutes("0-10");
    Outcome outcome = outcome();
    assertThat(outcome.live()).isEqualTo(expected);
    assertThat(outcome.counts()).isFalse();
    assertThat(outcome.credit()).isNull();
    assertThat(outcome.corrected()).isFalse();
    assertThat(outcome.catchUp()).isEqualTo(CatchUp.NOT_NEEDED);
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource(
      textBlock =
          """
          DISPENSED, 0,  0-90, 0-90, DISPENSED
          DISPENSED, 90, 0-90, 0-90, DISPENSED
          NONE,      90, 0-90, 0-90, ENROLLED_LATER
          NONE,      90, 0-5,  0-5,  ENROLLED_LATER
          NONE,      0,  0-20, 0-20, HARDLY_TAUGHT
          NONE,      0,  '',   0-90, NOTHING_TO_ATTEND
          NONE,      45, 0-45, 0-90, NOTHING_TO_ATTEND
          NONE,      45, 0-90, 0-90,
          """)
  void whyNothingIsAskedIsKnown(Excuse said, int enrolledAt, String asked, String wasTaught, @Nullable NotAsked expected) {
    excuse = said;
    enrolledFrom = enrolledAt * MINUTE;
    required = minutes(asked);
    taught = minutes(wasTaught);
    assertThat(outcome().notAsked()).isEqualTo(expected);
    assertThat(outcome().live() == Live.NOT_APPLICABLE).isEqualTo(expected != null);
  }

  @Test
  void twoDevicesAtOnceAreNotTwiceAsPresent() {
    live = minutes("0-60").union(minutes("30-80"));
    assertThat(outcome().measured().there()).isEqualTo(Duration.ofMinutes(80));
  }

  @Test
  void lateAndLeftEarlyAreBothSaidWhenEnoughIsLeft() {
    policy = new Policy(300, 300, 120, 0.5, 0.25, Policy.Excused.LEFT_OUT, 1, true, 14, 0.9, 1, 1);
    live = minutes("6-84");
    assertThat(outcome().live()).isEqualTo(Live.LATE_AND_LEFT_EARLY);
  }

  @Test
  void aBreakIsRequiredOfNobody() {
    required = minutes("0-40 55-90");
    live = minutes("0-40 55-90");
    assertThat(outcome().live()).isEqualTo(Live.PRESENT);
    assertThat(outcome().measured().missed()).isZero();
  }

  @Test
  void someoneWhoCameDuringABreakAtTheBeginningIsNotLateForIt() {
    required = minutes("15-90");
    live = minutes("16-90");
    assertThat(outcome().live()).isEqualTo(Live.PRESENT);
    assertThat(outcome().measured().late()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whoeverEnrolledInTheMiddleIsMeasuredFromThen() {
    enrolledFrom = 45 * MINUTE;
    live = minutes("45-90");
    assertThat(outcome().live()).isEqualTo(Live.PRESENT);
    enrolledFrom = END;
    assertThat(outcome().live()).isEqualTo(Live.NOT_APPLICABLE);
    assertThat(outcome().credit()).isNull();
  }

  @Test
  void aLectureHardlyTaughtCountsForNobody() {
    taught = minutes("0-20");
    assertThat(outcome().live()).isEqualTo(Live.NOT_APPLICABLE);
  }

  @Test
  void absenceCanBeMadeUpForWhileTheLiveStatusStaysTrue() {
    watched = watchedInTime = minutes("0-82");
    Outcome outcome = outcome();
    assertThat(outcome.live()).isEqualTo(Live.ABSENT);
    assertThat(outcome.catchUp()).isEqualTo(CatchUp.DONE);
    assertThat(outcome.credit()).isEqualTo(1);
  }

  @Test
  void ninetyPercentOfTheMissedPartIsEnoughAndAMomentLessIsNot() {
    watched = watchedInTime = minutes("0-81");
    assertThat(outcome().catchUp()).isEqualTo(CatchUp.DONE);
    watched = watchedInTime = TimeRanges.of(0, 81 * MINUTE - 1);
    assertThat(outcome().catchUp()).isEqualTo(CatchUp.OPEN);
  }

  @Test
  void sixHundredReportsOfASecondCoverTenMinutes() {
    live = minutes("10.5-90");
    for (int second = 0; second < 630; second++) {
      watched = watched.union(TimeRanges.of(second * 1000L, (second + 1) * 1000L));
    }
    watchedInTime = watched;
    assertThat(outcome().catchUp()).isEqualTo(CatchUp.DONE);
    assertThat(outcome().measured().caughtUpShare()).isEqualTo(1);
  }

  @Test
  void aSeekToTheEndCoversTheEndAlone() {
    watched = watchedInTime = minutes("89-90");
    assertThat(outcome().catchUp()).isEqualTo(CatchUp.OPEN);
    assertThat(outcome().measured().caughtUpShare()).isLessThan(0.02);
  }

  @Test
  void theTimeToCatchUpRunsFromPublicationNotFromTheLecture() {
    published = ENDED.plus(Duration.ofDays(10));
    now = ENDED.plus(Duration.ofDays(20));
    assertThat(outcome().catchUp()).isEqualTo(CatchUp.OPEN);
    assertThat(outcome().catchUpUntil()).isEqualTo(ENDED.plus(Duration.ofDays(24)));
    now = ENDED.plus(Duration.ofDays(25));
    assertThat(outcome().catchUp()).isEqualTo(CatchUp.EXPIRED);
    watched = minutes("0-90");
    assertThat(outcome().catchUp()).isEqualTo(CatchUp.DONE_LATE);
    assertThat(outcome().credit()).isZero();
  }

  @Test
  void withoutARecordingTheWindowDoesNotOpen() {
    published = null;
    assertThat(outcome().catchUp()).isEqualTo(CatchUp.WAITING);
    assertThat(outcome().catchUpUntil()).isNull();
  }

  @Test
  void whereCatchingUpIsNotOfferedItIsNot() {
    policy = new Policy(600, 600, 120, 0.8, 0.25, Policy.Excused.LEFT_OUT, 0.5, false, 14, 0.9, 1, 1);
    assertThat(outcome().catchUp()).isEqualTo(CatchUp.NOT_OFFERED);
  }

  @Test
  void anExcuseIsAFactBesideTheStatusAndCountsAsThePolicySays() {
    excuse = Excuse.EXCUSED;
    assertThat(outcome().live()).isEqualTo(Live.ABSENT);
    assertThat(outcome().credit()).isNull();
    policy = new Policy(600, 600, 120, 0.8, 0.25, Policy.Excused.PRESENT, 1, true, 14, 0.9, 1, 1);
    assertThat(outcome().credit()).isEqualTo(1);
    policy = new Policy(600, 600, 120, 0.8, 0.25, Policy.Excused.ABSENT, 1, true, 14, 0.9, 1, 1);
    assertThat(outcome().credit()).isZero();
    excuse = Excuse.NOTIFIED;
    assertThat(outcome().credit()).isZero();
    excuse = Excuse.DISPENSED;
    assertThat(outcome().live()).isEqualTo(Live.NOT_APPLICABLE);
  }

  @Test
  void aCorrectionStandsOverEverything() {
    correction = Live.PRESENT;
    excuse = Excuse.EXCUSED;
    Outcome outcome = outcome();
    assertThat(outcome.live()).isEqualTo(Live.PRESENT);
    assertThat(outcome.corrected()).isTrue();
    assertThat(outcome.credit()).isEqualTo(1);
    assertThat(outcome.catchUp()).isEqualTo(CatchUp.NOT_NEEDED);
  }

  @Test
  void aLectureCutShortIsMeasuredToItsEnd() {
    required = minutes("0-30");
    live = minutes("0-30");
    taught = minutes("0-30");
    assertThat(outcome().live()).isEqualTo(Live.PRESENT);
  }
}
