package org.lectern.room;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Reaction;

/** Gathers reactions until the next count: a thousand claps are one entry. */
final class ReactionTally {

  /** Names of icons; anything else is not a reaction. */
  static final Set<String> KINDS = Set.of("thumbs-up", "heart", "party-popper", "lightbulb", "rabbit", "turtle");

  private final Map<String, Integer> counts = new TreeMap<>();

  /** @throws Malformed when there is no such reaction */
  synchronized void add(String kind) {
    if (!KINDS.contains(kind)) {
      throw new Malformed("no such reaction");
    }
    counts.merge(kind, 1, Integer::sum);
  }

  synchronized Optional<LectureEvent> take() {
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    Reaction.Counted counted = new Reaction.Counted(counts);
    counts.clear();
    return Optional.of(counted);
  }
}
