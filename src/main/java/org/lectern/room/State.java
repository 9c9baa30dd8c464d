package org.lectern.room;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.lectern.lecture.Entry;
import org.lectern.room.chat.ChatState;
import org.lectern.room.floor.FloorState;
import org.lectern.room.floor.Marks;
import org.lectern.room.hands.HandsState;
import org.lectern.lecture.LectureState;
import org.lectern.room.pace.PaceState;
import org.lectern.room.people.RemovedState;
import org.lectern.room.reactions.ReactionsState;
import org.lectern.room.slides.SlidesState;

/**
 * What a room has come to: the fold of its entries. Immutable, so that a decision can look ahead on a copy
 * that is thrown away when the commit fails. As JSON it is the snapshot of {@code protocol.md}, and
 * JavaScript folds the same entries to the same thing.
 *
 * @param seq the last entry folded in
 */
public record State(
    @JsonIgnore long seq,
    LectureState lecture,
    ChatState chat,
    HandsState hands,
    FloorState floor,
    SlidesState slides,
    PaceState pace,
    ReactionsState reactions,
    Marks marks,
    RemovedState removed) {

  /** Before anything was said. */
  public static final State EMPTY =
      new State(
          0,
          LectureState.PLANNED,
          ChatState.EMPTY,
          HandsState.EMPTY,
          FloorState.EMPTY,
          SlidesState.EMPTY,
          PaceState.EMPTY,
          ReactionsState.EMPTY,
          Marks.EMPTY,
          RemovedState.EMPTY);

  /**
   * Names the way entries are folded. To be raised whenever the same entries come to something else, so that states kept by an
   * earlier version are not gone on with; {@code StateTests} notices.
   */
  public static final String FOLD = "1";

  /** The same, said to be where the log was when it was kept: a kept state is JSON, which leaves the number out. */
  State keptAt(long kept) {
    return new State(kept, lecture, chat, hands, floor, slides, pace, reactions, marks, removed);
  }

  /** The state after one more entry. */
  public State with(Entry entry) {
    return new State(
        entry.seq(),
        lecture.with(entry),
        chat.with(entry),
        hands.with(entry),
        floor.with(entry),
        slides.with(entry),
        pace.with(entry),
        reactions.with(entry),
        marks.with(entry),
        removed.with(entry));
  }

  public State with(Iterable<Entry> entries) {
    State state = this;
    for (Entry entry : entries) {
      state = state.with(entry);
    }
    return state;
  }

  /** The same as folding only what everyone may see. */
  public State forEveryone() {
    return new State(
        seq, lecture, chat, hands, floor, slides, PaceState.EMPTY, reactions, marks, removed);
  }
}
