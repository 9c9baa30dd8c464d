package org.lectern.room.pairs;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.STUDENTS;
import static org.lectern.room.Rule.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Group;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Pair;
import org.lectern.lecture.event.Poll;
import org.lectern.room.Behaviour;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule;
import org.lectern.room.Rule.Request;
import org.lectern.room.Slice;
import org.lectern.room.State;
import org.lectern.room.pairs.PairsState.Run;
import org.lectern.room.pairs.PairsState.Step;
import org.lectern.room.polls.Answers;
import org.lectern.room.polls.PollsState;
import org.lectern.text.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The steps from one vote to the next, who talks with whom meanwhile, and what they write to each other. */
@Component
class PairsBehaviour implements Behaviour {

  private static final long SHORTEST = 10;
  private static final long LONGEST = 60 * 60;
  private static final int LONGEST_TEXT = 1_000;
  private static final Set<Poll.Kind> KINDS = Set.of(Poll.Kind.SINGLE, Poll.Kind.MULTIPLE, Poll.Kind.NUMBER);

  /** A line that was away for a moment is nobody's leaving. */
  private static final Duration GONE = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(PairsBehaviour.class);

  private final Answers answers;

  PairsBehaviour(Answers answers) {
    this.answers = answers;
  }

  @Override
  public List<Slice<?>> slices() {
    return List.of(PairsState.PAIRS, PairState.PAIR);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("pair.plan").by(STAFF).decide(this::plan),
        command("pair.begin").by(STAFF).decide(this::begin),
        command("pair.extend").by(STAFF).decide(this::extend),
        command("pair.revote").by(STAFF).decide(this::revote),
        command("pair.end").by(STAFF).decide(this::end),
        command("pair.write").by(STUDENTS).decide(this::write));
  }

  private Optional<LectureEvent> plan(Request request) {
    PollsState.Asked poll =
        request.now(PollsState.POLLS).find(request.command().number("poll")).orElseThrow(() -> new Rejected("noSuchPoll"));
    if (request.now(PairsState.PAIRS).run() != null) {
      throw new Rejected("pairRuns");
    }
    if (!KINDS.contains(poll.question().kind())) {
      throw new Rejected("pairKind");
    }
    if (poll.isShown()) {
      throw new Rejected("pairShown");
    }
    return Optional.of(new Pair.Planned(poll.seq()));
  }

  private Optional<LectureEvent> begin(Request request) {
    Run run = run(request);
    Long seconds = seconds(request);
    return run.step() == Step.THINK ? Optional.of(new Pair.Began(run.of(), request.command().isTrue("chat"), seconds)) : Optional.empty();
  }

  private Optional<LectureEvent> extend(Request request) {
    Long seconds = seconds(request);
    if (seconds == null) {
      throw new Malformed("seconds is missing");
    }
    Run run = run(request);
    if (run.step() != Step.PAIR) {
      throw new Rejected("noPairs");
    }
    return Optional.of(new Pair.Extended(run.of(), seconds));
  }

  /** The same question, asked as it was before. */
  private Optional<LectureEvent> revote(Request request) {
    Long seconds = seconds(request);
    Run run = run(request);
    PollsState polls = request.now(PollsState.POLLS);
    PollsState.Asked first = polls.find(run.of()).orElseThrow(() -> new Rejected("noSuchPoll"));
    if (run.step() == Step.REVOTE) {
      return Optional.empty();
    }
    if (polls.open().isPresent()) {
      throw new Rejected("pollRuns");
    }
    if (polls.isFull()) {
      throw new Rejected("pollsFull");
    }
    return Optional.of(new Poll.Opened(first.prepared(), first.question(), first.names(), false, seconds, first.slide(), first.seq()));
  }

  private Optional<LectureEvent> end(Request request) {
    Run run = request.now(PairsState.PAIRS).run();
    return run == null ? Optional.empty() : Optional.of(new Pair.Ended(run.of()));
  }

  private Optional<LectureEvent> write(Request request) {
    String text = Written.lines(request.command().text("text"));
    if (text.isEmpty()) {
      throw new Rejected("emptyMessage");
    }
    if (text.length() > LONGEST_TEXT) {
      throw new Rejected("messageTooLong", LONGEST_TEXT);
    }
    Run run = run(request);
    Pairs pairs = Pairs.of(run, request.state());
    String group = run.writes() ? pairs.of(request.by().id()).orElseThrow(() -> new Rejected("pairAlone")) : null;
    if (group == null) {
      throw new Rejected("noPairs");
    }
    return Optional.of(new Pair.Wrote(group, text));
  }

  private static Run run(Request request) {
    Run run = request.now(PairsState.PAIRS).run();
    if (run == null) {
      throw new Rejected("noPairs");
    }
    return run;
  }

  private static @Nullable Long seconds(Request request) {
    OptionalLong seconds = request.command().optionalNumber("seconds");
    if (seconds.isPresent() && (seconds.getAsLong() < SHORTEST || seconds.getAsLong() > LONGEST)) {
      throw new Malformed("seconds is not from " + SHORTEST + " to " + LONGEST);
    }
    return seconds.isPresent() ? seconds.getAsLong() : null;
  }

  /** Puts together who has nobody to talk with: as it begins, when somebody has gone, and when somebody comes late. */
  @Override
  public void tick(RoomEffects room) {
    Run run = room.state().get(PairsState.PAIRS).run();
    if (run != null && run.writes()) {
      room.beside("pairs of " + run.of(), () -> putTogether(run, room));
    }
  }

  private void putTogether(Run run, RoomEffects room) {
    try {
      room.state().get(PollsState.POLLS).find(run.of()).ifPresent(poll -> {
        // Where nobody may learn what somebody answered, who sits with whom must not tell it either.
        Optional<Map<UserId, List<String>>> said = answers.byPerson(room.lecture(), poll);
        room.sayAllIfDue(state -> {
          Run now = state.get(PairsState.PAIRS).run();
          return now != null && now.of() == run.of() && now.writes() ? due(now, state, poll.names(), said, room) : List.of();
        });
      });
    } catch (DataAccessException databaseAway) {
      log.warn("Nobody could be put together yet in lecture {}: {}", room.lecture(), databaseAway.getMessage());
    }
  }

  private static List<LectureEvent> due(Run run, State state, Poll.Names names, Optional<Map<UserId, List<String>>> said, RoomEffects room) {
    Pairs pairs = Pairs.of(run, state);
    List<LectureEvent> due = new ArrayList<>(pairs.leave(person -> room.awayFor(person).compareTo(GONE) > 0));
    Collection<UserId> here = room.students().stream().filter(person -> said.isEmpty() || said.get().containsKey(person)).toList();
    Function<UserId, Object> answer = person -> said.map(all -> all.get(person)).orElse(List.of());
    Map<UserId, List<String>> told = names == Poll.Names.CLASS ? said.orElse(Map.of()) : Map.of();
    for (Set<UserId> members : pairs.partners().missing(here, answer, RandomGenerator.getDefault())) {
      String group = pairs.nextName();
      due.add(new Group.Changed(group, List.copyOf(members)));
      due.add(new Pair.Met(group, List.copyOf(members), members.stream().filter(told::containsKey).map(one -> new Pair.Said(one, told.get(one))).toList()));
    }
    return due;
  }

  /** The pairs of a run, as the log has them. */
  private static final class Pairs {

    private final Run run;
    private final State state;
    private final Partners partners = new Partners();
    private int next;

    static Pairs of(Run run, State state) {
      return new Pairs(run, state);
    }

    private Pairs(Run run, State state) {
      this.run = run;
      this.state = state;
      state.groupsNamed(prefix()).forEach((name, members) -> partners.add(number(name), present(name, members)));
      this.next = partners.next();
    }

    private String prefix() {
      return "pair-" + run.of() + "-";
    }

    private int number(String name) {
      return Integer.parseInt(name.substring(prefix().length()));
    }

    private List<UserId> present(String name, List<UserId> members) {
      List<UserId> left = state.get(PairState.PAIR, Audience.group(name)).left();
      return members.stream().filter(person -> !left.contains(person)).toList();
    }

    Partners partners() {
      return partners;
    }

    String nextName() {
      return prefix() + next++;
    }

    /** The group in which somebody talks now. */
    Optional<String> of(UserId person) {
      return state.groupsNamed(prefix()).keySet().stream().filter(name -> partners.talkingIn(number(name)).contains(person)).findFirst();
    }

    /** Takes out who is gone, and says so. */
    List<LectureEvent> leave(Predicate<UserId> isGone) {
      List<LectureEvent> due = new ArrayList<>();
      for (String name : state.groupsNamed(prefix()).keySet()) {
        partners.talkingIn(number(name)).stream().filter(isGone).forEach(person -> {
          due.add(new Pair.Left(name, person));
          partners.leave(number(name), person);
        });
      }
      return due;
    }
  }
}
