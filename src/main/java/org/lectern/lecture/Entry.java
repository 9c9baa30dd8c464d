package org.lectern.lecture;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.LectureEvent;

/**
 * One line of a lecture's log.
 *
 * @param seq its number, dense from 1 in each lecture
 * @param at lecture time in milliseconds, negative before the start, never below the entry before, unless it
 *     was said after the end: then the moment it belongs to
 * @param saidAt the wall clock when it was said, which for a late entry is long after {@code at}
 * @param by who did it; null when nobody may know, or nobody did
 * @param to who may see it
 */
public record Entry(
    LectureId lecture, long seq, long at, Instant saidAt, @Nullable UserId by, Audience to, LectureEvent event) {

  /** Said to those to whom such a thing is said. */
  public Entry(LectureId lecture, long seq, long at, Instant saidAt, @Nullable UserId by, LectureEvent event) {
    this(lecture, seq, at, saidAt, by, event.audience(), event);
  }
}
