package org.lectern.room;

import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.LectureEvent;

/** What a behaviour can bring about in a room beside saying something in answer to a command. None of it waits for anybody. */
public interface RoomEffects {

  LectureId lecture();

  /** Says something nobody asked for, such as a count. */
  void say(LectureEvent event);

  /**
   * Tells everyone in the room something that is never kept and is the first thing to be left out when there is too much.
   *
   * @param signal an object with a field {@code type}, written as JSON
   */
  void hint(Object signal);

  /** Ends what this person sends of picture and sound. */
  void silence(UserId person);

  /** Closes this person's sockets for good, once they were told what happened. */
  void putOut(UserId person);

  /** Whether this person is here and teaches. */
  boolean isStaff(UserId person);
}
