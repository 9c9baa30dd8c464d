package org.lectern.lecture.event;

/**
 * Whether people can follow. Nobody is named: {@code mark} is an HMAC of the person under a key of the
 * lecture that is destroyed when the lecture is sealed, so that each counts once and none can be found.
 */
public sealed interface Pace extends LectureEvent {

  record Lost(String mark) implements Pace {}

  /** Taken back before it faded. */
  record Found(String mark) implements Pace {}

  @Override
  default Audience audience() {
    return Audience.STAFF;
  }

  @Override
  default boolean isAnonymous() {
    return true;
  }
}
