package org.lectern.lecture.event;

/** What is written to everyone. */
public sealed interface Chat extends LectureEvent {

  /**
   * @param forStaff whether it calls on those who teach (it mentions {@code @instructor} or {@code @staff})
   */
  record Posted(String text, boolean forStaff) implements Chat {}

  /** @param of the {@code seq} of the message whose text this replaces */
  record Edited(long of, String text) implements Chat {}

  /** @param of the {@code seq} of the message that nobody should read any more */
  record Removed(long of) implements Chat {}

  /** From here on only those who teach may write. */
  record Locked() implements Chat {}

  record Unlocked() implements Chat {}
}
