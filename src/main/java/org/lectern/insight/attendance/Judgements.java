package org.lectern.insight.attendance;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.lecture.LectureId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people have decided or said about attendance, beside what is computed: excuses and corrections. */
@Component
public class Judgements {

  private final JdbcClient jdbc;
  private final Clock clock;

  Judgements(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The same with another clock, for what was decided in the past. */
  public Judgements at(Clock past) {
    return new Judgements(jdbc, past);
  }

  /** A person's part in a lecture. */
  public record Part(LectureId lecture, UserId person) {}

  /**
   * A decision over what was computed.
   *
   * @param status null: back to what is computed
   * @param before the status it replaced
   */
  public record Correction(
      Part part, @Nullable Live status, String reason, Live before, UserId by, Instant at) {}

  /** What somebody said about being away, and what was decided. */
  public record Notice(Part part, Excuse kind, String reason, Instant notifiedAt, @Nullable UserId decidedBy) {}

  /** The student says that they are, or were, away. Saying it again changes the reason until it is decided. */
  public void notify(Part part, String reason) {
    jdbc.sql(
            """
            insert into excuse (lecture_id, user_id, kind, reason, notified_at) values (?, ?, 'NOTIFIED', ?, ?)
            on conflict (lecture_id, user_id) do update set reason = excluded.reason where excuse.kind = 'NOTIFIED'
            """)
        .params(part.lecture().value(), part.person().value(), reason, Timestamp.from(clock.instant()))
        .update();
  }

  /**
   * Somebody in charge decides, with or without a notice before.
   *
   * @param kind NONE takes a decision or a notice away
   */
  public void decide(Part part, Excuse kind, String reason, UserId by) {
    if (kind == Excuse.NONE) {
      jdbc.sql("delete from excuse where lecture_id = ? and user_id = ?")
          .params(part.lecture().value(), part.person().value())
          .update();
      return;
    }
    Timestamp now = Timestamp.from(clock.instant());
    jdbc.sql(
            """
            insert into excuse (lecture_id, user_id, kind, reason, notified_at, decided_by, decided_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (lecture_id, user_id) do update
               set kind = excluded.kind, decided_by = excluded.decided_by, decided_at = excluded.decided_at
            """)
        .params(part.lecture().value(), part.person().value(), kind.name(), reason, now, by.value(), now)
        .update();
  }

  @Nullable Notice excuse(Part part) {
    return excuses(List.of(part.lecture())).get(part);
  }

  /** What one person said, by lecture. */
  Map<LectureId, Notice> noticesOf(UserId person, Collection<LectureId> lectures) {
    return excuses(lectures).values().stream()
        .filter(notice -> notice.part().person().equals(person))
        .collect(Collectors.toMap(notice -> notice.part().lecture(), Function.identity()));
  }

  Map<Part, Notice> excuses(Collection<LectureId> lectures) {
    Map<Part, Notice> excuses = new HashMap<>();
    jdbc.sql("select * from excuse where lecture_id = any (:lectures)")
        .param("lectures", ids(lectures))
        .query(
            (row, number) ->
                new Notice(
                    new Part(new LectureId(row.getLong("lecture_id")), new UserId(row.getLong("user_id"))),
                    Excuse.valueOf(row.getString("kind")),
                    row.getString("reason"),
                    row.getTimestamp("notified_at").toInstant(),
                    row.getObject("decided_by") == null ? null : new UserId(row.getLong("decided_by"))))
        .list()
        .forEach(notice -> excuses.put(notice.part(), notice));
    return excuses;
  }

  /**
   * Decides over what is computed.
   *
   * @param clientId made by the sender: the same correction sent again is one
   */
  public void correct(UUID clientId, Part part, @Nullable Live status, String reason, Live before, UserId by) {
    jdbc.sql(
            """
            insert into correction (client_id, lecture_id, user_id, status, reason, before, corrected_by, corrected_at)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (client_id) do nothing
            """)
        .params(
            clientId,
            part.lecture().value(),
            part.person().value(),
            status == null ? null : status.name(),
            reason,
            before.name(),
            by.value(),
            Timestamp.from(clock.instant()))
        .update();
  }

  /** The decisions that count now; a person without one is not there. */
  Map<Part, Live> corrections(Collection<LectureId> lectures) {
    Map<Part, Live> current = new HashMap<>();
    history("where lecture_id = any (:lectures) order by id", ids(lectures))
        .forEach(correction -> current.compute(correction.part(), (part, earlier) -> correction.status()));
    return current;
  }

  /** All decisions about a person's part, oldest first. */
  List<Correction> history(Part part) {
    return history("where lecture_id = any (:lectures) order by id", ids(List.of(part.lecture()))).stream()
        .filter(correction -> correction.part().equals(part))
        .toList();
  }

  private List<Correction> history(String which, Long[] lectures) {
    return jdbc.sql("select * from correction " + which)
        .param("lectures", lectures)
        .query(
            (row, number) ->
                new Correction(
                    new Part(new LectureId(row.getLong("lecture_id")), new UserId(row.getLong("user_id"))),
                    Optional.ofNullable(row.getString("status")).map(Live::valueOf).orElse(null),
                    row.getString("reason"),
                    Live.valueOf(row.getString("before")),
                    new UserId(row.getLong("corrected_by")),
                    row.getTimestamp("corrected_at").toInstant()))
        .list();
  }

  private static Long[] ids(Collection<LectureId> lectures) {
    return lectures.stream().map(LectureId::value).toArray(Long[]::new);
  }
}
