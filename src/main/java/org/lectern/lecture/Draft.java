package org.lectern.lecture;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.LectureEvent;

/**
 * What is to become an {@link Entry}, once it has its number and its time.
 *
 * @param by who says it; not kept for anonymous events
 * @param clientId the sender's own id for it: a second draft with the same id in the same lecture is never
 *     appended
 * @param at the moment of the lecture it belongs to, in milliseconds, when it is said after the end; null for now
 * @param to who may see it
 */
public record Draft(LectureEvent event, @Nullable UserId by, @Nullable UUID clientId, @Nullable Long at, Audience to) {

  public Draft(LectureEvent event, @Nullable UserId by, @Nullable UUID clientId, @Nullable Long at) {
    this(event, by, clientId, at, event.audience());
  }

  public Draft(LectureEvent event, @Nullable UserId by, @Nullable UUID clientId) {
    this(event, by, clientId, null);
  }

  /** The same, said to fewer. */
  public Draft to(Audience fewer) {
    return new Draft(event, by, clientId, at, fewer);
  }

  /** Said by Lectern itself. */
  public static Draft bySystem(LectureEvent event) {
    return new Draft(event, null, null);
  }
}
