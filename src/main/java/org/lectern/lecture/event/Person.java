package org.lectern.lecture.event;

import org.lectern.accounts.UserId;

/** What happens to a person's place in the room. */
public sealed interface Person extends LectureEvent {

  /** Put out of the room, until somebody who teaches lets them back in. */
  record Removed(UserId person) implements Person {}

  /** May come in again. */
  record Restored(UserId person) implements Person {}
}
