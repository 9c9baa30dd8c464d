package org.lectern.room.pairs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Pair;
import org.lectern.lecture.event.Poll;
import org.lectern.room.Slice;

/** @param run what the class is in the middle of; null for nothing */
public record PairsState(@Nullable Run run) {

  static final PairsState NONE = new PairsState(null);

  public static final Slice<PairsState> PAIRS = Slice.of("pairs", 1, NONE, PairsState::with);

  /** Where the class is. */
  public enum Step {
    /** Each for themselves: the first vote runs or is over. */
    @JsonProperty("think")
    THINK,
    @JsonProperty("pair")
    PAIR,
    @JsonProperty("revote")
    REVOTE
  }

  /**
   * Times are lecture time in milliseconds.
   *
   * @param of the first vote, a poll
   * @param at since when it is in this step
   * @param chat whether people are put together to write; else they talk where they sit
   * @param until when they have talked for long enough; null where nobody said
   * @param revote the second vote; null before
   */
  public record Run(long of, long at, Step step, boolean chat, @Nullable Long until, @Nullable Long revote) {

    @JsonIgnore
    boolean writes() {
      return step == Step.PAIR && chat;
    }
  }

  private PairsState with(Entry entry) {
    return switch (entry.event()) {
      case Pair.Planned planned -> new PairsState(new Run(planned.of(), entry.at(), Step.THINK, false, null, null));
      case Pair.Ended ended -> isOf(ended.of()) ? NONE : this;
      case Pair.Began began when isOf(began.of()) ->
          new PairsState(
              new Run(began.of(), entry.at(), Step.PAIR, began.chat(), began.seconds() == null ? null : entry.at() + began.seconds() * 1000, null));
      case Pair.Extended more when isOf(more.of()) ->
          new PairsState(new Run(run.of(), run.at(), run.step(), run.chat(), later(entry.at(), more.seconds()), run.revote()));
      case Poll.Opened opened when opened.of() != null && isOf(opened.of()) ->
          new PairsState(new Run(run.of(), entry.at(), Step.REVOTE, run.chat(), null, entry.seq()));
      case Poll.Shown shown when run != null && run.revote() != null && run.revote() == shown.of() -> NONE;
      default -> this;
    };
  }

  private boolean isOf(long poll) {
    return run != null && run.of() == poll;
  }

  private long later(long now, long seconds) {
    return Math.max(now, run.until() == null ? now : run.until()) + seconds * 1000;
  }
}
