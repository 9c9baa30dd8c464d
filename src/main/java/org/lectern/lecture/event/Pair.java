package org.lectern.lecture.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;

/**
 * Think, pair, revote: the class answers a poll, talks about it in twos before it learns how it was split, and answers again. The poll that
 * asks again is {@link Poll.Opened} with the first one as {@code of}. A pair is a group, made by {@link Group.Changed} and never changed:
 * whoever needs another partner comes into another group.
 */
public sealed interface Pair extends LectureEvent {

  /** The class will talk about this poll: its result waits. */
  record Planned(long of) implements Pair {}

  /**
   * Nobody answers any more, and everyone talks.
   *
   * @param chat whether in twos in writing; else with whom one sits
   * @param seconds for how long; until the class answers again when there is no limit
   */
  record Began(long of, boolean chat, @Nullable Long seconds) implements Pair {}

  record Extended(long of, long seconds) implements Pair {}

  /**
   * Those who are together learn of it.
   *
   * @param said what they answered; none where their classmates may not know
   */
  record Met(String group, List<UserId> members, List<Said> said) implements Pair {

    public Met {
      members = List.copyOf(members);
      said = List.copyOf(said);
    }

    @Override
    public Audience audience() {
      return Audience.group(group);
    }
  }

  /** What one of them answered. */
  record Said(UserId person, List<String> answer) {

    public Said {
      answer = List.copyOf(answer);
    }
  }

  /** One of them has been away for too long; the others find somebody else. */
  record Left(String group, UserId person) implements Pair {

    @Override
    public Audience audience() {
      return Audience.group(group);
    }
  }

  record Wrote(String group, String text) implements Pair {

    @Override
    public Audience audience() {
      return Audience.group(group);
    }
  }

  /** It is over before the class has answered again. */
  record Ended(long of) implements Pair {}
}
