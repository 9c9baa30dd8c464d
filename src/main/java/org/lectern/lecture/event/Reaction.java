package org.lectern.lecture.event;

import java.util.Map;

/** Applause and the like, as a crowd. */
public sealed interface Reaction extends LectureEvent {

  /** @param counts how many of each kind came in since the last count, at most a second ago */
  record Counted(Map<String, Integer> counts) implements Reaction {

    public Counted {
      counts = Map.copyOf(counts);
    }
  }

  @Override
  default boolean isAnonymous() {
    return true;
  }
}
