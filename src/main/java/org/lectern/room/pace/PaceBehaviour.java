package org.lectern.room.pace;

import static org.lectern.room.Rule.STUDENTS;
import static org.lectern.room.Rule.command;

import java.util.List;
import java.util.Optional;
import org.lectern.lecture.AnonymousMarks;
import org.lectern.lecture.LectureState.Phase;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Pace;
import org.lectern.room.Behaviour;
import org.lectern.room.Rate;
import org.lectern.room.Rejected;
import org.lectern.room.Rule.Request;
import org.lectern.room.Rule;
import org.lectern.room.Slice;
import org.springframework.stereotype.Component;

/** <em>I'm lost</em>, and taking it back. */
@Component
class PaceBehaviour implements Behaviour {

  /** Lost, found, lost: nobody can mean it more often. */
  private static final Rate LOST_AND_FOUND = Rate.of(1, 10);

  private final AnonymousMarks marks;

  PaceBehaviour(AnonymousMarks marks) {
    this.marks = marks;
  }

  @Override
  public List<Slice<?>> slices() {
    return List.of(PaceState.PACE);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("pace.lost").by(STUDENTS).atMost(LOST_AND_FOUND).decide(this::lost),
        command("pace.found").by(STUDENTS).atMost(LOST_AND_FOUND).decide(this::found));
  }

  private Optional<LectureEvent> lost(Request request) {
    if (request.state().lecture().phase() == Phase.PLANNED) {
      throw new Rejected("notStarted");
    }
    return Optional.of(new Pace.Lost(mark(request)));
  }

  private Optional<LectureEvent> found(Request request) {
    String mark = mark(request);
    return request.state().get(PaceState.PACE, Audience.STAFF).isLost(mark) ? Optional.of(new Pace.Found(mark)) : Optional.empty();
  }

  private String mark(Request request) {
    return marks.of(request.lecture(), request.by().id()).orElseThrow(() -> new Rejected("ended"));
  }
}
