package org.lectern.lecture.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;

/** Hands up, in the order in which the log has them. */
public sealed interface Hand extends LectureEvent {

  /** Up, or, when it is up already, up for another reason at the same place in the queue. */
  record Raised(@Nullable Reason reason) implements Hand {}

  /** @param person whose hand went down */
  record Lowered(UserId person) implements Hand {}

  record AllLowered() implements Hand {}

  /** Why a hand is up. */
  enum Reason {
    @JsonProperty("question")
    QUESTION,
    @JsonProperty("answer")
    ANSWER,
    @JsonProperty("problem")
    PROBLEM
  }
}
