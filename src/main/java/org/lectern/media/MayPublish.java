package org.lectern.media;

import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;

/** Asked of the floor above, which knows who was called to speak. Staff are never asked about. */
@FunctionalInterface
public interface MayPublish {

  boolean mayPublish(LectureId lecture, UserId person);
}
