package org.lectern.room;

import org.slf4j.MDC;

/** While it is open, what is logged says about which lecture and whom, by number. What they wrote is never logged. */
final class LogContext implements AutoCloseable {

  private static final String LECTURE = "lecture";
  private static final String PERSON = "person";

  private LogContext() {}

  static LogContext of(Admission admission) {
    if (admission.refusal() == null) {
      MDC.put(LECTURE, admission.lecture().id().toString());
      MDC.put(PERSON, admission.member().id().toString());
    }
    return new LogContext();
  }

  @Override
  public void close() {
    MDC.remove(LECTURE);
    MDC.remove(PERSON);
  }
}
