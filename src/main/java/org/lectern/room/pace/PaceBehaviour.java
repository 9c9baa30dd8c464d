package org.lectern.room.pace;

import java.util.Map;
import java.util.Optional;
import org.lectern.lecture.AnonymousMarks;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Pace;
import org.lectern.room.Behaviour;
import org.lectern.room.Rejected;
import org.lectern.lecture.LectureState.Phase;
import org.springframework.stereotype.Component;

/** <em>I'm lost</em>, and taking it back. */
@Component
class PaceBehaviour implements Behaviour {

  private final AnonymousMarks marks;

  PaceBehaviour(AnonymousMarks marks) {
    this.marks = marks;
  }

  @Override
  public Map<String, Decision> decisions() {
    return Map.of("pace.lost", this::lost, "pace.found", this::found);
  }

  private Optional<LectureEvent> lost(Request request) {
    if (request.state().lecture().phase() == Phase.PLANNED) {
      throw new Rejected("notStarted");
    }
    return Optional.of(new Pace.Lost(mark(request)));
  }

  private Optional<LectureEvent> found(Request request) {
    String mark = mark(request);
    return request.state().pace().isLost(mark) ? Optional.of(new Pace.Found(mark)) : Optional.empty();
  }

  private String mark(Request request) {
    return marks.of(request.lecture(), request.by().id()).orElseThrow(() -> new Rejected("ended"));
  }
}
