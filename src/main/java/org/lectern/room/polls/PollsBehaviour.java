package org.lectern.room.polls;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.STUDENTS;
import static org.lectern.room.Rule.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lectern.bank.Bank;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureState.Phase;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Pair;
import org.lectern.lecture.event.Poll;
import org.lectern.room.Behaviour;
import org.lectern.room.Command;
import org.lectern.room.Malformed;
import org.lectern.room.Member;
import org.lectern.room.Rate;
import org.lectern.room.Rejected;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule;
import org.lectern.room.Rule.Request;
import org.lectern.room.Slice;
import org.lectern.room.State;
import org.lectern.room.slides.SlidesState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Preparing a question, asking it, answering it, and showing what the answers come to. */
@Component
class PollsBehaviour implements Behaviour {

  private static final long SHORTEST = 5;
  private static final long LONGEST = 60 * 60;

  /** Somebody thinks again, and again. */
  private static final Rate ANSWERS = Rate.of(2, 20);

  /** An answer that was chosen before the end and comes so much later, over a bad line, counts; milliseconds. */
  private static final long ON_ITS_WAY = 60_000;

  /** What came so long ago at most is counted. */
  private static final Duration SOON = Duration.ofMillis(500);

  private static final Logger log = LoggerFactory.getLogger(PollsBehaviour.class);

  private final Answers answers;
  private final LateAnswers lateAnswers;
  private final Bank bank;

  PollsBehaviour(Answers answers, LateAnswers lateAnswers, Bank bank) {
    this.answers = answers;
    this.lateAnswers = lateAnswers;
    this.bank = bank;
  }

  @Override
  public List<Slice<?>> slices() {
    return List.of(PollsState.POLLS, PreparedState.PREPARED);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("poll.prepare").by(STAFF).decide(this::prepare),
        command("poll.open").by(STAFF).decide(this::open),
        command("poll.extend").by(STAFF).decide(this::extend),
        command("poll.close").by(STAFF).decide(this::close),
        command("poll.show").by(STAFF).decideAfter(this::show),
        command("poll.hide").by(STAFF).decide(this::hide),
        command("poll.reopen").by(STAFF).decide(this::reopen),
        command("poll.answer").by(STUDENTS).atMost(ANSWERS).keep(this::answer),
        command("poll.takeBack").by(STUDENTS).atMost(ANSWERS).keep(this::takeBack),
        command("poll.answerLate").by(STUDENTS).atMost(ANSWERS).alsoLate().keep(this::answerLate));
  }

  private Optional<LectureEvent> prepare(Request request) {
    if (request.state().get(PreparedState.PREPARED, Audience.STAFF).questions().size() >= PreparedState.MOST) {
      throw new Rejected("pollsFull");
    }
    OptionalLong bank = request.command().optionalNumber("bank");
    return Optional.of(bank.isPresent() ? copied(request, bank.getAsLong()) : Questions.read(request.command()));
  }

  /** What it says is read from the bank and not from the command: whoever sends it says no more than which. */
  private Poll.Prepared copied(Request request, long question) {
    return bank.prepared(request.course(), question).orElseThrow(() -> new Rejected("noSuchQuestionInBank"));
  }

  private Optional<LectureEvent> open(Request request) {
    if (request.state().lecture().phase() == Phase.PLANNED) {
      throw new Rejected("notStarted");
    }
    PollsState polls = request.now(PollsState.POLLS);
    if (polls.open().isPresent()) {
      throw new Rejected("pollRuns");
    }
    if (polls.isFull()) {
      throw new Rejected("pollsFull");
    }
    PreparedState.Ready ready =
        request.state().get(PreparedState.PREPARED, Audience.STAFF).find(request.command().number("prepared"))
            .orElseThrow(() -> new Rejected("noSuchPoll"));
    Poll.Names names = names(request.command());
    boolean bars = request.command().isTrue("bars");
    if (bars && names == Poll.Names.NOBODY) {
      throw new Rejected("pollBarsTell");
    }
    return Optional.of(new Poll.Opened(ready.seq(), ready.question(), names, bars, seconds(request.command()), slide(ready.question(), request), null));
  }

  /** One points on what everyone is shown as it is opened, whatever is shown afterwards. */
  private static Poll.@Nullable Page slide(Poll.Question question, Request request) {
    if (question.kind() != Poll.Kind.POINT) {
      return null;
    }
    SlidesState slides = request.now(SlidesState.SLIDES);
    if (slides.deck() == null) {
      throw new Rejected("pollNoSlide");
    }
    return new Poll.Page(slides.deck().id(), slides.page());
  }

  private Optional<LectureEvent> extend(Request request) {
    PollsState.Asked poll = running(request);
    Long seconds = seconds(request.command());
    if (seconds == null) {
      throw new Malformed("seconds is missing");
    }
    if (poll.until() != null && poll.until() + seconds * 1000 > request.end().at() + LONGEST * 1000) {
      throw new Rejected("pollTooLong");
    }
    return Optional.of(new Poll.Extended(poll.seq(), seconds));
  }

  private Optional<LectureEvent> close(Request request) {
    PollsState.Asked poll = known(request);
    return poll.isOpen() ? Optional.of(new Poll.Closed(poll.seq())) : Optional.empty();
  }

  /** Counts before the lecture is locked. Who answers in between is told of a moment later, as those are who answer after it. */
  private Rule.Decision show(Command command, RoomEffects room) {
    State state = room.state();
    Optional<Poll.Tally> counted =
        state.get(PollsState.POLLS).find(command.number("poll")).map(poll -> answers.tally(room.lecture(), poll, PreparedState.rightOf(poll, state)));
    return request -> show(request, counted);
  }

  /** @param counted empty for a poll that was opened so shortly before that this room did not know it yet */
  private Optional<LectureEvent> show(Request request, Optional<Poll.Tally> counted) {
    PollsState.Asked poll = known(request);
    if (poll.isShown()) {
      return Optional.empty();
    }
    PreparedState.Ready ready =
        request.state().get(PreparedState.PREPARED, Audience.STAFF).find(poll.prepared()).orElseThrow(() -> new Rejected("noSuchPoll"));
    Poll.Tally tally =
        counted.orElseGet(() -> answers.tally(request.lecture(), poll, RightAnswer.of(ready.right(), ready.tolerance())));
    return Optional.of(new Poll.Shown(poll.seq(), tally, ready.right(), ready.tolerance(), ready.why()));
  }

  private Optional<LectureEvent> hide(Request request) {
    PollsState.Asked poll = known(request);
    return poll.isShown() ? Optional.of(new Poll.Hidden(poll.seq())) : Optional.empty();
  }

  private Optional<LectureEvent> reopen(Request request) {
    PollsState.Asked poll = known(request);
    PollsState polls = request.now(PollsState.POLLS);
    if (polls.open().isPresent()) {
      throw new Rejected("pollRuns");
    }
    return Optional.of(new Poll.Reopened(poll.seq(), seconds(request.command())));
  }

  private static PollsState.Asked known(Request request) {
    return request.now(PollsState.POLLS).find(request.command().number("poll")).orElseThrow(() -> new Rejected("noSuchPoll"));
  }

  private static PollsState.Asked running(Request request) {
    PollsState.Asked poll = known(request);
    if (!poll.isOpen()) {
      throw new Rejected("pollClosed");
    }
    return poll;
  }

  private void answer(Command command, Member by, RoomEffects room) {
    PollsState.Asked poll = answerable(command, room);
    List<String> answer = Questions.answer(poll.question(), command.texts("answer"));
    if (lateAnswers.has(room.lecture(), poll.seq(), by.id())) {
      throw new Rejected("pollAnswered"); // it was opened again, and they have seen what is right
    }
    answers.keep(room.lecture(), poll.seq(), voter(poll, by, room), answer, command.optionalTruth("sure").orElse(null));
    countSoon(poll.seq(), room);
    if (!poll.isOpen()) {
      mix(poll, room);
    }
  }

  private void takeBack(Command command, Member by, RoomEffects room) {
    PollsState.Asked poll = answerable(command, room);
    answers.takeBack(room.lecture(), poll.seq(), voter(poll, by, room));
    countSoon(poll.seq(), room);
  }

  /** Waits a little for the answers that come with this one: the room's next second may be that far away. */
  private void countSoon(long poll, RoomEffects room) {
    room.beside("waiting for answers to " + poll, () -> {
      LockSupport.parkNanos(SOON.toNanos());
      room.state().get(PollsState.POLLS).find(poll).ifPresent(now -> countBeside(now, room));
    });
  }

  private void countBeside(PollsState.Asked poll, RoomEffects room) {
    room.beside("answers to " + poll.seq(), () -> count(poll, room));
  }

  /** Whoever comes to a poll in the replay, or catching up, answers it once and then sees what the others did. */
  private void answerLate(Command command, Member by, RoomEffects room) {
    PollsState.Asked poll = room.state().get(PollsState.POLLS).find(command.number("poll")).orElseThrow(() -> new Rejected("noSuchPoll"));
    if (poll.isOpen() && room.state().lecture().phase() != Phase.ENDED) {
      throw new Rejected("pollOpen");
    }
    List<String> answer = Questions.answer(poll.question(), command.texts("answer"));
    boolean inTime = !answers.of(room.lecture(), List.of(poll), by.id()).isEmpty();
    if (inTime || !lateAnswers.keep(room.lecture(), poll, by.id(), answer, command.optionalTruth("sure").orElse(null))) {
      throw new Rejected("pollAnswered");
    }
  }

  /** What was chosen in time and is late on its way counts. */
  private static PollsState.Asked answerable(Command command, RoomEffects room) {
    PollsState.Asked poll = room.state().get(PollsState.POLLS).find(command.number("poll")).orElseThrow(() -> new Rejected("noSuchPoll"));
    OptionalLong chosen = command.optionalNumber("chosenAt");
    Long closed = poll.closedAt();
    if (closed != null && (chosen.isEmpty() || chosen.getAsLong() > closed || room.at() > closed + ON_ITS_WAY)) {
      throw new Rejected("pollClosed");
    }
    return poll;
  }

  private String voter(PollsState.Asked poll, Member by, RoomEffects room) {
    return answers.voter(room.lecture(), poll, by.id()).orElseThrow(() -> new Rejected("ended"));
  }

  @Override
  public void after(Entry entry, RoomEffects room) {
    long closed =
        switch (entry.event()) {
          case Poll.Closed event -> event.of();
          case Poll.Shown event -> event.of();
          case Pair.Began event -> event.of();
          default -> 0;
        };
    room.state().get(PollsState.POLLS).find(closed).ifPresent(poll -> mix(poll, room));
  }

  private void mix(PollsState.Asked poll, RoomEffects room) {
    if (poll.names() == Poll.Names.NOBODY) {
      room.beside("order of answers to " + poll.seq(), () -> mixNow(poll, room));
    }
  }

  private void mixNow(PollsState.Asked poll, RoomEffects room) {
    try {
      answers.mix(room.lecture(), poll.seq());
    } catch (DataAccessException databaseAway) {
      log.warn("Answers to poll {} of lecture {} will be mixed when it is sealed: {}", poll.seq(), room.lecture(), databaseAway.getMessage());
    }
  }

  /** Tells how many have answered, and ends what has run out. */
  @Override
  public void tick(RoomEffects room) {
    for (PollsState.Asked poll : room.state().get(PollsState.POLLS).polls()) {
      if (hasRunOut(poll, room)) {
        room.sayIfDue(state -> now(state.get(PollsState.POLLS), poll).filter(still -> hasRunOut(still, room)).map(still -> new Poll.Closed(still.seq())));
      }
      if (isCounted(poll, room)) {
        countBeside(poll, room);
      }
    }
  }

  private static boolean hasRunOut(PollsState.Asked poll, RoomEffects room) {
    return poll.isOpen() && poll.until() != null && room.at() >= poll.until();
  }

  private static boolean isCounted(PollsState.Asked poll, RoomEffects room) {
    return poll.closedAt() == null || room.at() < poll.closedAt() + ON_ITS_WAY;
  }

  private void count(PollsState.Asked poll, RoomEffects room) {
    try {
      tellIfItChanged(poll, room);
    } catch (DataAccessException databaseAway) {
      log.warn("Answers to poll {} of lecture {} could not be counted yet: {}", poll.seq(), room.lecture(), databaseAway.getMessage());
    }
  }

  private void tellIfItChanged(PollsState.Asked poll, RoomEffects room) {
    if (poll.bars() || poll.isShown()) {
      Optional<RightAnswer> right = poll.isShown() ? RightAnswer.of(poll.right(), poll.tolerance()) : Optional.empty();
      Poll.Tally tally = answers.tally(room.lecture(), poll, right);
      room.sayIfDue(state -> now(state.get(PollsState.POLLS), poll)
          .filter(still -> (still.bars() && still.isOpen() || still.isShown()) && !tally.equals(still.tally()))
          .map(still -> new Poll.Counted(still.seq(), tally)));
    } else {
      int people = answers.people(room.lecture(), poll.seq());
      room.sayIfDue(state -> now(state.get(PollsState.POLLS), poll)
          .filter(still -> still.people() != people)
          .map(still -> new Poll.Answered(still.seq(), people)));
    }
  }

  private static Optional<PollsState.Asked> now(PollsState polls, PollsState.Asked poll) {
    return polls.find(poll.seq());
  }

  private static Poll.Names names(Command command) {
    return switch (command.text("names")) {
      case "class" -> Poll.Names.CLASS;
      case "staff" -> Poll.Names.STAFF;
      case "nobody" -> Poll.Names.NOBODY;
      default -> throw new Malformed("no such names");
    };
  }

  private static @Nullable Long seconds(Command command) {
    OptionalLong seconds = command.optionalNumber("seconds");
    if (seconds.isPresent() && (seconds.getAsLong() < SHORTEST || seconds.getAsLong() > LONGEST)) {
      throw new Malformed("seconds is not from " + SHORTEST + " to " + LONGEST);
    }
    return seconds.isPresent() ? seconds.getAsLong() : null;
  }
}
