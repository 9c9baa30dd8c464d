package org.lectern.room.polls;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Pair;
import org.lectern.lecture.event.Poll;
import org.lectern.room.Slice;

/** The polls of a lecture, in the order in which they were opened. */
public record PollsState(@JsonValue List<Asked> polls) {

  /** More are not asked in a lecture. */
  static final int MOST = 50;

  static final PollsState EMPTY = new PollsState(List.of());

  public static final Slice<PollsState> POLLS = Slice.of("polls", 2, EMPTY, PollsState::with);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PollsState {
    polls = List.copyOf(polls);
  }

  /**
   * A question that was put to the class. Times are lecture time in milliseconds.
   *
   * @param seq the entry that opened it
   * @param until when it ends by itself; null when it does not
   * @param people how many have answered, as everyone was told last
   * @param closedAt since when nobody answers any more; null while one may
   * @param tally what everyone may see of the answers now; null for nothing
   * @param right the right answers, once they are shown; null before
   * @param slide on which one points; null where one does not
   * @param of the poll that asked the same before they talked about it; null for the first time
   */
  public record Asked(
      long seq,
      long at,
      long prepared,
      Poll.Question question,
      Poll.Names names,
      boolean bars,
      @Nullable Long until,
      int people,
      @Nullable Long closedAt,
      Poll.@Nullable Tally tally,
      @Nullable List<String> right,
      @Nullable Double tolerance,
      @Nullable String why,
      Poll.@Nullable Page slide,
      @Nullable Long of) {

    @JsonIgnore
    public boolean isOpen() {
      return closedAt == null;
    }

    @JsonIgnore
    public boolean isShown() {
      return right != null;
    }

    private Asked told(int nowPeople, Poll.@Nullable Tally nowTally) {
      return new Asked(seq, at, prepared, question, names, bars, until, nowPeople, closedAt, nowTally, right, tolerance, why, slide, of);
    }

    private Asked until(@Nullable Long nowUntil) {
      return new Asked(seq, at, prepared, question, names, bars, nowUntil, people, closedAt, tally, right, tolerance, why, slide, of);
    }

    private Asked closed(long moment) {
      return closedAt == null
          ? new Asked(seq, at, prepared, question, names, bars, until, people, moment, tally, right, tolerance, why, slide, of)
          : this;
    }

    private Asked shown(Poll.Shown shown) {
      return new Asked(
          seq, at, prepared, question, names, bars, until, shown.tally().people(), closedAt, shown.tally(), shown.right(), shown.tolerance(), shown.why(), slide, of);
    }

    private Asked hidden() {
      return new Asked(seq, at, prepared, question, names, bars, until, people, closedAt, null, null, null, null, slide, of);
    }

    private Asked reopened(@Nullable Long nowUntil) {
      return new Asked(seq, at, prepared, question, names, bars, nowUntil, people, null, null, null, null, null, slide, of);
    }
  }

  public Optional<Asked> find(long seq) {
    return polls.stream().filter(poll -> poll.seq() == seq).findFirst();
  }

  /** The one that may be answered now. */
  public Optional<Asked> open() {
    return polls.stream().filter(Asked::isOpen).findFirst();
  }

  public boolean isFull() {
    return polls.size() >= MOST;
  }

  private PollsState with(Entry entry) {
    if (entry.event() instanceof Pair.Began began) {
      return change(began.of(), poll -> poll.closed(entry.at()));
    }
    return !(entry.event() instanceof Poll event)
        ? this
        : switch (event) {
          case Poll.Prepared _ -> this;
          case Poll.Opened opened ->
              new PollsState(Stream.concat(polls.stream().skip(Math.max(0, polls.size() - MOST + 1)), Stream.of(asked(entry, opened))).toList());
          case Poll.Extended more -> change(more.of(), poll -> poll.until(later(poll.until(), entry.at(), more.seconds())));
          case Poll.Answered answered -> change(answered.of(), poll -> poll.told(answered.people(), poll.tally()));
          case Poll.Counted counted -> change(counted.of(), poll -> poll.told(counted.tally().people(), counted.tally()));
          case Poll.Closed closed -> change(closed.of(), poll -> poll.closed(entry.at()));
          case Poll.Shown shown -> change(shown.of(), poll -> poll.closed(entry.at()).shown(shown));
          case Poll.Hidden hidden -> change(hidden.of(), Asked::hidden);
          case Poll.Reopened again -> change(again.of(), poll -> poll.reopened(again.seconds() == null ? null : later(null, entry.at(), again.seconds())));
        };
  }

  private static Asked asked(Entry entry, Poll.Opened opened) {
    Long until = opened.seconds() == null ? null : later(null, entry.at(), opened.seconds());
    return new Asked(
        entry.seq(), entry.at(), opened.prepared(), opened.question(), opened.names(), opened.bars(), until, 0, null, null, null, null, null,
        opened.slide(), opened.of());
  }

  private static Long later(@Nullable Long until, long now, long seconds) {
    return Math.max(now, until == null ? now : until) + seconds * 1000;
  }

  private PollsState change(long seq, UnaryOperator<Asked> change) {
    if (find(seq).isEmpty()) {
      return this;
    }
    List<Asked> after = new ArrayList<>(polls);
    after.replaceAll(poll -> poll.seq() == seq ? change.apply(poll) : poll);
    return new PollsState(after);
  }
}
