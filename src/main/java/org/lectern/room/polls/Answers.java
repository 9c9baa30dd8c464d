package org.lectern.room.polls;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.lectern.lecture.AnonymousMarks;
import org.lectern.lecture.LectureEnded;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Poll;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people answered, one row for each person and poll, whatever tabs and devices they have. Under how many an anonymous answer could be
 * somebody's is decided here as well.
 */
@Component
public class Answers {

  /** From so many on it is shown what anonymous answers come to. */
  static final int ENOUGH_TO_HIDE_AMONG = 5;

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

  /**
   * Writes the rows anew in the order of their marks, which tells nothing: as they came they lie in the order of arrival, and each with the
   * number of its transaction.
   */
  void mix(LectureId lecture, long poll) {
    jdbc.sql(
            """
            with these as (delete from poll_answer where lecture_id = ? and poll = ? returning *)
            insert into poll_answer select * from these order by voter
            """)
        .params(lecture.value(), poll)
        .update();
  }

  /** All of a lecture, where answers came after a poll had closed or a node died before it could do it. */
  @EventListener
  void mix(LectureEnded event) {
    jdbc.sql("select distinct poll from poll_answer where lecture_id = ?").param(event.lecture().value()).query(Long.class).list()
        .forEach(poll -> mix(event.lecture(), poll));
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

  /**
   * What the answers come to, without what each chose where so few answered that it could be told whose it was.
   *
   * @param right what is right, where it may be told how many were
   */
  Poll.Tally tally(LectureId lecture, PollsState.Asked poll, Optional<RightAnswer> right) {
    List<Tallies.Given> given =
        jdbc.sql("select answer, sure, count(*) as people from poll_answer where lecture_id = ? and poll = ? group by answer, sure")
            .params(lecture.value(), poll.seq())
            .query((row, _) -> new Tallies.Given(texts(row.getArray("answer")), (Boolean) row.getObject("sure"), row.getInt("people")))
            .list();
    int people = given.stream().mapToInt(Tallies.Given::people).sum();
    return poll.names() == Poll.Names.NOBODY && people < ENOUGH_TO_HIDE_AMONG
        ? new Poll.Tally(people, Map.of(), 0)
        : Tallies.of(poll.question(), given, right);
  }

  List<Answer> all(LectureId lecture, long poll) {
    return jdbc.sql("select * from poll_answer where lecture_id = ? and poll = ?")
        .params(lecture.value(), poll)
        .query((row, _) -> answer(row))
        .list();
  }

  /** What was answered to questions of a course's bank, in all its lectures, with one query. */
  Map<AskedFromBank.Key, List<Tallies.Given>> toBankQuestions(CourseId course) {
    Map<AskedFromBank.Key, List<Tallies.Given>> given = new HashMap<>();
    jdbc.sql(
            """
            select given.lecture_id, given.poll, given.answer, count(*) as people
              from poll_answer given
              join lecture on lecture.id = given.lecture_id
              join entry opened on opened.lecture_id = given.lecture_id and opened.seq = given.poll
              join entry prepared on prepared.lecture_id = given.lecture_id and prepared.seq = (opened.data ->> 'prepared')::bigint
             where lecture.course_id = ? and prepared.data ->> 'bank' is not null
             group by given.lecture_id, given.poll, given.answer
            """)
        .param(course.value())
        .query(
            (RowCallbackHandler)
                row ->
                    given
                        .computeIfAbsent(new AskedFromBank.Key(new LectureId(row.getLong("lecture_id")), row.getLong("poll")), _ -> new ArrayList<>())
                        .add(new Tallies.Given(texts(row.getArray("answer")), null, row.getInt("people"))));
    return given;
  }

  /** What a person answered to these polls. */
  List<Answer> of(LectureId lecture, List<PollsState.Asked> polls, UserId person) {
    Map<Long, String> voters = new TreeMap<>();
    polls.forEach(poll -> voter(lecture, poll, person).ifPresent(voter -> voters.put(poll.seq(), voter)));
    return jdbc.sql(
            """
            select poll_answer.* from poll_answer join unnest(?::bigint[], ?::text[]) as mine(poll, voter) using (poll, voter)
             where lecture_id = ? order by poll
            """)
        .params(voters.keySet().toArray(Long[]::new), voters.values().toArray(String[]::new), lecture.value())
        .query((row, _) -> answer(row))
        .list();
  }

  /** What each person answered; empty where nobody may know. */
  public Optional<Map<UserId, List<String>>> byPerson(LectureId lecture, PollsState.Asked poll) {
    return poll.names() == Poll.Names.NOBODY
        ? Optional.empty()
        : Optional.of(all(lecture, poll.seq()).stream().collect(Collectors.toMap(one -> new UserId(Long.parseLong(one.voter())), Answer::answer)));
  }

  private static Answer answer(ResultSet row) throws SQLException {
    return new Answer(row.getLong("poll"), row.getString("voter"), texts(row.getArray("answer")), (Boolean) row.getObject("sure"));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
