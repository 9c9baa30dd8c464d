package org.lectern.lecture;

/** Names a lecture for as long as the installation lives. */
public record LectureId(long value) implements Comparable<LectureId> {

  @Override
  public int compareTo(LectureId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
