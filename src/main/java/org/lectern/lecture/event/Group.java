package org.lectern.lecture.event;

import java.util.List;
import org.lectern.accounts.UserId;

/** Who belongs together in a lecture: a table, a pair, one person with those who teach. A group is an {@link Audience}. */
public sealed interface Group extends LectureEvent {

  /**
   * A group is made, or changes. Who is not among the members any more has left it.
   *
   * @param group its name, as {@link Audience.OfGroup} has it
   * @param members everyone who is in it from here on; nobody when it is over
   */
  record Changed(String group, List<UserId> members) implements Group {

    public Changed {
      members = List.copyOf(members);
    }
  }

  /** A member learns of it from what they are told then; others need not know who sits with whom. */
  @Override
  default Audience audience() {
    return Audience.STAFF;
  }
}
