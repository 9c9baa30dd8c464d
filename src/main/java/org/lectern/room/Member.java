package org.lectern.room;

import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Viewer;

/** Someone in a room: the same person, however many tabs and devices they came with. */
public record Member(UserId id, String name, CourseRole role) {

  Viewer viewer() {
    return Viewer.of(id, role);
  }

  Member called(String other) {
    return new Member(id, other, role);
  }

  public boolean isStaff() {
    return role.isStaff();
  }
}
