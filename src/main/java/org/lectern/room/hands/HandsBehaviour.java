package org.lectern.room.hands;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.TAKING_PART;
import static org.lectern.room.Rule.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Hand;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.room.Behaviour;
import org.lectern.room.Malformed;
import org.lectern.room.Rate;
import org.lectern.room.Rejected;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule.Request;
import org.lectern.room.Rule;
import org.lectern.room.Slice;
import org.springframework.stereotype.Component;

/** Raising and lowering hands. */
@Component
class HandsBehaviour implements Behaviour {

  /** A hand goes up and down a few times in a lecture, and everybody is told each time; who teaches lowers one after the other. */
  private static final Rate RAISED_AND_LOWERED = Rate.of(2, 20);

  @Override
  public List<Slice<?>> slices() {
    return List.of(HandsState.HANDS);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("hand.raise").by(TAKING_PART).atMost(RAISED_AND_LOWERED).decide(this::raise),
        command("hand.lower").by(TAKING_PART).atMost(RAISED_AND_LOWERED).decide(this::lower),
        command("hand.lowerAll").by(STAFF).decide(this::lowerAll));
  }

  /** Whoever has been away for a while asks no more; who comes back before keeps their place. */
  @Override
  public void tick(RoomEffects room) {
    room.state().get(HandsState.HANDS).up().stream()
        .map(HandsState.Up::person)
        .filter(person -> room.awayFor(person).compareTo(RoomEffects.GONE) > 0)
        .forEach(person -> room.sayIfDue(state ->
            state.get(HandsState.HANDS).isUp(person) ? Optional.of(new Hand.Lowered(person)) : Optional.empty()));
  }

  private Optional<LectureEvent> raise(Request request) {
    Hand.Reason reason = reason(request.command().optionalText("reason").orElse(null));
    UserId person = request.by().id();
    boolean sameAgain =
        request.now(HandsState.HANDS).up().stream()
            .anyMatch(hand -> hand.person().equals(person) && hand.reason() == reason);
    return sameAgain ? Optional.empty() : Optional.of(new Hand.Raised(reason));
  }

  private Optional<LectureEvent> lower(Request request) {
    UserId person = request.command().person().orElse(request.by().id());
    if (!person.equals(request.by().id()) && !request.by().isStaff()) {
      throw new Rejected("notYours");
    }
    return request.now(HandsState.HANDS).isUp(person) ? Optional.of(new Hand.Lowered(person)) : Optional.empty();
  }

  private Optional<LectureEvent> lowerAll(Request request) {
    return request.now(HandsState.HANDS).up().isEmpty() ? Optional.empty() : Optional.of(new Hand.AllLowered());
  }

  private static Hand.@Nullable Reason reason(@Nullable String name) {
    return switch (name) {
      case null -> null;
      case "question" -> Hand.Reason.QUESTION;
      case "answer" -> Hand.Reason.ANSWER;
      case "problem" -> Hand.Reason.PROBLEM;
      default -> throw new Malformed("no such reason");
    };
  }
}
