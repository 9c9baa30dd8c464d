package org.lectern.room.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Person;
import org.lectern.room.Slice;

/** Who was put out of the room and not let back in. */
public record RemovedState(@JsonValue List<UserId> people) {

  public static final RemovedState EMPTY = new RemovedState(List.of());

  public static final Slice<RemovedState> REMOVED = Slice.of("removed", 2, EMPTY, RemovedState::with);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RemovedState {
    people = List.copyOf(people);
  }

  public RemovedState with(Entry entry) {
    return switch (entry.event()) {
      case Person.Removed removed when !includes(removed.person()) -> plus(removed.person());
      case Person.Restored restored -> without(restored.person());
      default -> this;
    };
  }

  private RemovedState plus(UserId person) {
    List<UserId> more = new ArrayList<>(people);
    more.add(person);
    return new RemovedState(more);
  }

  private RemovedState without(UserId person) {
    return includes(person) ? new RemovedState(people.stream().filter(one -> !one.equals(person)).toList()) : this;
  }

  public boolean includes(UserId person) {
    return people.contains(person);
  }
}
