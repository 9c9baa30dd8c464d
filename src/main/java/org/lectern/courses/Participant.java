package org.lectern.courses;

import org.lectern.accounts.UserId;

/**
 * Somebody with a place in a course, and no more of them than a room needs: a company's training has thousands, and whoever opens its
 * room waits for all of them.
 */
public record Participant(UserId user, String name, CourseRole role) {

  Participant(long user, String name, CourseRole role) {
    this(new UserId(user), name, role);
  }
}
