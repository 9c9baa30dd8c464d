package org.lectern.room.pace;

import java.util.Map;
import java.util.TreeMap;
import org.lectern.lecture.LectureId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many could not follow a moment of the replay. Nobody is kept, so whoever presses twice is held back by their browser alone. */
@Component
class LostLater {

  /** Fewer in all are told to nobody: they might say who. */
  private static final int ENOUGH_TO_HIDE_AMONG = 5;

  private final JdbcClient jdbc;

  LostLater(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** @param step of {@link PaceState#STEP}, from the start */
  void add(LectureId lecture, long step) {
    jdbc.sql("insert into lost_later as kept (lecture_id, step, people) values (?, ?, 1) on conflict (lecture_id, step) do update set people = kept.people + 1")
        .params(lecture.value(), step)
        .update();
  }

  /** How many at each step; none where they are too few to be told. */
  Map<Long, Integer> of(LectureId lecture) {
    Map<Long, Integer> steps = new TreeMap<>();
    jdbc.sql("select step, people from lost_later where lecture_id = ?").param(lecture.value()).query(row -> {
      steps.put(row.getLong("step"), row.getInt("people"));
    });
    return steps.values().stream().mapToInt(Integer::intValue).sum() < ENOUGH_TO_HIDE_AMONG ? Map.of() : steps;
  }
}
