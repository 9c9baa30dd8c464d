package org.lectern.room.questions;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Question;
import org.lectern.room.Slice;

/** What was written for the class to hear without a name, or once it is approved, and by whom. It is said to those who teach alone. */
public record AskersState(@JsonValue List<Asker> askers) {

  static final AskersState EMPTY = new AskersState(List.of());

  public static final Slice<AskersState> ASKERS = Slice.of("askers", 2, EMPTY, AskersState::with);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AskersState {
    askers = List.copyOf(askers);
  }

  /**
   * Somebody who asked.
   *
   * @param seq the entry in which they wrote it
   * @param at the moment it belongs to, in milliseconds of lecture time
   * @param by who it is; null where nobody may know
   * @param text as it was then
   * @param names who may know who it is
   * @param held whether it waits to be approved
   * @param declined whether the class never hears it
   * @param later whether it was written after the lecture
   */
  public record Asker(
      long seq, long at, @Nullable UserId by, String text, Question.Names names, boolean held, boolean declined, boolean later) {

    private Asker decided(boolean approved) {
      return new Asker(seq, at, by, text, names, false, !approved, later);
    }

    /** Whether the class may hear it now. */
    boolean isForTheClass() {
      return !held && !declined;
    }
  }

  Optional<Asker> find(long seq) {
    return askers.stream().filter(asker -> asker.seq() == seq).findFirst();
  }

  AskersState with(Entry entry) {
    return !(entry.event() instanceof Question event)
        ? this
        : switch (event) {
          case Question.Written written -> plus(entry, written);
          case Question.Approved approved -> decided(approved.of(), true);
          case Question.Declined declined -> decided(declined.of(), false);
          default -> this;
        };
  }

  private AskersState plus(Entry entry, Question.Written written) {
    Question.Names names = written.names() == null ? Question.Names.STAFF : written.names();
    Asker asker =
        new Asker(
            entry.seq(), entry.at(), entry.by(), written.text(), names, Boolean.TRUE.equals(written.held()), false, Boolean.TRUE.equals(written.later()));
    return new AskersState(Stream.concat(askers.stream().skip(Math.max(0, askers.size() - QuestionsState.MOST + 1)), Stream.of(asker)).toList());
  }

  private AskersState decided(long seq, boolean approved) {
    return find(seq).filter(Asker::held).isEmpty()
        ? this
        : new AskersState(askers.stream().map(asker -> asker.seq() == seq ? asker.decided(approved) : asker).toList());
  }
}
