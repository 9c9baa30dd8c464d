package org.lectern.lecture;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lectern.accounts.UserId;
import org.lectern.cluster.Nodes;
import org.lectern.courses.CourseRole;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps who was in which room, as intervals of lecture time. They are facts that are never edited afterwards, and attendance is computed
 * from them. A connection's interval grows with its heartbeats and ends at the last one.
 */
@Component
public class Presences {

  /** A connection that said nothing for so long has gone. */
  private static final Duration UNHEARD = Duration.ofSeconds(20);

  private static final String LECTURE_MILLIS =
      """
      case when lecture.started_at is null
           then least((extract(epoch from %1$s - lecture.starts_at) * 1000)::bigint, -1)
           else (extract(epoch from %1$s - lecture.started_at) * 1000)::bigint end
      """;

  private static final String FLUSH =
      """
      insert into presence (connection_id, lecture_id, user_id, joined_ms, seen_ms, joined_at, seen_at, closed, node_id)
      select connection_id, lecture_id, user_id, %s, %s, joined_at, seen_at, closed, ?
        from unnest(?, ?, ?, ?, ?, ?)
          as fresh (connection_id, lecture_id, user_id, joined_at, seen_at, closed)
        join lecture on lecture.id = fresh.lecture_id
      on conflict (connection_id) do update
         set joined_ms = excluded.joined_ms, seen_ms = excluded.seen_ms, seen_at = excluded.seen_at,
             closed = excluded.closed
      """
          .formatted(LECTURE_MILLIS.formatted("joined_at"), LECTURE_MILLIS.formatted("seen_at"));

  private final JdbcTemplate jdbc;
  private final Nodes nodes;

  Presences(JdbcTemplate jdbc, Nodes nodes) {
    this.jdbc = jdbc;
    this.nodes = nodes;
  }

  /** Writes down, or moves on, the intervals of these connections. */
  public void flush(Collection<Presence> presences) {
    if (presences.isEmpty()) {
      return;
    }
    jdbc.update(
        FLUSH,
        statement -> {
          statement.setObject(1, nodes.me());
          set(statement, 2, "uuid", presences, Presence::connection);
          set(statement, 3, "bigint", presences, presence -> presence.lecture().value());
          set(statement, 4, "bigint", presences, presence -> presence.person().value());
          set(statement, 5, "timestamptz", presences, presence -> Timestamp.from(presence.joinedAt()));
          set(statement, 6, "timestamptz", presences, presence -> Timestamp.from(presence.seenAt()));
          set(statement, 7, "boolean", presences, Presence::closed);
        });
  }

  private static void set(
      PreparedStatement statement, int index, String type, Collection<Presence> presences, Function<Presence, Object> value)
      throws SQLException {
    Object[] column = presences.stream().map(value).toArray();
    statement.setArray(index, statement.getConnection().createArrayOf(type, column));
  }

  /** How many people are in each of these lectures now. Lectures with nobody in them are left out. */
  public Map<LectureId, Integer> here(Collection<LectureId> lectures, Instant now) {
    Map<LectureId, Integer> here = new HashMap<>();
    jdbc.query(
        """
        select lecture_id, count(distinct user_id) as people from presence
         where lecture_id = any (?) and not closed and seen_at > ? group by lecture_id
        """,
        row -> {
          here.put(new LectureId(row.getLong("lecture_id")), row.getInt("people"));
        },
        lectures.stream().map(LectureId::value).toArray(Long[]::new),
        Timestamp.from(now.minus(UNHEARD)));
    return here;
  }

  /** Who is in each of these lectures by way of another node. Lectures with nobody are left out. */
  public Map<LectureId, List<Elsewhere>> elsewhere(Collection<LectureId> lectures, Instant now) {
    if (nodes.isAlone() || lectures.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .query(
            """
            select presence.lecture_id, users.id, users.name, coalesce(enrolment.role, 'INSTRUCTOR') as role, count(distinct presence.node_id) as nodes
              from presence
              join lecture on lecture.id = presence.lecture_id
              join users on users.id = presence.user_id
              left join enrolment
                on enrolment.course_id = lecture.course_id and enrolment.user_id = users.id and enrolment.withdrawn_at is null
             where presence.lecture_id = any (?) and not presence.closed and presence.node_id <> ? and presence.seen_at > ?
               and (enrolment.role is not null or users.site_role = 'ADMIN')
             group by presence.lecture_id, users.id, users.name, enrolment.role
            """,
            (row, _) -> new Elsewhere(
                new LectureId(row.getLong("lecture_id")),
                new UserId(row.getLong("id")),
                row.getString("name"),
                CourseRole.valueOf(row.getString("role")),
                row.getInt("nodes")),
            lectures.stream().map(LectureId::value).toArray(Long[]::new),
            nodes.me(),
            Timestamp.from(now.minus(UNHEARD)))
        .stream()
        .collect(Collectors.groupingBy(Elsewhere::lecture));
  }

  /** When somebody who teaches was last seen in each of these lectures: at its start somebody was. Lectures that have not begun are left out. */
  public Map<LectureId, Instant> lastTaught(Collection<LectureId> lectures) {
    Map<LectureId, Instant> last = new HashMap<>();
    jdbc.query(
        """
        select lecture.id, greatest(lecture.started_at, max(presence.seen_at)) as taught from lecture
          left join (presence join enrolment on enrolment.user_id = presence.user_id and enrolment.role in ('INSTRUCTOR', 'ASSISTANT'))
            on presence.lecture_id = lecture.id and enrolment.course_id = lecture.course_id
         where lecture.id = any (?) and lecture.started_at is not null group by lecture.id
        """,
        row -> {
          last.put(new LectureId(row.getLong("id")), row.getTimestamp("taught").toInstant());
        },
        (Object) lectures.stream().map(LectureId::value).toArray(Long[]::new));
    return last;
  }

  /** The last moment of the wall clock that is written down of a lecture that is on; empty when none is. */
  public Optional<Instant> lastMomentOfLectures() {
    Timestamp last =
        jdbc.queryForObject(
            """
            select max(moment) from (
              select started_at + last_at_ms * interval '1 millisecond' from lecture where started_at is not null and ended_at is null
              union all
              select seen_at from presence where not closed) known (moment)
            """,
            Timestamp.class);
    return Optional.ofNullable(last).map(Timestamp::toInstant);
  }

  /** Lectures in which somebody was present when Lectern last stopped without saying so. */
  public List<LectureId> cutOff() {
    return jdbc.queryForList("select distinct lecture_id from presence where not closed", Long.class).stream()
        .map(LectureId::new)
        .toList();
  }

  /**
   * Ends the intervals of nodes that are gone, at their last heartbeats.
   *
   * @return the lectures these were in
   */
  public Set<LectureId> endWithTheirNodes(Collection<UUID> gone) {
    if (gone.isEmpty()) {
      return Set.of();
    }
    return jdbc
        .queryForList("update presence set closed = true where not closed and node_id = any (?) returning lecture_id", Long.class, (Object) gone.toArray(UUID[]::new))
        .stream()
        .map(LectureId::new)
        .collect(Collectors.toSet());
  }

  /**
   * Ends the intervals that a crash left open, at their last heartbeat.
   *
   * @return the lecture time of the last heartbeat anyone gave
   */
  public OptionalLong endCutOff(LectureId lecture) {
    Long lastSeen =
        jdbc.queryForObject(
            """
            with ended as (
              update presence set closed = true where lecture_id = ? and not closed returning seen_ms)
            select max(seen_ms) from ended
            """,
            Long.class,
            lecture.value());
    return lastSeen == null ? OptionalLong.empty() : OptionalLong.of(lastSeen);
  }

  /** Somebody with connections to so many other nodes. */
  public record Elsewhere(LectureId lecture, UserId person, String name, CourseRole role, int nodes) {}

  /**
   * One connection's stay.
   *
   * @param seenAt its last heartbeat
   * @param closed whether it is known to have left
   */
  public record Presence(
      UUID connection, LectureId lecture, UserId person, Instant joinedAt, Instant seenAt, boolean closed) {}
}
