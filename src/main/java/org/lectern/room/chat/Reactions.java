package org.lectern.room.chat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who reacted to which message how: one row for each person, message and kind, whatever tabs and devices they have. */
@Component
class Reactions {

  private final JdbcClient jdbc;

  Reactions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void keep(LectureId lecture, long message, UserId person, String kind) {
    jdbc.sql("insert into chat_reaction (lecture_id, message, person, kind) values (?, ?, ?, ?) on conflict do nothing")
        .params(lecture.value(), message, person.value(), kind)
        .update();
  }

  void takeBack(LectureId lecture, long message, UserId person, String kind) {
    jdbc.sql("delete from chat_reaction where lecture_id = ? and message = ? and person = ? and kind = ?")
        .params(lecture.value(), message, person.value(), kind)
        .update();
  }

  /** What somebody has given, by message. */
  Map<Long, List<String>> of(LectureId lecture, UserId person) {
    Map<Long, List<String>> given = new TreeMap<>();
    jdbc.sql("select message, array_agg(kind order by kind) as kinds from chat_reaction where lecture_id = ? and person = ? group by message")
        .params(lecture.value(), person.value())
        .query(row -> {
          given.put(row.getLong("message"), List.of((String[]) row.getArray("kinds").getArray()));
        });
    return given;
  }

  /** How many people gave which, for each of these messages; an empty map for one that has none. */
  Map<Long, Map<String, Integer>> count(LectureId lecture, Collection<Long> messages) {
    Map<Long, Map<String, Integer>> counts = new HashMap<>();
    messages.forEach(message -> counts.put(message, new TreeMap<>()));
    jdbc.sql("select message, kind, count(*) as people from chat_reaction where lecture_id = ? and message = any(?) group by message, kind")
        .params(lecture.value(), messages.toArray(Long[]::new))
        .query(row -> {
          counts.get(row.getLong("message")).put(row.getString("kind"), row.getInt("people"));
        });
    return counts;
  }
}
