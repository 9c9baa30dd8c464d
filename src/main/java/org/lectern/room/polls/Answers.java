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
import org.lectern.lecture.AnonymousMarks;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Poll;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people answered, one row for each person and poll, whatever tabs and devices they have. Under how many an anonymous answer could be
 * somebody's is decided here as well.
 */
@Component
class Answers {

  /** From so many on it is shown what anonymous answers come to. */
  static final int ENOUGH_TO_HIDE_AMONG = 5;

  /** Different answers that are told; of texts there may be as many as people. */
  static final int MOST_DIFFERENT = 200;

  /** One person's. */
  record Answer(long poll, String voter, List<String> answer, @Nullable Boolean sure) {}

  private final JdbcClient jdbc;
  private final AnonymousMarks marks;

  Answers(JdbcClient jdbc, AnonymousMarks marks) {
    this.jdbc = jdbc;
    this.marks = marks;
  }

  /** Keeps what a person answers, in place of what they answered before. */
  void keep(LectureId lecture, long poll, String voter, List<String> answer, @Nullable Boolean sure) {
    jdbc.sql(
            """
            insert into poll_answer (lecture_id, poll, voter, answer, sure) values (?, ?, ?, ?, ?)
            on conflict (lecture_id, poll, voter) do update set answer = excluded.answer, sure = excluded.sure
            """)
        .params(Arrays.asList(lecture.value(), poll, voter, answer.toArray(String[]::new), sure))
        .update();
  }

  void takeBack(LectureId lecture, long poll, String voter) {
    jdbc.sql("delete from poll_answer where lecture_id = ? and poll = ? and voter = ?").params(lecture.value(), poll, voter).update();
  }

  /** As whom a person answers; empty where nobody may know and the lecture is sealed, so that nobody can know any more. */
  Optional<String> voter(LectureId lecture, PollsState.Asked poll, UserId person) {
    return poll.names() == Poll.Names.NOBODY
        ? marks.of(lecture, person, "poll " + poll.seq())
        : Optional.of(Long.toString(person.value()));
  }

  int people(LectureId lecture, long poll) {
    return jdbc.sql("select count(*) from poll_answer where lecture_id = ? and poll = ?").params(lecture.value(), poll).query(Integer.class).single();
  }

  /** What the answers come to, without what each chose where so few answered that it could be told whose it was. */
  Poll.Tally tally(LectureId lecture, PollsState.Asked poll) {
    record Sum(int people, int unsure) {}
    Sum sum =
        jdbc.sql("select count(*) as people, count(*) filter (where not sure) as unsure from poll_answer where lecture_id = ? and poll = ?")
            .params(lecture.value(), poll.seq())
            .query((row, _) -> new Sum(row.getInt("people"), row.getInt("unsure")))
            .single();
    if (poll.names() == Poll.Names.NOBODY && sum.people() < ENOUGH_TO_HIDE_AMONG) {
      return new Poll.Tally(sum.people(), Map.of(), 0);
    }
    Map<String, Integer> counts = new TreeMap<>();
    jdbc.sql(
            """
            select given, count(*) as people from poll_answer, unnest(answer) as given
             where lecture_id = ? and poll = ? group by given order by people desc, given limit ?
            """)
        .params(lecture.value(), poll.seq(), MOST_DIFFERENT)
        .query(row -> {
          counts.put(row.getString("given"), row.getInt("people"));
        });
    return new Poll.Tally(sum.people(), counts, sum.unsure());
  }

  List<Answer> all(LectureId lecture, long poll) {
    return jdbc.sql("select * from poll_answer where lecture_id = ? and poll = ?")
        .params(lecture.value(), poll)
        .query((row, _) -> new Answer(row.getLong("poll"), row.getString("voter"), texts(row.getArray("answer")), (Boolean) row.getObject("sure")))
        .list();
  }

  Optional<Answer> one(LectureId lecture, long poll, String voter) {
    return jdbc.sql("select * from poll_answer where lecture_id = ? and poll = ? and voter = ?")
        .params(lecture.value(), poll, voter)
        .query((row, _) -> new Answer(row.getLong("poll"), row.getString("voter"), texts(row.getArray("answer")), (Boolean) row.getObject("sure")))
        .optional();
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
