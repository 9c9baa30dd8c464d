package org.lectern.lecture.event;

import org.lectern.accounts.UserId;

/** The right to speak. */
public sealed interface Floor extends LectureEvent {

  /** @param person who was called, and whose hand goes down with it */
  record Given(UserId person) implements Floor {}

  /** @param person who no longer has the floor */
  record Taken(UserId person) implements Floor {}
}
