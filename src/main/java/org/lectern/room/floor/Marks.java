package org.lectern.room.floor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Floor;
import org.lectern.room.Slice;

/** Moments of the timeline worth finding again, beside cuts and breaks: who spoke when. The last {@value #WINDOW} of them. */
public record Marks(@JsonValue List<Mark> list) {

  /** How many marks a room keeps at hand. */
  static final int WINDOW = 200;

  public static final Marks EMPTY = new Marks(List.of());

  public static final Slice<Marks> MARKS = Slice.of("marks", 1, EMPTY, Marks::with)
          .withEarlier((said, seq, most) -> all(said.before(Floor.Given.class, seq, most)));

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Marks {
    list = List.copyOf(list);
  }

  public Marks with(Entry entry) {
    if (!(entry.event() instanceof Floor.Given given)) {
      return this;
    }
    List<Mark> more = new ArrayList<>(list.size() < WINDOW ? list : list.subList(1, WINDOW));
    more.add(new Mark(entry.seq(), entry.at(), "floor", given.person()));
    return new Marks(more);
  }

  private static List<Mark> all(List<Entry> entries) {
    Marks marks = EMPTY;
    for (Entry entry : entries) {
      marks = marks.with(entry);
    }
    return marks.list;
  }

  /**
   * @param seq the entry that made it
   * @param kind {@code floor}: this person was called
   */
  public record Mark(long seq, long at, String kind, UserId person) {}
}
