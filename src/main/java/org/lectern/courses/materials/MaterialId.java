package org.lectern.courses.materials;

/** Names a file of a course for as long as the installation lives. */
public record MaterialId(long value) {

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
