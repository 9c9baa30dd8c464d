package org.lectern.lecture.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;

/** What is written: to everyone, or between one person and those who teach. What is not said of a message is left out where it is kept and sent. */
public sealed interface Chat extends LectureEvent {

  /**
   * @param forStaff whether it calls on those who teach (it mentions {@code @instructor} or {@code @staff})
   * @param reply the {@code seq} of the message it answers
   * @param line whose private line with those who teach it is said on; null when it is said to everyone
   * @param mentions whom it calls on
   * @param from who wrote it, where somebody else let it through
   * @param held the {@code seq} in which it was held, likewise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Posted(
      String text,
      boolean forStaff,
      @Nullable Long reply,
      @Nullable UserId line,
      @Nullable List<UserId> mentions,
      @Nullable UserId from,
      @Nullable Long held)
      implements Chat {

    public Posted {
      mentions = mentions == null ? null : List.copyOf(mentions);
    }

    public Posted(String text, boolean forStaff) {
      this(text, forStaff, null, null, null, null, null);
    }

    @Override
    public Audience audience() {
      return onLine(line);
    }
  }

  /**
   * @param of the {@code seq} of the message whose text this replaces
   * @param line on which it was said
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Edited(long of, String text, @Nullable UserId line) implements Chat {

    public Edited(long of, String text) {
      this(of, text, null);
    }

    @Override
    public Audience audience() {
      return onLine(line);
    }
  }

  /**
   * @param of the {@code seq} of the message that nobody should read any more
   * @param line on which it was said
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Removed(long of, @Nullable UserId line) implements Chat {

    public Removed(long of) {
      this(of, null);
    }

    @Override
    public Audience audience() {
      return onLine(line);
    }
  }

  /** From here on only those who teach may write. */
  record Locked() implements Chat {}

  record Unlocked() implements Chat {}

  /** These messages stand above the others from here on, in this order. */
  record Pinned(List<Long> messages) implements Chat {

    public Pinned {
      messages = List.copyOf(messages);
    }
  }

  /** So many people have reacted to a message by now, by kind; at most once a second. */
  record Reacted(long of, Map<String, Integer> counts) implements Chat {

    public Reacted {
      counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }
  }

  /** From here on a student waits for so many seconds between two messages; 0 for not at all. */
  record Slowed(long seconds) implements Chat {}

  /** From here on what students write is held until somebody who teaches lets it through, or no more. */
  record Moderated(boolean on) implements Chat {}

  /**
   * What a student wrote waits. Whoever wrote it and those who teach know of it.
   *
   * @param author who wrote it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Held(String text, @Nullable Long reply, @Nullable List<UserId> mentions, UserId author) implements Chat {

    public Held {
      mentions = mentions == null ? null : List.copyOf(mentions);
    }

    @Override
    public Audience audience() {
      return Audience.line(author);
    }
  }

  /**
   * What was held waits no more.
   *
   * @param of the {@code seq} in which it was held
   * @param approved whether everyone reads it now
   */
  record Settled(long of, UserId author, boolean approved) implements Chat {

    @Override
    public Audience audience() {
      return Audience.line(author);
    }
  }

  /**
   * What the course has chosen for its chats, as of here.
   *
   * @param words that a student's message should not have
   * @param refused whether such a message is refused; else it is held
   * @param moderated whether what students write is held from the beginning
   * @param slow seconds between two messages of a student from the beginning
   */
  record Ruled(List<String> words, boolean refused, boolean moderated, long slow) implements Chat {

    public Ruled {
      words = List.copyOf(words);
    }

    @Override
    public Audience audience() {
      return Audience.STAFF;
    }
  }

  private static Audience onLine(@Nullable UserId line) {
    return line == null ? Audience.EVERYONE : Audience.line(line);
  }
}
