package org.lectern.room.reactions;

import java.util.Map;
import java.util.TreeMap;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Reaction;
import org.lectern.room.Slice;

/** How often each reaction came in the whole lecture. */
public record ReactionsState(Map<String, Integer> counts) {

  public static final ReactionsState EMPTY = new ReactionsState(Map.of());

  public static final Slice<ReactionsState> REACTIONS = Slice.of("reactions", 1, EMPTY, ReactionsState::with);

  public ReactionsState with(Entry entry) {
    if (!(entry.event() instanceof Reaction.Counted more)) {
      return this;
    }
    Map<String, Integer> sum = new TreeMap<>(counts);
    more.counts().forEach((kind, count) -> sum.merge(kind, count, Integer::sum));
    return new ReactionsState(sum);
  }
}
