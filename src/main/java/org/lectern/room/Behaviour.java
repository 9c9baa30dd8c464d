package org.lectern.room;

import java.util.List;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;

/**
 * One thing people do in a room. It declares everything about itself: what is remembered of it, who may say what and how often, and
 * what follows. The room, the socket and the page know lists of these and none of them by name. {@code contributing.md} shows how to
 * add one.
 */
public interface Behaviour {

  /** What is remembered. */
  List<Slice<?>> slices();

  /** What may be said, each type once. */
  default List<Rule> rules() {
    return List.of();
  }

  /**
   * Called once an entry is durable and has gone out to those in the room, on each node that has the room open.
   *
   * @param room is asked for what is not said, such as to silence a microphone; must not be waited for
   */
  default void after(Entry entry, RoomEffects room) {}

  /** Called when the room has opened, and when something was prepared for its lecture meanwhile. */
  default void prepare(RoomEffects room) {}

  /** Called about once a second while the room is open. */
  default void tick(RoomEffects room) {}

  /** Whether this person may be in the room, as far as this behaviour knows. */
  default boolean admits(State state, UserId person) {
    return true;
  }
}
