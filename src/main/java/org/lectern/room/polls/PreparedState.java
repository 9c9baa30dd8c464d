package org.lectern.room.polls;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Poll;
import org.lectern.room.Slice;
import org.lectern.room.State;

/** The questions that are ready to be asked, in the order in which they were prepared. They are said to those who teach alone. */
public record PreparedState(@JsonValue List<Ready> questions) {

  /** More are not prepared in a lecture. */
  static final int MOST = 50;

  static final PreparedState EMPTY = new PreparedState(List.of());

  public static final Slice<PreparedState> PREPARED = Slice.of("prepared", 1, EMPTY, PreparedState::with);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PreparedState {
    questions = List.copyOf(questions);
  }

  /** @param seq the entry that prepared it */
  public record Ready(long seq, Poll.Question question, List<String> right, @Nullable Double tolerance, @Nullable String why) {}

  public Optional<Ready> find(long seq) {
    return questions.stream().filter(ready -> ready.seq() == seq).findFirst();
  }

  /** What is right of a poll: those who teach know, whether it is shown or not. */
  static Optional<RightAnswer> rightOf(PollsState.Asked poll, State state) {
    return state.get(PREPARED, Audience.STAFF).find(poll.prepared()).flatMap(ready -> RightAnswer.of(ready.right(), ready.tolerance()));
  }

  private PreparedState with(Entry entry) {
    if (!(entry.event() instanceof Poll.Prepared made)) {
      return this;
    }
    Ready ready = new Ready(entry.seq(), made.question(), made.right(), made.tolerance(), made.why());
    return new PreparedState(Stream.concat(questions.stream().skip(Math.max(0, questions.size() - MOST + 1)), Stream.of(ready)).toList());
  }
}
