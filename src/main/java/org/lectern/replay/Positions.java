package org.lectern.replay;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where people left the lectures they watch, on any device. */
@Component
public class Positions {

  private final JdbcClient jdbc;

  Positions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A place to go on from.
   *
   * @param at in milliseconds of lecture time
   * @param leftAt when something was last watched
   */
  public record Position(long at, Instant leftAt) {}

  /** Of those of these lectures that the person has begun to watch. */
  public Map<LectureId, Position> of(Collection<LectureId> lectures, UserId person) {
    Map<LectureId, Position> positions = new HashMap<>();
    jdbc.sql("select lecture_id, position_ms, budget_at from watcher where lecture_id = any (?) and user_id = ?")
        .params(lectures.stream().map(LectureId::value).toArray(Long[]::new), person.value())
        .query(
            row -> {
              positions.put(
                  new LectureId(row.getLong("lecture_id")),
                  new Position(row.getLong("position_ms"), row.getTimestamp("budget_at").toInstant()));
            });
    return positions;
  }
}
