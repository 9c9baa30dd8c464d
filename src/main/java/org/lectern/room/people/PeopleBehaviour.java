package org.lectern.room.people;

import static org.lectern.room.Rule.ANYONE;
import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.command;
import static org.lectern.room.Rule.signal;

import java.util.List;
import java.util.Optional;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Person;
import org.lectern.room.Behaviour;
import org.lectern.room.Command;
import org.lectern.room.Malformed;
import org.lectern.room.Member;
import org.lectern.room.Rejected;
import org.lectern.room.Rule.Request;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule;
import org.lectern.room.Slice;
import org.lectern.room.State;
import org.springframework.stereotype.Component;

/** Being in the room, and putting someone out of it until they are let back in. */
@Component
class PeopleBehaviour implements Behaviour {

  private final Enrolments enrolments;

  PeopleBehaviour(Enrolments enrolments) {
    this.enrolments = enrolments;
  }

  @Override
  public List<Slice<?>> slices() {
    return List.of(RemovedState.REMOVED);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("person.remove").by(STAFF).decide(this::remove),
        command("person.restore").by(STAFF).decide(PeopleBehaviour::restore),
        signal("beat").by(ANYONE).hear(PeopleBehaviour::stillHere));
  }

  private Optional<LectureEvent> remove(Request request) {
    UserId person = request.command().person().orElseThrow(() -> new Malformed("person is missing"));
    CourseRole role =
        enrolments.roleOf(person, request.course()).orElseThrow(() -> new Rejected("notHere"));
    if (role.isStaff()) {
      throw new Rejected("cannotRemoveStaff");
    }
    return request.now(RemovedState.REMOVED).includes(person)
        ? Optional.empty()
        : Optional.of(new Person.Removed(person));
  }

  private static Optional<LectureEvent> restore(Request request) {
    UserId person = request.command().person().orElseThrow(() -> new Malformed("person is missing"));
    return request.now(RemovedState.REMOVED).includes(person)
        ? Optional.of(new Person.Restored(person))
        : Optional.empty();
  }

  /** Any message is a sign of life, and this one says nothing else. */
  private static void stillHere(Command beat, Member by, RoomEffects room) {}

  @Override
  public void after(Entry entry, RoomEffects room) {
    if (entry.event() instanceof Person.Removed removed) {
      room.silence(removed.person());
      room.putOut(removed.person());
    }
  }

  @Override
  public boolean admits(State state, UserId person) {
    return !state.get(RemovedState.REMOVED).includes(person);
  }
}
