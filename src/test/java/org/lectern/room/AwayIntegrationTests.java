package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Floor;
import org.lectern.lecture.event.Hand;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Poll;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;

/** What a second brings about by itself: what was asked for by somebody who has left does not outlast them, and nothing holds up the second. */
@LecternTest
class AwayIntegrationTests {

  private static final UserId LENA = new UserId(3);
  private static final UserId MEI = new UserId(4);

  @Autowired Behaviours behaviours;

  @Test
  void aHandStaysWhileItsOwnerMayComeBackAndGoesDownAfterTwoMinutes() {
    State state = said(State.EMPTY, new Hand.Raised(null), LENA);
    assertThat(said(state, Duration.ofSeconds(119))).isEmpty();
    assertThat(said(state, Duration.ofSeconds(121))).containsExactly(new Hand.Lowered(LENA));
  }

  @Test
  void theFloorIsTakenFromWhoHasLeftAfterTwoMinutes() {
    State state = said(State.EMPTY, new Floor.Given(LENA), MEI);
    assertThat(said(state, Duration.ofSeconds(119))).isEmpty();
    assertThat(said(state, Duration.ofSeconds(121))).containsExactly(new Floor.Taken(LENA));
  }

  @Test
  void whatSomebodyElseHasDoneMeanwhileIsNotDoneAgain() {
    State state = said(State.EMPTY, new Hand.Raised(null), LENA);
    Away room = new Away(state, said(state, new Hand.AllLowered(), MEI), Duration.ofMinutes(3));
    behaviours.tick(room);
    assertThat(room.said).isEmpty();
  }

  /** With a database that is away, everybody's heartbeat would come late otherwise. */
  @Test
  void answersToAPollAreCountedBesideTheSecondAndNotInIt() {
    Poll.Question question = new Poll.Question(Poll.Kind.SINGLE, "Why does it sink?", List.of("It is thinner", "It is denser"));
    State state = said(State.EMPTY, new Poll.Opened(0, question, Poll.Names.STAFF, false, null), MEI);
    Away room = new Away(state, state, Duration.ZERO);
    behaviours.tick(room);
    assertThat(room.beside).containsExactly("answers to 1");
    assertThat(room.said).isEmpty();
  }

  private List<LectureEvent> said(State state, Duration away) {
    Away room = new Away(state, state, away);
    behaviours.tick(room);
    return room.said;
  }

  private static State said(State before, LectureEvent event, UserId by) {
    return before.with(new Entry(new LectureId(1), before.seq() + 1, 0, Instant.EPOCH, by, event));
  }

  /** A room in which everyone has been away for the same time. */
  private static final class Away implements RoomEffects {
    private final List<LectureEvent> said = new ArrayList<>();
    private final List<String> beside = new ArrayList<>();
    private final State state;
    private final State underTheLock;
    private final Duration away;

    Away(State state, State underTheLock, Duration away) {
      this.state = state;
      this.underTheLock = underTheLock;
      this.away = away;
    }

    @Override
    public void beside(String what, Runnable work) {
      beside.add(what);
    }

    @Override
    public long at() {
      return 0;
    }

    @Override
    public LectureId lecture() {
      return new LectureId(1);
    }

    @Override
    public State state() {
      return state;
    }

    @Override
    public void say(LectureEvent event) {
      said.add(event);
    }

    @Override
    public void sayIfDue(Function<State, Optional<LectureEvent>> due) {
      due.apply(underTheLock).ifPresent(said::add);
    }

    @Override
    public void sayLateIfDue(long at, Function<State, Optional<LectureEvent>> due) {
      sayIfDue(due);
    }

    @Override
    public void sayAllIfDue(Function<State, List<LectureEvent>> due) {
      said.addAll(due.apply(underTheLock));
    }

    @Override
    public List<UserId> students() {
      return List.of();
    }

    @Override
    public void hint(Object signal) {}

    @Override
    public void silence(UserId person) {}

    @Override
    public void putOut(UserId person) {}

    @Override
    public boolean isStaff(UserId person) {
      return false;
    }

    @Override
    public Duration awayFor(UserId person) {
      return away;
    }
  }
}
