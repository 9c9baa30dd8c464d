package org.lectern.room.questions;

import java.util.List;
import org.lectern.text.Folded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds questions that say nearly the same by the trigrams they share (PostgreSQL's {@code pg_trgm}), without accents and case. */
@Component
class Alike {

  private static final Logger log = LoggerFactory.getLogger(Alike.class);

  /** From here on people see that they are alike; tried with pairs of questions from lectures. */
  private static final double ENOUGH = 0.35;

  private static final int MOST = 3;
  private static final int SHORTEST = 8;

  private final JdbcClient jdbc;
  private final boolean able;

  Alike(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.able = jdbc.sql("select exists (select from pg_proc where proname = 'similarity')").query(Boolean.class).single();
    if (!able) {
      log.warn("Questions that are alike are not found: this database has no pg_trgm");
    }
  }

  /** The nearest of these first, by the entries that asked them; none for a text too short to tell. */
  List<Long> to(String text, List<QuestionsState.Asked> questions) {
    String wanted = Folded.of(text.strip());
    if (!able || wanted.length() < SHORTEST || wanted.length() > QuestionsBehaviour.LONGEST_QUESTION || questions.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select question from unnest(?, ?) as asked(question, says)
             where similarity(says, ?) >= ? order by similarity(says, ?) desc, question limit ?
            """)
        .params(
            questions.stream().map(QuestionsState.Asked::seq).toArray(Long[]::new),
            questions.stream().map(question -> Folded.of(question.text())).toArray(String[]::new),
            wanted, ENOUGH, wanted, MOST)
        .query(Long.class)
        .list();
  }
}
