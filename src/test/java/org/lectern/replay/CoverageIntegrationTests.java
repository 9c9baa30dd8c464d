package org.lectern.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Presences;
import org.lectern.lecture.TimeRanges;
import org.lectern.lecture.event.Lifecycle.Interrupted;
import org.lectern.replay.WatchReports.Receipt;
import org.lectern.replay.WatchReports.Report;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A lecture of 90 minutes that ended just now, and what Lena has of it. */
@LecternTest
class CoverageIntegrationTests {

  static final long MINUTE = 60_000;
  static final long END = 90 * MINUTE;

  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;
  @Autowired LectureLog log;
  @Autowired Presences presences;
  @Autowired Coverages coverages;
  @Autowired WatchReports reports;

  User lena;
  LectureId lecture;
  Instant started;

  @BeforeEach
  void aLectureHasEnded() {
    User amara = classroom.person("Amara Osei");
    Course course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.endedLecture(course, Duration.ofMinutes(90));
    started = jdbc.sql("select started_at from lecture where id = ?").param(lecture.value()).query(Instant.class).single();
    present(amara, 0, 91);
  }

  void present(User person, double fromMinute, double toMinute) {
    presences.flush(
        List.of(
            new Presences.Presence(
                UUID.randomUUID(), lecture, person.id(), minute(fromMinute), minute(toMinute), true)));
  }

  Instant minute(double minute) {
    return started.plusMillis(Math.round(minute * MINUTE));
  }

  Coverage lenas() {
    return coverages.of(lecture, lena.id()).orElseThrow();
  }

  static TimeRanges minutes(long from, long to) {
    return TimeRanges.of(from * MINUTE, to * MINUTE);
  }

  @Test
  void someoneWhoNeverCameMissesAllOfIt() {
    assertThat(lenas().still()).isEqualTo(TimeRanges.of(0, lenas().end()));
  }

  @Test
  void whoCameLateDroppedOutAndLeftEarlyMissesExactlyThoseParts() {
    present(lena, 12, 40);
    present(lena, 45, 80);
    assertThat(lenas().still()).isEqualTo(minutes(0, 12).union(minutes(40, 45)).union(TimeRanges.of(80 * MINUTE, lenas().end())));
  }

  @Test
  void twoDevicesAtOnceAreOneStay() {
    present(lena, 0, 50);
    present(lena, 20, 91);
    assertThat(lenas().live().length()).isEqualTo(lenas().end());
    assertThat(lenas().still().isEmpty()).isTrue();
  }

  @Test
  void anOutageIsMissedByNobody() {
    log.append(lecture, end -> List.of(Draft.bySystem(new Interrupted(30 * MINUTE, 35 * MINUTE)))).join();
    present(lena, 0, 30);
    present(lena, 35, 91);
    assertThat(lenas().still().isEmpty()).isTrue();
  }

  @Test
  void watchingEmptiesTheListAsFastAsTimePasses() {
    present(lena, 12, 91);
    UUID play = UUID.randomUUID();
    grantTime(Duration.ofMinutes(15));

    Receipt receipt = reports.take(lecture, lena.id(), play, List.of(new Report(0, 0, 12 * MINUTE, 1)), 12 * MINUTE);

    assertThat(receipt).isEqualTo(new Receipt(1, 0, 0));
    assertThat(lenas().still().isEmpty()).isTrue();
    assertThat(reports.positionOf(lecture, lena.id())).isEqualTo(12 * MINUTE);
  }

  /** As if the person had had this much time since the last report. */
  void grantTime(Duration time) {
    reports.take(lecture, lena.id(), UUID.randomUUID(), List.of(), 0);
    jdbc.sql("update watcher set budget_at = budget_at - make_interval(secs => ?) where lecture_id = ? and user_id = ?")
        .params(time.toSeconds(), lecture.value(), lena.id().value())
        .update();
  }

  @Test
  void stretchesOfTwoSpeedsThatWereKeptThroughAnOutageAreBelievedTogether() {
    grantTime(Duration.ofMinutes(1));
    List<Report> kept = List.of(new Report(0, 0, 20_000, 0.5), new Report(1, 20_000, 60_000, 2));

    assertThat(reports.take(lecture, lena.id(), UUID.randomUUID(), kept, 60_000)).isEqualTo(new Receipt(2, 0, 0));
  }

  @Test
  void sixHundredReportsOfOneSecondCoverTenMinutes() {
    grantTime(Duration.ofMinutes(10));
    List<Report> seconds = IntStream.range(0, 600).mapToObj(i -> new Report(i, i * 1000L, (i + 1) * 1000L, 1)).toList();

    assertThat(reports.take(lecture, lena.id(), UUID.randomUUID(), seconds, 0).accepted()).isEqualTo(600);
    assertThat(lenas().watched()).isEqualTo(minutes(0, 10));
  }

  @Test
  void aReplayedReportIsCountedOnce() {
    grantTime(Duration.ofMinutes(2));
    UUID play = UUID.randomUUID();
    List<Report> once = List.of(new Report(0, 0, 10_000, 1));
    reports.take(lecture, lena.id(), play, once, 0);
    assertThat(reports.take(lecture, lena.id(), play, once, 0)).isEqualTo(new Receipt(0, 0, 1));
  }

  @Test
  void nobodyWatchesFasterThanTimePasses() {
    assertThat(reports.take(lecture, lena.id(), UUID.randomUUID(), List.of(new Report(0, 0, END, 1)), 0))
        .isEqualTo(new Receipt(0, 1, 0));
    for (int play = 0; play < 20; play++) {
      reports.take(lecture, lena.id(), UUID.randomUUID(), List.of(new Report(0, play * 2000L, play * 2000L + 1900, 1)), 0);
    }
    assertThat(lenas().watched().length()).isLessThan(10_000);
    assertThat(jdbc.sql("select refused from watcher where lecture_id = ? and user_id = ?").params(lecture.value(), lena.id().value()).query(Integer.class).single())
        .isGreaterThan(10);
  }

  @Test
  void atTwiceTheSpeedTheSameMinutesAreCovered() {
    grantTime(Duration.ofMinutes(6));
    assertThat(reports.take(lecture, lena.id(), UUID.randomUUID(), List.of(new Report(0, 0, 12 * MINUTE, 2)), 0).accepted()).isOne();
    assertThat(lenas().watched()).isEqualTo(minutes(0, 12));
  }

  @Test
  void whatCannotBeIsRefused() {
    grantTime(Duration.ofHours(3));
    List<Report> impossible =
        List.of(
            new Report(0, 10, 10, 1),
            new Report(1, 20, 10, 1),
            new Report(2, -5, 10, 1),
            new Report(3, 0, END + 60 * MINUTE, 1),
            new Report(4, 0, 1000, 16),
            new Report(5, 0, 1000, Double.NaN),
            new Report(-1, 0, 1000, 1));
    assertThat(reports.take(lecture, lena.id(), UUID.randomUUID(), impossible, 0).refused()).isEqualTo(impossible.size());
    assertThat(lenas().watched().isEmpty()).isTrue();
  }

  @Test
  void aSeekToTheEndCoversTheEndAlone() {
    grantTime(Duration.ofMinutes(1));
    reports.take(lecture, lena.id(), UUID.randomUUID(), List.of(new Report(0, 89 * MINUTE, 90 * MINUTE, 1)), END);
    assertThat(lenas().still()).isEqualTo(TimeRanges.of(0, 89 * MINUTE).union(TimeRanges.of(90 * MINUTE, lenas().end())));
  }

  @Test
  void javaAndPostgreSqlComputeTheSameSets() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      TimeRanges required = CoverageTests.random(random);
      TimeRanges live = CoverageTests.random(random);
      TimeRanges watched = CoverageTests.random(random);
      Coverage java = new Coverage(CoverageTests.END, required, live, watched);
      String[] sql =
          jdbc.sql(
                  """
                  with had as (select ?::int8multirange as required, ?::int8multirange as live, ?::int8multirange as watched)
                  select (required - live)::text, (required - live - watched)::text,
                         ((required - live) * watched)::text, (required - (required - live - watched))::text from had
                  """)
              .params(required.toString(), live.toString(), watched.toString())
              .query((row, number) -> new String[] {row.getString(1), row.getString(2), row.getString(3), row.getString(4)})
              .single();
      assertThat(sql)
          .containsExactly(
              java.missed().toString(), java.still().toString(), java.caughtUp().toString(), java.covered().toString());
    }
  }
}
