package org.lectern.courses;

/** A person's part in a course. */
public enum CourseRole {
  /** Teaches: plans and holds lectures, enrols people. */
  INSTRUCTOR,
  /** Helps the instructor in the room. */
  ASSISTANT,
  /** Learns: takes part in lectures and is in the register. */
  STUDENT,
  /** Sees what a student sees and says nothing. */
  OBSERVER;

  /** Whether this role runs a room and sees what only those who teach may see. */
  public boolean isStaff() {
    return this == INSTRUCTOR || this == ASSISTANT;
  }
}
