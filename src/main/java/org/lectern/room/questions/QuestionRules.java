package org.lectern.room.questions;

import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Question;
import org.lectern.room.Slice;

/**
 * What the course has chosen for questions, as everyone was told.
 *
 * @param approve whether those who teach read a question before the class does
 * @param nobody whether one may ask so that nobody knows who it was
 */
public record QuestionRules(boolean approve, boolean nobody) {

  static final QuestionRules EMPTY = new QuestionRules(false, false);

  public static final Slice<QuestionRules> RULES = Slice.of("questionRules", 1, EMPTY, QuestionRules::with);

  private QuestionRules with(Entry entry) {
    return entry.event() instanceof Question.Ruled ruled ? new QuestionRules(ruled.approve(), ruled.nobody()) : this;
  }
}
