package org.lectern.room;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.LectureEvent;

/** What a behaviour can bring about in a room beside saying something in answer to a command. None of it waits for anybody. */
public interface RoomEffects {

  /** Who has been away for so long has left, and what they asked for or were given is over. */
  Duration GONE = Duration.ofMinutes(2);

  LectureId lecture();

  /** What the lecture has come to. */
  State state();

  /** The lecture time now, in milliseconds. */
  long at();

  /** Says something nobody asked for, such as a count. */
  void say(LectureEvent event);

  /**
   * The same, when it still holds as nobody else can say anything: what was due a moment ago may have been done meanwhile.
   *
   * @param due asked what to say, of the lecture as it is then
   */
  void sayIfDue(Function<State, Optional<LectureEvent>> due);

  /** The same for several at once, which follow each other in the log with nothing in between. */
  void sayAllIfDue(Function<State, List<LectureEvent>> due);

  /**
   * The same for what follows from something that was said later: it belongs to the same moment of a lecture that is over.
   *
   * @param at that moment, in milliseconds of lecture time
   */
  void sayLateIfDue(long at, Function<State, Optional<LectureEvent>> due);

  /**
   * Does what waits for the database beside the room's second, which waits for nothing, because everybody's heartbeat is in it. What is
   * still under way is not begun again.
   *
   * @param what tells one work of this room from another
   */
  void beside(String what, Runnable work);

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

  /** The students who are here, on whatever node. */
  Collection<UserId> students();

  /** Whether this person is here and teaches. */
  boolean isStaff(UserId person);

  /** For how long this person has not been here; nothing while they are. */
  Duration awayFor(UserId person);
}
