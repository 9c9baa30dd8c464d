package org.lectern.lecture.event;

/** Who may see an entry. */
public enum Audience {
  EVERYONE,
  /** Instructors and assistants of the course. */
  STAFF
}
