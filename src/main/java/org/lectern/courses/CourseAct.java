package org.lectern.courses;

import static org.lectern.courses.CourseRole.ASSISTANT;
import static org.lectern.courses.CourseRole.INSTRUCTOR;
import static org.lectern.courses.CourseRole.STUDENT;

import java.util.EnumSet;
import java.util.Set;

/** What may be done in a course outside its rooms, and by whom: the whole matrix. */
public enum CourseAct {
  SEE(true, EnumSet.allOf(CourseRole.class)),
  SEE_PEOPLE(true, EnumSet.allOf(CourseRole.class)),
  DOWNLOAD_MATERIALS(true, EnumSet.allOf(CourseRole.class)),
  /** Into what one writes there. */
  ADD_IMAGES(false, EnumSet.of(INSTRUCTOR, ASSISTANT, STUDENT)),
  CHANGE_MATERIALS(false, EnumSet.of(INSTRUCTOR, ASSISTANT)),
  PLAN_LECTURES(false, EnumSet.of(INSTRUCTOR, ASSISTANT)),
  /** The questions that may be asked in its rooms, with what is right. */
  SEE_BANK(true, EnumSet.of(INSTRUCTOR, ASSISTANT)),
  CHANGE_BANK(false, EnumSet.of(INSTRUCTOR, ASSISTANT)),
  CHANGE_PEOPLE(false, EnumSet.of(INSTRUCTOR)),
  /** Its title, its code and what it is about. */
  CHANGE_COURSE(false, EnumSet.of(INSTRUCTOR)),
  /** Also take out of the archive again. */
  ARCHIVE(true, EnumSet.of(INSTRUCTOR)),
  /** Those that wait after a lecture. */
  ANSWER_QUESTIONS(true, EnumSet.of(INSTRUCTOR, ASSISTANT)),
  SEE_REGISTER(true, EnumSet.of(INSTRUCTOR, ASSISTANT)),
  /** Excuse, correct, and say what is asked of people. */
  JUDGE_ATTENDANCE(false, EnumSet.of(INSTRUCTOR));

  private final boolean alsoWhenArchived;
  private final Set<CourseRole> allowed;

  CourseAct(boolean alsoWhenArchived, Set<CourseRole> allowed) {
    this.alsoWhenArchived = alsoWhenArchived;
    this.allowed = allowed;
  }

  boolean isAllowedTo(CourseRole role, boolean archived) {
    return allowed.contains(role) && (alsoWhenArchived || !archived);
  }
}
