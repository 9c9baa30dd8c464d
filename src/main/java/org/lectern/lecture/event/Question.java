package org.lectern.lecture.event;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people in the class want to know. A question is called by the entry that asked it ({@code of}). Who votes for one is never an
 * entry: votes are kept beside the log, and the log has how many there are.
 */
public sealed interface Question extends LectureEvent {

  /** Somebody asks without their name. Those who teach know who it is, and only they hear this; the class hears {@link Asked}. */
  record Written(String text) implements Question {

    @Override
    public Audience audience() {
      return Audience.STAFF;
    }
  }

  /**
   * Everyone hears a question.
   *
   * @param written the entry in which it was written by somebody whom the class does not know; null where it has a name
   */
  record Asked(String text, @Nullable Long written) implements Question {}

  /** The question says this instead. Only whoever asked it can change it, so nobody is named who may be nameless. */
  record Edited(long of, String text) implements Question {

    @Override
    public boolean isAnonymous() {
      return true;
    }
  }

  /** Whoever asked it has taken it back. */
  record Withdrawn(long of) implements Question {

    @Override
    public boolean isAnonymous() {
      return true;
    }
  }

  /**
   * So many want to know it by now, whoever asked among them; at most once a second.
   *
   * @param votes of the questions that have others than before
   */
  record Voted(Map<Long, Integer> votes) implements Question {

    public Voted {
      votes = Collections.unmodifiableMap(new TreeMap<>(votes));
    }
  }

  /** It is answered from this moment on; the one before it has been answered with it. */
  record Taken(long of) implements Question {}

  /** @param text the answer in writing; null where it was only spoken */
  record Answered(long of, @Nullable String text) implements Question {}

  /** It is open again. */
  record PutBack(long of) implements Question {}

  /** Those who teach have taken it away. */
  record Dismissed(long of) implements Question {}

  /** It is the same as another, which gets its votes. */
  record Merged(long of, long into) implements Question {}
}
