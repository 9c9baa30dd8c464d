package org.lectern.bank;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.lectern.lecture.event.Poll;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds, keeps and changes the questions of courses. */
@Component
public class Bank {

  /** More are not kept in a course. */
  static final int MOST = 5_000;

  private final JdbcClient jdbc;
  private final Clock clock;

  Bank(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** All of a course, the one that was changed last first. */
  List<BankQuestion> of(CourseId course) {
    return jdbc.sql("select * from bank_question where course_id = ? order by changed_at desc, id desc").param(course.value()).query(Bank::read).list();
  }

  Optional<BankQuestion> find(CourseId course, long id) {
    return jdbc.sql("select * from bank_question where course_id = ? and id = ?").params(course.value(), id).query(Bank::read).optional();
  }

  /** A question as a room of the course prepares it. */
  public Optional<Poll.Prepared> prepared(CourseId course, long id) {
    return find(course, id).map(question -> question.content().prepared(question.id()));
  }

  /** For how many more there is room. */
  int roomFor(CourseId course) {
    return MOST - jdbc.sql("select count(*) from bank_question where course_id = ?").param(course.value()).query(Integer.class).single();
  }

  /**
   * Keeps questions, all or none.
   *
   * @param clientId made by the sender: the same ones sent again are kept once
   * @return their numbers
   */
  @Transactional
  public List<Long> add(UUID clientId, CourseId course, List<Content> contents, UserId by) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      UUID each = contents.size() == 1 ? clientId : UUID.nameUUIDFromBytes((clientId + " " + i).getBytes());
      ids.add(add(each, course, contents.get(i), by));
    }
    return ids;
  }

  private long add(UUID clientId, CourseId course, Content content, UserId by) {
    List<Object> values = new ArrayList<>(List.of(clientId, course.value()));
    values.addAll(values(content, by));
    return jdbc.sql(
            """
            insert into bank_question (client_id, course_id, kind, question, options, right_ones, tolerance, why, tags, seconds, names, deck, page,
                changed_by, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (client_id) do update set client_id = excluded.client_id
            returning id
            """)
        .params(values)
        .query(Long.class)
        .single();
  }

  /** Changes a question unless somebody else has done so since this version, or it is gone. */
  boolean change(CourseId course, long id, int version, Content content, UserId by) {
    List<Object> values = values(content, by);
    values.addAll(List.of(course.value(), id, version));
    return jdbc.sql(
                """
                update bank_question set version = version + 1, kind = ?, question = ?, options = ?, right_ones = ?, tolerance = ?, why = ?, tags = ?,
                    seconds = ?, names = ?, deck = ?, page = ?, changed_by = ?, changed_at = ?
                 where course_id = ? and id = ? and version = ?
                """)
            .params(values)
            .update()
        == 1;
  }

  void remove(CourseId course, long id) {
    jdbc.sql("delete from bank_question where course_id = ? and id = ?").params(course.value(), id).update();
  }

  private List<Object> values(Content content, UserId by) {
    Content.Slide slide = content.slide();
    return new ArrayList<>(
        Arrays.asList(
            content.kind().name(), content.text(), texts(content.options()), texts(content.right()), content.tolerance(), content.why(), texts(content.tags()),
            content.seconds(), content.names().name(), slide == null ? null : slide.deck(), slide == null ? null : slide.page(), by.value(),
            Timestamp.from(clock.instant())));
  }

  private static String[] texts(List<String> texts) {
    return texts.toArray(String[]::new);
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static BankQuestion read(ResultSet row, int number) throws SQLException {
    String deck = row.getString("deck");
    Content content =
        new Content(
            Kind.valueOf(row.getString("kind")), row.getString("question"), texts(row.getArray("options")), texts(row.getArray("right_ones")),
            (Double) row.getObject("tolerance"), row.getString("why"), texts(row.getArray("tags")), (Integer) row.getObject("seconds"),
            Poll.Names.valueOf(row.getString("names")), deck == null ? null : new Content.Slide(deck, row.getInt("page")));
    return new BankQuestion(
        row.getLong("id"), row.getInt("version"), content, new UserId(row.getLong("changed_by")), row.getTimestamp("changed_at").toInstant());
  }
}
