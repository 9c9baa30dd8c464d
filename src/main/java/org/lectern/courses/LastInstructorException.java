package org.lectern.courses;

/** A course always has someone who teaches it. */
public class LastInstructorException extends RuntimeException {

  LastInstructorException() {
    super("the last instructor of a course stays");
  }
}
