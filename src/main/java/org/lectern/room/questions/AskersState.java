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

/** Who asked what the class hears without a name. It is said to those who teach alone. */
public record AskersState(@JsonValue List<Asker> askers) {

  static final AskersState EMPTY = new AskersState(List.of());

  public static final Slice<AskersState> ASKERS = Slice.of("askers", 1, EMPTY, AskersState::with);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AskersState {
    askers = List.copyOf(askers);
  }

  /**
   * Somebody who asked.
   *
   * @param seq the entry in which they wrote it
   * @param text as it was then
   */
  public record Asker(long seq, @Nullable UserId by, String text) {}

  Optional<Asker> find(long seq) {
    return askers.stream().filter(asker -> asker.seq() == seq).findFirst();
  }

  private AskersState with(Entry entry) {
    if (!(entry.event() instanceof Question.Written written)) {
      return this;
    }
    Asker asker = new Asker(entry.seq(), entry.by(), written.text());
    return new AskersState(Stream.concat(askers.stream().skip(Math.max(0, askers.size() - QuestionsState.MOST + 1)), Stream.of(asker)).toList());
  }
}
