package org.lectern.lecture.event;

import org.jspecify.annotations.Nullable;

/** The life of the lecture itself. Times are lecture time in milliseconds unless said otherwise. */
@Topic("lecture")
public sealed interface Lifecycle extends LectureEvent {

  /**
   * Zero of lecture time.
   *
   * @param startedAt the wall clock at that moment, milliseconds since 1970 (UTC)
   */
  record Started(long startedAt) implements Lifecycle {}

  /**
   * A break, required of nobody.
   *
   * @param until when it is meant to be over; null when nobody said
   */
  record Paused(@Nullable Long until) implements Lifecycle {}

  /** It goes on: after a break, or because the end was undone. */
  record Resumed() implements Lifecycle {}

  /** Lectern itself was away for this range, which is therefore required of nobody. Appended after recovery. */
  record Interrupted(long from, long to) implements Lifecycle {}

  /** Over for everyone; the replay can be read from here on. */
  record Ended() implements Lifecycle {}
}
