package org.lectern.lecture.event;

/**
 * Whether people can follow. Nobody who cannot is named: {@code mark} is an HMAC of the person under a key of the
 * lecture that is destroyed when the lecture is sealed, so that each counts once and none can be found.
 */
public sealed interface Pace extends LectureEvent {

  record Lost(String mark) implements Pace {}

  /** Taken back before it faded. */
  record Found(String mark) implements Pace {}

  /** Somebody wants it slower. */
  record Slower(String mark) implements Pace {}

  /** Somebody wants it faster. */
  record Faster(String mark) implements Pace {}

  /** What people were lost about is explained from this moment on. Everyone is told, for nobody knows who was lost. */
  record Explained() implements Pace {

    @Override
    public Audience audience() {
      return Audience.EVERYONE;
    }

    @Override
    public boolean isAnonymous() {
      return false;
    }
  }

  @Override
  default Audience audience() {
    return Audience.STAFF;
  }

  @Override
  default boolean isAnonymous() {
    return true;
  }
}
