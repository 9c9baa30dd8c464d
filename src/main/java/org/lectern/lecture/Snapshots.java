package org.lectern.lecture;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the state of long logs now and then, so that nobody folds three hours from the beginning. It can be made again from the entries. */
@Component
public class Snapshots {

  private final JdbcClient jdbc;
  private final Clock clock;

  Snapshots(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** @param seq the last entry folded into the state */
  public record Snapshot<T>(long seq, T state) {}

  /**
   * The newest state kept of a lecture.
   *
   * @param fold which way of folding may have made it: with another nothing is found
   */
  public <T> Optional<Snapshot<T>> find(LectureId lecture, String fold, Class<T> type) {
    return jdbc
        .sql("select seq, state from lecture_snapshot where lecture_id = ? and fold = ?")
        .params(lecture.value(), fold)
        .query((row, _) -> new Snapshot<>(row.getLong("seq"), EntryJson.read(type, row.getString("state"))))
        .optional();
  }

  /** Keeps a state, in place of an older one. */
  public void keep(LectureId lecture, String fold, Snapshot<?> snapshot) {
    jdbc.sql(
            """
            insert into lecture_snapshot as kept (lecture_id, fold, seq, state, kept_at) values (?, ?, ?, ?::jsonb, ?)
            on conflict (lecture_id) do update
               set fold = excluded.fold, seq = excluded.seq, state = excluded.state, kept_at = excluded.kept_at
             where kept.fold <> excluded.fold or kept.seq < excluded.seq
            """)
        .params(lecture.value(), fold, snapshot.seq(), EntryJson.write(snapshot.state()), Timestamp.from(clock.instant()))
        .update();
  }
}
