package org.lectern.lecture.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;

/**
 * What people in the class want to know. A question is called by the entry that asked it ({@code of}). Who votes for one is never an
 * entry: votes are kept beside the log, and the log has how many there are.
 */
public sealed interface Question extends LectureEvent {

  /** Who may know who asks. */
  enum Names {
    /** Everyone. */
    @JsonProperty("class")
    CLASS,
    /** Those who teach. */
    @JsonProperty("staff")
    STAFF,
    /** Nobody: it is not kept who asked. */
    @JsonProperty("nobody")
    NOBODY
  }

  /**
   * What holds for questions in this course.
   *
   * @param approve whether those who teach read a question before the class does
   * @param nobody whether one may ask so that nobody knows who it was
   */
  record Ruled(boolean approve, boolean nobody) implements Question {}

  /**
   * Somebody asks what the class does not hear from themselves: without their name, or so that it is read first. Only those who teach hear
   * this; the class hears {@link Asked}.
   *
   * @param names who may know who it is; null means those who teach
   * @param held true where it is to be approved first
   * @param later true where it was asked after the lecture
   */
  record Written(String text, @Nullable Names names, @Nullable Boolean held, @Nullable Boolean later) implements Question {

    @Override
    public Audience audience() {
      return Audience.STAFF;
    }

    @Override
    public boolean isAnonymous() {
      return names == Names.NOBODY;
    }
  }

  /** The class may hear what was written and held. */
  record Approved(long of) implements Question {

    @Override
    public Audience audience() {
      return Audience.STAFF;
    }
  }

  /** The class does not hear what was written and held. */
  record Declined(long of) implements Question {

    @Override
    public Audience audience() {
      return Audience.STAFF;
    }
  }

  /**
   * Everyone hears a question.
   *
   * @param written the entry in which it was written, where Lectern says it for somebody; null where they say it themselves
   * @param asker who wrote it, where the class may know
   * @param nobody true where nobody may know who asked
   * @param later true where it was asked after the lecture
   */
  record Asked(String text, @Nullable Long written, @Nullable UserId asker, @Nullable Boolean nobody, @Nullable Boolean later) implements Question {

    @Override
    public boolean isAnonymous() {
      return Boolean.TRUE.equals(nobody);
    }
  }

  /**
   * What was left open in an earlier lecture of the course is asked in this one.
   *
   * @param lecture that lecture, and {@code question} the entry that asked it there
   * @param asker who asked, where the class may know
   */
  record Carried(long lecture, long question, String text, @Nullable UserId asker) implements Question {}

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

  /**
   * It is answered.
   *
   * @param text the answer in writing; null where it was only spoken
   * @param later true where it was answered after the lecture
   */
  record Answered(long of, @Nullable String text, @Nullable Boolean later) implements Question {}

  /** It is open again. */
  record PutBack(long of) implements Question {}

  /** Those who teach have taken it away. */
  record Dismissed(long of) implements Question {}

  /** It is the same as another, which gets its votes. */
  record Merged(long of, long into) implements Question {}
}
