package org.lectern.room.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Person;
import org.lectern.room.Slice;

/** Who was put out of the room for good. */
public record RemovedState(@JsonValue List<UserId> people) {

  public static final RemovedState EMPTY = new RemovedState(List.of());

  public static final Slice<RemovedState> REMOVED = Slice.of("removed", 1, EMPTY, RemovedState::with);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RemovedState {
    people = List.copyOf(people);
  }

  public RemovedState with(Entry entry) {
    if (!(entry.event() instanceof Person.Removed removed) || includes(removed.person())) {
      return this;
    }
    List<UserId> more = new ArrayList<>(people);
    more.add(removed.person());
    return new RemovedState(more);
  }

  public boolean includes(UserId person) {
    return people.contains(person);
  }
}
