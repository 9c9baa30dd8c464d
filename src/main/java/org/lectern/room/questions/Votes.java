package org.lectern.room.questions;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who wants to know which question: one row for each person and question, whatever tabs and devices they have. */
@Component
class Votes {

  /**
   * What counts for a question.
   *
   * @param question itself, or one that is the same
   * @param root the question that stands for it
   * @param asker whose wish it is without a vote; null where nobody knows, and then it is somebody else's than all others
   * @param carried whether it is from an earlier lecture, from which whoever asked came along as a vote
   */
  record Wish(long question, long root, @Nullable UserId asker, boolean carried) {}

  private final JdbcClient jdbc;

  Votes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void keep(LectureId lecture, long question, UserId voter) {
    jdbc.sql("insert into question_vote (lecture_id, question, voter) values (?, ?, ?) on conflict do nothing")
        .params(lecture.value(), question, voter.value())
        .update();
  }

  /** Takes back what a person gave to any of these, which are the same question. */
  void takeBack(LectureId lecture, List<Long> questions, UserId voter) {
    jdbc.sql("delete from question_vote where lecture_id = ? and voter = ? and question = any(?)")
        .params(lecture.value(), voter.value(), questions.toArray(Long[]::new))
        .update();
  }

  Set<Long> of(LectureId lecture, UserId voter) {
    return new HashSet<>(
        jdbc.sql("select question from question_vote where lecture_id = ? and voter = ?").params(lecture.value(), voter.value()).query(Long.class).list());
  }

  void seen(UserId person, LectureId lecture, long question) {
    jdbc.sql("insert into question_seen (person, lecture_id, question) values (?, ?, ?) on conflict do nothing")
        .params(person.value(), lecture.value(), question)
        .update();
  }

  /** Which answers a person has put away, by lecture. */
  Map<LectureId, Set<Long>> seenBy(UserId person, Collection<LectureId> lectures) {
    return byLecture("select lecture_id, question from question_seen where person = ? and lecture_id = any(?)", person, lectures);
  }

  /** For which questions a person has voted, by lecture. */
  Map<LectureId, Set<Long>> of(Collection<LectureId> lectures, UserId voter) {
    return byLecture("select lecture_id, question from question_vote where voter = ? and lecture_id = any(?)", voter, lectures);
  }

  private Map<LectureId, Set<Long>> byLecture(String sql, UserId person, Collection<LectureId> lectures) {
    Map<LectureId, Set<Long>> found = new HashMap<>();
    jdbc.sql(sql).params(person.value(), lectures.stream().map(LectureId::value).toArray(Long[]::new)).query(row -> {
      found.computeIfAbsent(new LectureId(row.getLong("lecture_id")), _ -> new HashSet<>()).add(row.getLong("question"));
    });
    return found;
  }

  /** Gives a question of another lecture the votes it had there. */
  void carry(QuestionsState.From from, LectureId lecture, long question, @Nullable UserId asker) {
    jdbc.sql(
            """
            insert into question_vote (lecture_id, question, voter)
            select ?, ?, voter from (
              select voter from question_vote where lecture_id = ? and question = ? union select ?::bigint) as wanted
             where voter is not null
            on conflict do nothing
            """)
        .params(Arrays.asList(lecture.value(), question, from.lecture(), from.question(), asker == null ? null : asker.value()))
        .update();
  }

  /** How many people want to know each question, by the one that stands for it. Nobody counts twice. */
  Map<Long, Integer> count(LectureId lecture, List<Wish> wishes) {
    Map<Long, Integer> votes = new HashMap<>();
    List<Wish> asked = wishes.stream().filter(wish -> !wish.carried()).toList();
    jdbc.sql(
            """
            select root, count(distinct voter) + count(*) filter (where voter is null) as people from (
              select root, voter from question_vote join unnest(?, ?) as wish(question, root) using (question) where lecture_id = ?
              union all
              select root, voter from unnest(?, ?) as wish(root, voter)
            ) as wanted group by root
            """)
        .params(
            numbers(wishes, Wish::question),
            numbers(wishes, Wish::root),
            lecture.value(),
            numbers(asked, Wish::root),
            numbers(asked, wish -> wish.asker() == null ? null : wish.asker().value()))
        .query(row -> {
          votes.put(row.getLong("root"), row.getInt("people"));
        });
    return votes;
  }

  private static @Nullable Long[] numbers(List<Wish> wishes, Function<Wish, @Nullable Long> number) {
    return wishes.stream().map(number).toArray(Long[]::new);
  }
}
