package org.lectern.media;

import java.util.Optional;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;

/**
 * Whether one person may be seen and heard in a lecture: those who teach may, others while they have the floor.
 *
 * @param staff whether they teach in the course
 */
record PublishingRight(LectureId lecture, UserId person, boolean staff, MayPublish floor) {

  boolean isGiven() {
    return staff || floor.mayPublish(lecture, person);
  }

  /** Why nothing may be opened in the lecture as it is now, as the key of a sentence; empty when it may. */
  Optional<String> refusal(Lecture now) {
    if (!isGiven()) {
      return Optional.of("media.refused.notCalled");
    }
    return now.endedAt().isPresent() ? Optional.of("media.refused.over") : Optional.empty();
  }
}
