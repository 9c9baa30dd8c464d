package org.lectern.room.hands;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Floor;
import org.lectern.lecture.event.Hand;
import org.lectern.lecture.event.Person;
import org.lectern.room.Slice;

/** The hands that are up, longest first. */
public record HandsState(@JsonValue List<Up> up) {

  public static final HandsState EMPTY = new HandsState(List.of());

  public static final Slice<HandsState> HANDS = Slice.of("hands", 1, EMPTY, HandsState::with);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public HandsState {
    up = List.copyOf(up);
  }

  public HandsState with(Entry entry) {
    return switch (entry.event()) {
      case Hand.Raised raised -> raised(entry, raised.reason());
      case Hand.Lowered lowered -> without(lowered.person());
      case Hand.AllLowered _ -> EMPTY;
      case Floor.Given given -> without(given.person());
      case Person.Removed removed -> without(removed.person());
      default -> this;
    };
  }

  public boolean isUp(UserId person) {
    return up.stream().anyMatch(hand -> hand.person().equals(person));
  }

  private HandsState raised(Entry entry, Hand.@Nullable Reason reason) {
    UserId person = Objects.requireNonNull(entry.by(), "a hand belongs to somebody");
    if (isUp(person)) {
      return new HandsState(
          up.stream().map(hand -> hand.person().equals(person) ? hand.because(reason) : hand).toList());
    }
    List<Up> more = new ArrayList<>(up);
    more.add(new Up(person, entry.seq(), entry.at(), reason));
    return new HandsState(more);
  }

  private HandsState without(UserId person) {
    return isUp(person)
        ? new HandsState(up.stream().filter(hand -> !hand.person().equals(person)).toList())
        : this;
  }

  /**
   * @param seq the entry that raised it, which is its place in the order
   */
  public record Up(UserId person, long seq, long at, Hand.@Nullable Reason reason) {

    Up because(Hand.@Nullable Reason newReason) {
      return new Up(person, seq, at, newReason);
    }
  }
}
