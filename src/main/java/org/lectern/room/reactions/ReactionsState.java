package org.lectern.room.reactions;

import java.util.Map;
import java.util.TreeMap;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Reaction;

/** How often each reaction came in the whole lecture. */
public record ReactionsState(Map<String, Integer> counts) {

  public static final ReactionsState EMPTY = new ReactionsState(Map.of());

  public ReactionsState with(Entry entry) {
    if (!(entry.event() instanceof Reaction.Counted more)) {
      return this;
    }
    Map<String, Integer> sum = new TreeMap<>(counts);
    more.counts().forEach((kind, count) -> sum.merge(kind, count, Integer::sum));
    return new ReactionsState(sum);
  }
}
