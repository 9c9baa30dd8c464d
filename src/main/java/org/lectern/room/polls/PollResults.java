package org.lectern.room.polls;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Poll;
import org.lectern.room.Rooms;
import org.lectern.room.State;
import org.springframework.stereotype.Component;

/**
 * What the polls of a lecture came to, for reports that only those who teach see. Of what nobody's name stands at it has no more than the
 * room shows: no people, and under five answers no answers.
 */
@Component
public class PollResults {

  private final Rooms rooms;
  private final Answers answers;
  private final LateAnswers lateAnswers;

  PollResults(Rooms rooms, Answers answers, LateAnswers lateAnswers) {
    this.rooms = rooms;
    this.answers = answers;
    this.lateAnswers = lateAnswers;
  }

  /**
   * One poll.
   *
   * @param right what is right; empty where nothing is
   * @param live what was answered in time, and {@code late} what was answered once it was closed
   */
  public record Result(long poll, Instant askedAt, Poll.Question question, Poll.Names names, List<String> right, Poll.Tally live, Poll.Tally late) {

    public boolean isNamed() {
      return names != Poll.Names.NOBODY;
    }

    /** Whether answers are not told because they could be somebody's. */
    public boolean isTooFew() {
      return !isNamed() && live.people() > 0 && live.counts().isEmpty();
    }
  }

  /** What somebody answered to a poll with names. @param right null where there is no right or wrong */
  public record Given(long poll, UserId person, List<String> answer, boolean late, @Nullable Boolean right) {}

  /** How many of the questions that have a right answer and names somebody had right, in time. */
  public record Score(int right, int asked) {}

  /** In the order in which they were asked. */
  public List<Result> of(Lecture lecture) {
    State state = rooms.stateOf(lecture.id());
    Instant from = lecture.startedAt().orElse(lecture.startsAt());
    return state.get(PollsState.POLLS).polls().stream()
        .map(poll -> {
          Optional<RightAnswer> right = right(state, poll);
          return new Result(
              poll.seq(), from.plusMillis(Math.max(0, poll.at())), poll.question(), poll.names(), right.map(RightAnswer::right).orElse(List.of()),
              answers.tally(lecture.id(), poll, right), lateAnswers.tally(lecture.id(), poll, right));
        })
        .toList();
  }

  /** What each has answered where names are kept. */
  public List<Given> given(LectureId lecture) {
    State state = rooms.stateOf(lecture);
    return state.get(PollsState.POLLS).polls().stream().filter(poll -> poll.names() != Poll.Names.NOBODY).flatMap(poll -> given(lecture, state, poll)).toList();
  }

  private Stream<Given> given(LectureId lecture, State state, PollsState.Asked poll) {
    Optional<RightAnswer> right = right(state, poll);
    Stream<Given> inTime =
        answers.all(lecture, poll.seq()).stream()
            .map(one -> new Given(poll.seq(), new UserId(Long.parseLong(one.voter())), one.answer(), false, judged(poll, right, one.answer())));
    Stream<Given> late =
        lateAnswers.all(lecture, poll.seq()).stream().map(one -> new Given(poll.seq(), one.person(), one.answer(), true, judged(poll, right, one.answer())));
    return Stream.concat(inTime, late);
  }

  private static @Nullable Boolean judged(PollsState.Asked poll, Optional<RightAnswer> right, List<String> answer) {
    return right.map(solution -> solution.is(poll.question(), answer)).orElse(null);
  }

  /** What counts for a score: questions with names and a right answer that are over. */
  private static Set<Long> counted(State state) {
    return state.get(PollsState.POLLS).polls().stream()
        .filter(poll -> poll.names() != Poll.Names.NOBODY && !poll.isOpen() && right(state, poll).isPresent())
        .map(PollsState.Asked::seq)
        .collect(Collectors.toSet());
  }

  /** Of these people, whether they answered or not; nobody where nothing counts. */
  public Map<UserId, Score> scores(LectureId lecture, Collection<UserId> people) {
    Set<Long> counted = counted(rooms.stateOf(lecture));
    if (counted.isEmpty()) {
      return Map.of();
    }
    Map<UserId, Long> right =
        given(lecture).stream()
            .filter(one -> !one.late() && counted.contains(one.poll()) && Boolean.TRUE.equals(one.right()))
            .collect(Collectors.groupingBy(Given::person, Collectors.counting()));
    return people.stream().collect(Collectors.toMap(person -> person, person -> new Score(right.getOrDefault(person, 0L).intValue(), counted.size())));
  }

  private static Optional<RightAnswer> right(State state, PollsState.Asked poll) {
    return state.get(PreparedState.PREPARED, Audience.STAFF).find(poll.prepared()).flatMap(ready -> RightAnswer.of(ready.right(), ready.tolerance()));
  }
}
