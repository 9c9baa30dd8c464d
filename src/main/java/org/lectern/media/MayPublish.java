package org.lectern.media;

import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;

/** A question to the module above, which knows who was called to speak. It is not asked about those who teach. */
@FunctionalInterface
public interface MayPublish {

  boolean mayPublish(LectureId lecture, UserId person);
}
