package org.lectern.room.floor;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.TAKING_PART;
import static org.lectern.room.Rule.command;

import java.util.List;
import java.util.Optional;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Floor;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.room.Behaviour;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule.Request;
import org.lectern.room.Rule;
import org.lectern.room.Slice;
import org.springframework.stereotype.Component;

/** <em>Let speak</em>, and taking the floor back. */
@Component
class FloorBehaviour implements Behaviour {

  @Override
  public List<Slice<?>> slices() {
    return List.of(FloorState.FLOOR, Marks.MARKS);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("floor.give").by(STAFF).decide(this::give),
        command("floor.take").by(TAKING_PART).decide(this::take));
  }

  /** Whoever has been away for a while speaks no more. */
  @Override
  public void tick(RoomEffects room) {
    room.state().get(FloorState.FLOOR).holders().stream()
        .map(FloorState.Holder::person)
        .filter(person -> room.awayFor(person).compareTo(RoomEffects.GONE) > 0)
        .forEach(person -> room.sayIfDue(state ->
            state.get(FloorState.FLOOR).has(person) ? Optional.of(new Floor.Taken(person)) : Optional.empty()));
  }

  private Optional<LectureEvent> give(Request request) {
    UserId person = request.command().person().orElseThrow(() -> new Malformed("person is missing"));
    if (!request.isHere().test(person)) {
      throw new Rejected("notHere");
    }
    return request.now(FloorState.FLOOR).has(person) ? Optional.empty() : Optional.of(new Floor.Given(person));
  }

  private Optional<LectureEvent> take(Request request) {
    UserId person = request.command().person().orElse(request.by().id());
    if (!person.equals(request.by().id()) && !request.by().isStaff()) {
      throw new Rejected("notYours");
    }
    return request.now(FloorState.FLOOR).has(person) ? Optional.of(new Floor.Taken(person)) : Optional.empty();
  }

  /** Who loses the floor is heard no longer; those who teach need no floor to be heard. */
  @Override
  public void after(Entry entry, RoomEffects room) {
    if (entry.event() instanceof Floor.Taken taken && !room.isStaff(taken.person())) {
      room.silence(taken.person());
    }
  }
}
