package org.lectern.lecture.event;

/** A countdown that everyone sees: two minutes to think, five for an exercise. Lengths in whole seconds. */
public sealed interface Timer extends LectureEvent {

  /** It runs from this entry on, in place of one that ran before. */
  record Started(long seconds) implements Timer {}

  /** It runs longer; one that had run out runs for so long from now. */
  record Extended(long seconds) implements Timer {}

  /** It is taken away before it ran out. */
  record Stopped() implements Timer {}
}
