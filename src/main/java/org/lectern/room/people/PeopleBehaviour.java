package org.lectern.room.people;

import java.util.Map;
import java.util.Optional;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Person;
import org.lectern.room.Behaviour;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import org.springframework.stereotype.Component;

/** Putting someone out of the room for good. */
@Component
class PeopleBehaviour implements Behaviour {

  private final Enrolments enrolments;

  PeopleBehaviour(Enrolments enrolments) {
    this.enrolments = enrolments;
  }

  @Override
  public Map<String, Decision> decisions() {
    return Map.of("person.remove", this::remove);
  }

  private Optional<LectureEvent> remove(Request request) {
    UserId person = request.command().person().orElseThrow(() -> new Malformed("person is missing"));
    CourseRole role =
        enrolments.roleOf(person, request.course()).orElseThrow(() -> new Rejected("notHere"));
    if (role.isStaff()) {
      throw new Rejected("cannotRemoveStaff");
    }
    return request.state().removed().includes(person)
        ? Optional.empty()
        : Optional.of(new Person.Removed(person));
  }
}
