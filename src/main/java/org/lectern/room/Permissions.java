package org.lectern.room;

import static org.lectern.courses.CourseRole.ASSISTANT;
import static org.lectern.courses.CourseRole.INSTRUCTOR;
import static org.lectern.courses.CourseRole.STUDENT;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.lectern.courses.CourseRole;

/** Who may say what in a room: one matrix, command by role. What is not in it is not a command. */
final class Permissions {

  private static final Set<CourseRole> STAFF = EnumSet.of(INSTRUCTOR, ASSISTANT);
  private static final Set<CourseRole> TAKING_PART = EnumSet.of(INSTRUCTOR, ASSISTANT, STUDENT);
  private static final Set<CourseRole> STUDENTS = EnumSet.of(STUDENT);

  static final Map<String, Set<CourseRole>> MATRIX =
      Map.ofEntries(
          Map.entry("lecture.start", STAFF),
          Map.entry("lecture.pause", STAFF),
          Map.entry("lecture.resume", STAFF),
          Map.entry("lecture.end", STAFF),
          Map.entry("lecture.undoEnd", STAFF),
          Map.entry("chat.post", TAKING_PART),
          Map.entry("chat.edit", TAKING_PART),
          Map.entry("chat.remove", TAKING_PART),
          Map.entry("chat.lock", STAFF),
          Map.entry("chat.unlock", STAFF),
          Map.entry("hand.raise", TAKING_PART),
          Map.entry("hand.lower", TAKING_PART),
          Map.entry("hand.lowerAll", STAFF),
          Map.entry("floor.give", STAFF),
          Map.entry("floor.take", TAKING_PART),
          Map.entry("slide.show", STAFF),
          Map.entry("slide.turn", STAFF),
          Map.entry("pace.lost", STUDENTS),
          Map.entry("pace.found", STUDENTS),
          Map.entry("person.remove", STAFF),
          // signals
          Map.entry("react", TAKING_PART),
          Map.entry("pointer", STAFF));

  private Permissions() {}

  static boolean allow(CourseRole role, String command) {
    return MATRIX.getOrDefault(command, Set.of()).contains(role);
  }
}
