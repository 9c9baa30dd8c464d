package org.lectern.room.polls;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Poll;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people answered to a poll that was closed, in the replay or catching up. It is counted apart from what was answered in time, and
 * nobody answers twice. Where names are nobody's, that somebody answered and what was answered are kept apart.
 */
@Component
class LateAnswers {

  /** What one person answered, and of an answer that is nobody's only that there is one. */
  record Given(long poll, List<String> answer, @Nullable Boolean sure) {}

  private final JdbcClient jdbc;

  LateAnswers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** @return whether it is the first that this person answers to this poll */
  @Transactional
  boolean keep(LectureId lecture, PollsState.Asked poll, UserId person, List<String> answer, @Nullable Boolean sure) {
    boolean nobody = poll.names() == Poll.Names.NOBODY;
    String[] texts = answer.toArray(String[]::new);
    int kept =
        jdbc.sql("insert into late_answer (lecture_id, poll, voter, answer, sure) values (?, ?, ?, ?, ?) on conflict do nothing")
            .params(Arrays.asList(lecture.value(), poll.seq(), person.value(), nobody ? null : texts, nobody ? null : sure))
            .update();
    if (kept > 0 && nobody) {
      add(lecture, poll.seq(), texts, Boolean.FALSE.equals(sure) ? 1 : 0);
    }
    return kept > 0;
  }

  private void add(LectureId lecture, long poll, String[] answer, int unsure) {
    jdbc.sql(
            """
            insert into late_tally as kept (lecture_id, poll, unsure, counts)
            values (:lecture, :poll, :unsure, (select jsonb_object_agg(given, 1) from unnest(:answer) as given))
            on conflict (lecture_id, poll) do update set unsure = kept.unsure + excluded.unsure, counts = (
              select jsonb_object_agg(given, people) from (
                select given, sum(people::int) as people
                  from (select * from jsonb_each_text(kept.counts) union all select * from jsonb_each_text(excluded.counts)) as one(given, people)
                 group by given) as sums)
            """)
        .param("lecture", lecture.value())
        .param("poll", poll)
        .param("unsure", unsure)
        .param("answer", answer)
        .update();
  }

  /** What this person answered late in this lecture. */
  List<Given> of(LectureId lecture, UserId person) {
    return jdbc.sql("select poll, answer, sure from late_answer where lecture_id = ? and voter = ?")
        .params(lecture.value(), person.value())
        .query((row, _) -> new Given(row.getLong("poll"), texts(row.getArray("answer")), (Boolean) row.getObject("sure")))
        .list();
  }

  boolean has(LectureId lecture, long poll, UserId person) {
    return jdbc.sql("select exists (select from late_answer where lecture_id = ? and poll = ? and voter = ?)")
        .params(lecture.value(), poll, person.value())
        .query(Boolean.class)
        .single();
  }

  int people(LectureId lecture, long poll) {
    return jdbc.sql("select count(*) from late_answer where lecture_id = ? and poll = ?").params(lecture.value(), poll).query(Integer.class).single();
  }

  /** What they come to, without what each chose where so few answered that it could be told whose it was. */
  Poll.Tally tally(LectureId lecture, PollsState.Asked poll) {
    int people = people(lecture, poll.seq());
    if (poll.names() != Poll.Names.NOBODY) {
      return new Poll.Tally(people, named(lecture, poll.seq()), unsure(lecture, poll.seq()));
    }
    return people < Answers.ENOUGH_TO_HIDE_AMONG ? new Poll.Tally(people, Map.of(), 0) : nobodys(lecture, poll.seq(), people);
  }

  private Map<String, Integer> named(LectureId lecture, long poll) {
    Map<String, Integer> counts = new TreeMap<>();
    jdbc.sql(
            """
            select given, count(*) as people from late_answer, unnest(answer) as given
             where lecture_id = ? and poll = ? group by given order by people desc, given limit ?
            """)
        .params(lecture.value(), poll, Answers.MOST_DIFFERENT)
        .query(row -> {
          counts.put(row.getString("given"), row.getInt("people"));
        });
    return counts;
  }

  private int unsure(LectureId lecture, long poll) {
    return jdbc.sql("select count(*) from late_answer where lecture_id = ? and poll = ? and not sure").params(lecture.value(), poll).query(Integer.class).single();
  }

  private Poll.Tally nobodys(LectureId lecture, long poll, int people) {
    Map<String, Integer> counts = new TreeMap<>();
    jdbc.sql(
            """
            select given.key, given.value::int as people from late_tally, jsonb_each_text(counts) as given
             where lecture_id = ? and poll = ? order by people desc, given.key limit ?
            """)
        .params(lecture.value(), poll, Answers.MOST_DIFFERENT)
        .query(row -> {
          counts.put(row.getString("key"), row.getInt("people"));
        });
    Optional<Integer> unsure =
        jdbc.sql("select unsure from late_tally where lecture_id = ? and poll = ?").params(lecture.value(), poll).query(Integer.class).optional();
    return new Poll.Tally(people, counts, unsure.orElse(0));
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
