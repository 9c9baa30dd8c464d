package org.lectern.room.floor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Floor;

/** Moments of the timeline worth finding again, beside cuts and breaks: who spoke when. */
public record Marks(@JsonValue List<Mark> list) {

  public static final Marks EMPTY = new Marks(List.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Marks {
    list = List.copyOf(list);
  }

  public Marks with(Entry entry) {
    if (!(entry.event() instanceof Floor.Given given)) {
      return this;
    }
    List<Mark> more = new ArrayList<>(list);
    more.add(new Mark(entry.at(), "floor", given.person()));
    return new Marks(more);
  }

  /** @param kind {@code floor}: this person was called */
  public record Mark(long at, String kind, UserId person) {}
}
