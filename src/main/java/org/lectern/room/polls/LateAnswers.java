package org.lectern.room.polls;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      add(lecture, poll.seq(), key(answer, sure));
    }
    return kept > 0;
  }

  private void add(LectureId lecture, long poll, String answer) {
    jdbc.sql(
            """
            insert into late_tally as kept (lecture_id, poll, counts) values (:lecture, :poll, jsonb_build_object(:answer, 1))
            on conflict (lecture_id, poll) do update
              set counts = kept.counts || jsonb_build_object(:answer, coalesce((kept.counts ->> :answer)::int, 0) + 1)
            """)
        .param("lecture", lecture.value())
        .param("poll", poll)
        .param("answer", answer)
        .update();
  }

  /** An answer and how sure somebody was, line by line; no answer has a line break in it. */
  private static String key(List<String> answer, @Nullable Boolean sure) {
    return sure + "\n" + String.join("\n", answer);
  }

  /** What this person answered late in this lecture. */
  List<Given> of(LectureId lecture, UserId person) {
    return jdbc.sql("select poll, answer, sure from late_answer where lecture_id = ? and voter = ?")
        .params(lecture.value(), person.value())
        .query((row, _) -> new Given(row.getLong("poll"), texts(row.getArray("answer")), (Boolean) row.getObject("sure")))
        .list();
  }

  /** One person's, where names are kept. */
  record Named(UserId person, List<String> answer) {}

  /** What each answered; nobody where names are nobody's. */
  List<Named> all(LectureId lecture, long poll) {
    return jdbc.sql("select voter, answer from late_answer where lecture_id = ? and poll = ? and answer is not null")
        .params(lecture.value(), poll)
        .query((row, _) -> new Named(new UserId(row.getLong("voter")), texts(row.getArray("answer"))))
        .list();
  }

  boolean has(LectureId lecture, long poll, UserId person) {
    return jdbc.sql("select exists (select from late_answer where lecture_id = ? and poll = ? and voter = ?)")
        .params(lecture.value(), poll, person.value())
        .query(Boolean.class)
        .single();
  }

  /** What they come to, without what each chose where so few answered that it could be told whose it was. */
  Poll.Tally tally(LectureId lecture, PollsState.Asked poll, Optional<RightAnswer> right) {
    boolean nobody = poll.names() == Poll.Names.NOBODY;
    List<Tallies.Given> given = nobody ? nobodys(lecture, poll.seq()) : named(lecture, poll.seq());
    int people = given.stream().mapToInt(Tallies.Given::people).sum();
    return nobody && people < Answers.ENOUGH_TO_HIDE_AMONG ? new Poll.Tally(people, Map.of(), 0) : Tallies.of(poll.question(), given, right);
  }

  private List<Tallies.Given> named(LectureId lecture, long poll) {
    return jdbc.sql("select answer, sure, count(*) as people from late_answer where lecture_id = ? and poll = ? group by answer, sure")
        .params(lecture.value(), poll)
        .query((row, _) -> new Tallies.Given(texts(row.getArray("answer")), (Boolean) row.getObject("sure"), row.getInt("people")))
        .list();
  }

  private List<Tallies.Given> nobodys(LectureId lecture, long poll) {
    return jdbc.sql("select given.key, given.value::int as people from late_tally, jsonb_each_text(counts) as given where lecture_id = ? and poll = ?")
        .params(lecture.value(), poll)
        .query((row, _) -> given(row.getString("key").split("\n"), row.getInt("people")))
        .list();
  }

  private static Tallies.Given given(String[] key, int people) {
    Boolean sure = key[0].equals("null") ? null : Boolean.valueOf(key[0]);
    return new Tallies.Given(List.of(key).subList(1, key.length), sure, people);
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
