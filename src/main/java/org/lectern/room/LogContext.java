package org.lectern.room;

import org.lectern.lecture.LectureId;
import org.slf4j.MDC;

/** While this is open, each line of the log carries the numbers of the lecture and the person. What people wrote is never logged. */
final class LogContext implements AutoCloseable {

  private static final String LECTURE = "lecture";
  private static final String PERSON = "person";

  private LogContext() {}

  static LogContext of(Admission admission) {
    return admission.refusal() == null ? of(admission.lecture(), admission.member()) : new LogContext();
  }

  static LogContext of(LectureId lecture, Member member) {
    MDC.put(LECTURE, lecture.toString());
    MDC.put(PERSON, member.id().toString());
    return new LogContext();
  }

  @Override
  public void close() {
    MDC.remove(LECTURE);
    MDC.remove(PERSON);
  }
}
