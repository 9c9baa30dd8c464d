package org.lectern.courses;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a course has chosen for the chats of its lectures. A room obeys it from when it opens. */
@Component
public class ChatChoices {

  /** Seconds. */
  public static final int SLOWEST = 600;

  private final JdbcClient jdbc;

  ChatChoices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Choice of(CourseId course) {
    return jdbc.sql("select words, refused, moderated, slow from course_chat where course_id = ?")
        .param(course.value())
        .query((row, _) -> new Choice(List.of((String[]) row.getArray(1).getArray()), row.getBoolean(2), row.getBoolean(3), row.getInt(4)))
        .optional()
        .orElse(Choice.USUAL);
  }

  void choose(CourseId course, Choice choice) {
    jdbc.sql(
            """
            insert into course_chat (course_id, words, refused, moderated, slow) values (?, ?, ?, ?, ?)
            on conflict (course_id) do update
            set words = excluded.words, refused = excluded.refused, moderated = excluded.moderated, slow = excluded.slow
            """)
        .params(course.value(), choice.words().toArray(String[]::new), choice.refused(), choice.moderated(), choice.slow())
        .update();
  }

  /**
   * @param words that a student's message should not have
   * @param refused whether such a message is refused; else it is held
   * @param moderated whether what students write is held until it is let through
   * @param slow seconds between two messages of a student
   */
  public record Choice(List<String> words, boolean refused, boolean moderated, int slow) {

    static final Choice USUAL = new Choice(List.of(), false, false, 0);

    public Choice {
      words = List.copyOf(words);
    }
  }
}
