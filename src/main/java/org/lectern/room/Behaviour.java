package org.lectern.room;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.lectern.lecture.Author;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.LectureEvent;

/** One thing people do in a room: its commands and the rules by which they become events. */
public interface Behaviour {

  /** What it understands, by the command's type. */
  Map<String, Decision> decisions();

  /** Turns a command into an event, knowing everything said before. */
  @FunctionalInterface
  interface Decision {

    /**
     * @return what happened; empty when it had happened already and there is nothing to add
     * @throws Rejected when a rule says no
     * @throws Malformed when a field is missing or of the wrong kind
     */
    Optional<LectureEvent> decide(Request request);
  }

  /**
   * @param lecture whose room it is, and {@code course} the course it belongs to
   * @param state the room as it is, with all that was said before this command
   * @param end the end of the log under its lock
   * @param isHere whether somebody is in the room
   */
  record Request(
      LectureId lecture,
      CourseId course,
      Command command,
      Member by,
      State state,
      Author.End end,
      Predicate<UserId> isHere) {}
}
