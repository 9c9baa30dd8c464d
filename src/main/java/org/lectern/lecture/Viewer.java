package org.lectern.lecture;

import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;

/**
 * Somebody who reads a lecture's log, as far as it matters for what they may see of it.
 *
 * @param staff whether they teach in the course
 */
public record Viewer(UserId person, boolean staff) {

  public static Viewer of(UserId person, CourseRole role) {
    return new Viewer(person, role.isStaff());
  }
}
