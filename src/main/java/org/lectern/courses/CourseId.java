package org.lectern.courses;

/** Names a course for as long as the installation lives. */
public record CourseId(long value) {

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
