package org.lectern.room.floor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Floor;
import org.lectern.lecture.event.Person;
import org.lectern.room.Slice;

/** Who has the floor beside those who teach, first called first. */
public record FloorState(@JsonValue List<Holder> holders) {

  public static final FloorState EMPTY = new FloorState(List.of());

  public static final Slice<FloorState> FLOOR = Slice.of("floor", 1, EMPTY, FloorState::with);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public FloorState {
    holders = List.copyOf(holders);
  }

  public FloorState with(Entry entry) {
    return switch (entry.event()) {
      case Floor.Given given when !has(given.person()) -> plus(new Holder(given.person(), entry.at()));
      case Floor.Taken taken -> without(taken.person());
      case Person.Removed removed -> without(removed.person());
      default -> this;
    };
  }

  public boolean has(UserId person) {
    return holders.stream().anyMatch(holder -> holder.person().equals(person));
  }

  private FloorState plus(Holder holder) {
    List<Holder> more = new ArrayList<>(holders);
    more.add(holder);
    return new FloorState(more);
  }

  private FloorState without(UserId person) {
    return has(person)
        ? new FloorState(holders.stream().filter(holder -> !holder.person().equals(person)).toList())
        : this;
  }

  /** @param at since when, in lecture time */
  public record Holder(UserId person, long at) {}
}
