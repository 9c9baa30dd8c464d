package org.lectern.replay;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what players say was watched, as far as it can be true: nobody watches faster than time passes. Each
 * person has a budget of time for each lecture that grows with the wall clock, with a tenth to spare, and shrinks by
 * the time it took to play what they report, at whatever rate. Coverage is measured, attention is not.
 */
@Component
public class WatchReports {

  static final double SLOWEST = 0.5;
  static final double FASTEST = 3;

  /** Clocks and timers are not exact, in milliseconds. */
  private static final double HEAD_START = 2_000;

  private static final double LENIENCE = 1.1;

  private final JdbcClient jdbc;
  private final Requirements requirements;
  private final Clock clock;

  WatchReports(JdbcClient jdbc, Requirements requirements, Clock clock) {
    this.jdbc = jdbc;
    this.requirements = requirements;
    this.clock = clock;
  }

  /** The same with another clock, for what was watched in the past. */
  public WatchReports at(Clock past) {
    return new WatchReports(jdbc, requirements, past);
  }

  /**
   * One stretch that was played without a break, in milliseconds of lecture time.
   *
   * @param sequence its number within the play: the same one again is counted once
   * @param rate how fast it was played, 1 being as it was taught
   */
  public record Report(int sequence, long from, long to, double rate) {}

  /** What became of reports: how many were new and believed, how many could not be true, and how many came before. */
  public record Receipt(int accepted, int refused, int known) {}

  /**
   * Takes reports of one play, oldest first, all or none of them durable.
   *
   * @param position where the person is now, to go on from on any device
   */
  @Transactional
  public Receipt take(LectureId lecture, UserId person, UUID play, List<Report> reports, long position) {
    long published = published(lecture);
    Instant now = clock.instant();
    Budget budget = lockBudget(lecture, person, now);
    int accepted = 0;
    int refused = 0;
    int known = 0;
    for (Report report : reports) {
      if (isKnown(play, report.sequence())) {
        known++;
      } else if (isPossible(report, published) && budget.allows(report, now)) {
        budget.take(report, now);
        insert(lecture, person, play, report, now);
        accepted++;
      } else {
        refused++;
      }
    }
    save(lecture, person, budget, Math.clamp(position, 0, Math.max(0, published)), refused);
    return new Receipt(accepted, refused, known);
  }

  /** Where the person left, in milliseconds of lecture time; 0 for someone who has not begun. */
  long positionOf(LectureId lecture, UserId person) {
    return jdbc.sql("select position_ms from watcher where lecture_id = ? and user_id = ?")
        .params(lecture.value(), person.value())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** How far the lecture has come, which is as far as anyone can have watched. */
  private long published(LectureId lecture) {
    Requirements.Requirement requirement = requirements.of(List.of(lecture)).get(lecture);
    return requirement == null ? 0 : requirement.end();
  }

  private static boolean isPossible(Report report, long published) {
    return report.sequence() >= 0
        && report.from() >= 0
        && report.to() > report.from()
        && report.to() <= published
        && report.rate() >= SLOWEST
        && report.rate() <= FASTEST;
  }

  private boolean isKnown(UUID play, int sequence) {
    return jdbc.sql("select exists (select from watch where play = ? and sequence = ?)")
        .params(play, sequence)
        .query(Boolean.class)
        .single();
  }

  private Budget lockBudget(LectureId lecture, UserId person, Instant now) {
    jdbc.sql(
            """
            insert into watcher (lecture_id, user_id, budget_ms, budget_at, position_ms) values (?, ?, ?, ?, 0)
            on conflict do nothing
            """)
        .params(lecture.value(), person.value(), HEAD_START, Timestamp.from(now))
        .update();
    return jdbc.sql("select budget_ms, budget_at from watcher where lecture_id = ? and user_id = ? for update")
        .params(lecture.value(), person.value())
        .query((row, number) -> new Budget(row.getDouble("budget_ms"), row.getTimestamp("budget_at").toInstant()))
        .single();
  }

  private void insert(LectureId lecture, UserId person, UUID play, Report report, Instant now) {
    jdbc.sql(
            """
            insert into watch (play, sequence, lecture_id, user_id, from_ms, to_ms, rate, reported_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            play,
            report.sequence(),
            lecture.value(),
            person.value(),
            report.from(),
            report.to(),
            report.rate(),
            Timestamp.from(now))
        .update();
  }

  private void save(LectureId lecture, UserId person, Budget budget, long position, int refused) {
    jdbc.sql(
            """
            update watcher set budget_ms = ?, budget_at = ?, position_ms = ?, refused = refused + ?
             where lecture_id = ? and user_id = ?
            """)
        .params(
            budget.millis, Timestamp.from(budget.at), position, refused, lecture.value(), person.value())
        .update();
  }

  private static final class Budget {
    private double millis;
    private Instant at;

    Budget(double millis, Instant at) {
      this.millis = millis;
      this.at = at;
    }

    boolean allows(Report report, Instant now) {
      return took(report) <= grown(now);
    }

    void take(Report report, Instant now) {
      millis = grown(now) - took(report);
      at = now;
    }

    private static double took(Report report) {
      return (report.to() - report.from()) / report.rate();
    }

    private double grown(Instant now) {
      return millis + Math.max(0, now.toEpochMilli() - at.toEpochMilli()) * LENIENCE;
    }
  }
}
