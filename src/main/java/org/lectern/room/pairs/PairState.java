package org.lectern.room.pairs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Pair;
import org.lectern.room.Slice;

/**
 * What two people, or three, have of each other. It is said to their group alone, so it is in the side of that group.
 *
 * @param said what they answered, where they may know
 * @param left who has gone since
 * @param messages the last {@value #WINDOW}, oldest first
 */
public record PairState(List<UserId> members, List<Pair.Said> said, List<UserId> left, List<Message> messages) {

  static final int WINDOW = 50;

  static final PairState NONE = new PairState(List.of(), List.of(), List.of(), List.of());

  public static final Slice<PairState> PAIR = Slice.of("pair", 1, NONE, PairState::with);

  public PairState {
    members = List.copyOf(members);
    said = List.copyOf(said);
    left = List.copyOf(left);
    messages = List.copyOf(messages);
  }

  public record Message(long seq, long at, @Nullable UserId by, String text) {}

  private PairState with(Entry entry) {
    return switch (entry.event()) {
      case Pair.Met met -> new PairState(met.members(), met.said(), left, messages);
      case Pair.Left gone -> new PairState(members, said, plus(left, gone.person()), messages);
      case Pair.Wrote wrote -> {
        List<Message> more = plus(messages, new Message(entry.seq(), entry.at(), entry.by(), wrote.text()));
        yield new PairState(members, said, left, more.subList(Math.max(0, more.size() - WINDOW), more.size()));
      }
      default -> this;
    };
  }

  private static <T> List<T> plus(List<T> list, T one) {
    List<T> more = new ArrayList<>(list);
    more.add(one);
    return more;
  }
}
