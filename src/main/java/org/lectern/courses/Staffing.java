package org.lectern.courses;

import java.util.List;

/** Who teaches a course, by name, and how many learn in it. */
public record Staffing(List<String> instructors, int students) {

  static final Staffing NOBODY = new Staffing(List.of(), 0);
}
