package org.lectern.room.floor;

import java.util.Map;
import java.util.Optional;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Floor;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.room.Behaviour;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import org.springframework.stereotype.Component;

/** <em>Let speak</em>, and taking the floor back. */
@Component
class FloorBehaviour implements Behaviour {

  @Override
  public Map<String, Decision> decisions() {
    return Map.of("floor.give", this::give, "floor.take", this::take);
  }

  private Optional<LectureEvent> give(Request request) {
    UserId person = request.command().person().orElseThrow(() -> new Malformed("person is missing"));
    if (!request.isHere().test(person)) {
      throw new Rejected("notHere");
    }
    return request.state().floor().has(person) ? Optional.empty() : Optional.of(new Floor.Given(person));
  }

  private Optional<LectureEvent> take(Request request) {
    UserId person = request.command().person().orElse(request.by().id());
    if (!person.equals(request.by().id()) && !request.by().isStaff()) {
      throw new Rejected("notYours");
    }
    return request.state().floor().has(person) ? Optional.of(new Floor.Taken(person)) : Optional.empty();
  }
}
