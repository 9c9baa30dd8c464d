package org.lectern.room;

import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;

/** Someone in a room: the same person, however many tabs and devices they came with. */
public record Member(UserId id, String name, CourseRole role) {

  public boolean isStaff() {
    return role.isStaff();
  }
}
