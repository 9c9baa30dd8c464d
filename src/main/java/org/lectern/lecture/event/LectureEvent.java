package org.lectern.lecture.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that was said or done in a lecture. Events are facts in the past tense; what was written stays
 * readable, so a kind may gain fields with defaults but never changes its meaning. {@code events.md} lists
 * them all.
 */
public sealed interface LectureEvent permits Chat, Floor, Group, Hand, Lifecycle, Pace, Pair, Person, Poll, Question, Reaction, Slide, Timer {

  /** Who may ever see this, where it is not said to fewer. */
  default Audience audience() {
    return Audience.EVERYONE;
  }

  /** Whether the log keeps who did this; no part of what was said. */
  @JsonIgnore
  default boolean isAnonymous() {
    return false;
  }
}
