package org.lectern.room.polls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.bank.Asking;
import org.lectern.bank.Askings;
import org.lectern.courses.CourseId;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Poll;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What classes answered to questions of the bank, from the log and the answers beside it. */
@Component
class AskedFromBank implements Askings {

  private static final String ASKED =
      """
      select lecture.id as lecture, lecture.title, opened.seq, opened.said_at, opened.data ->> 'names' as names, prepared.data as prepared
        from entry prepared
        join entry opened on opened.lecture_id = prepared.lecture_id and opened.type = 'poll.opened' and (opened.data ->> 'prepared')::bigint = prepared.seq
        join lecture on lecture.id = prepared.lecture_id
       where lecture.course_id = ? and prepared.type = 'poll.prepared' and prepared.data ->> 'bank' is not null
       order by opened.said_at desc, opened.seq desc
      """;

  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcClient jdbc;
  private final Answers answers;

  AskedFromBank(JdbcClient jdbc, Answers answers) {
    this.jdbc = jdbc;
    this.answers = answers;
  }

  /** A poll of any lecture. */
  record Key(LectureId lecture, long poll) {}

  private record Opened(LectureId lecture, String title, long seq, Instant at, boolean anonymous, Poll.Prepared prepared) {}

  @Override
  public Map<Long, List<Asking>> of(CourseId course) {
    Map<Key, List<Tallies.Given>> given = answers.toBankQuestions(course);
    Map<Long, List<Asking>> asked = new HashMap<>();
    for (Opened opened : opened(course)) {
      Long question = opened.prepared().bank();
      if (question != null) {
        asked.computeIfAbsent(question, _ -> new ArrayList<>()).add(asking(opened, given.getOrDefault(new Key(opened.lecture(), opened.seq()), List.of())));
      }
    }
    return asked;
  }

  private List<Opened> opened(CourseId course) {
    return jdbc.sql(ASKED)
        .param(course.value())
        .query(
            (row, _) ->
                new Opened(
                    new LectureId(row.getLong("lecture")), row.getString("title"), row.getLong("seq"), row.getTimestamp("said_at").toInstant(),
                    row.getString("names").equals("nobody"), JSON.readValue(row.getString("prepared"), Poll.Prepared.class)))
        .list();
  }

  private static Asking asking(Opened opened, List<Tallies.Given> given) {
    int people = given.stream().mapToInt(Tallies.Given::people).sum();
    boolean few = opened.anonymous() && people < Answers.ENOUGH_TO_HIDE_AMONG;
    return new Asking(
        opened.lecture(), opened.title(), opened.at(), people, few ? null : right(opened.prepared(), given), few ? null : mean(opened.prepared(), given, people));
  }

  private static @Nullable Integer right(Poll.Prepared prepared, List<Tallies.Given> given) {
    return RightAnswer.of(prepared.right(), prepared.tolerance())
        .map(right -> given.stream().filter(one -> right.is(prepared.question(), one.answer())).mapToInt(Tallies.Given::people).sum())
        .orElse(null);
  }

  private static @Nullable Double mean(Poll.Prepared prepared, List<Tallies.Given> given, int people) {
    if (prepared.question().kind() != Poll.Kind.SCALE || people == 0) {
      return null;
    }
    return given.stream().mapToDouble(one -> Double.parseDouble(one.answer().getFirst()) * one.people()).sum() / people;
  }
}
