package org.lectern.room.hands;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Hand;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.room.Behaviour;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import org.springframework.stereotype.Component;

/** Raising and lowering hands. */
@Component
class HandsBehaviour implements Behaviour {

  @Override
  public Map<String, Decision> decisions() {
    return Map.of("hand.raise", this::raise, "hand.lower", this::lower, "hand.lowerAll", this::lowerAll);
  }

  private Optional<LectureEvent> raise(Request request) {
    Hand.Reason reason = reason(request.command().optionalText("reason").orElse(null));
    UserId person = request.by().id();
    boolean sameAgain =
        request.state().hands().up().stream()
            .anyMatch(hand -> hand.person().equals(person) && hand.reason() == reason);
    return sameAgain ? Optional.empty() : Optional.of(new Hand.Raised(reason));
  }

  private Optional<LectureEvent> lower(Request request) {
    UserId person = request.command().person().orElse(request.by().id());
    if (!person.equals(request.by().id()) && !request.by().isStaff()) {
      throw new Rejected("notYours");
    }
    return request.state().hands().isUp(person) ? Optional.of(new Hand.Lowered(person)) : Optional.empty();
  }

  private Optional<LectureEvent> lowerAll(Request request) {
    return request.state().hands().up().isEmpty() ? Optional.empty() : Optional.of(new Hand.AllLowered());
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
