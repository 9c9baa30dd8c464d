package org.lectern.room.lifecycle;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lectern.lecture.event.Lecture;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.room.Behaviour;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import org.lectern.lecture.LectureState.Phase;
import org.springframework.stereotype.Component;

/** <em>Start session</em>, break, <em>End session</em>, and undoing the end. */
@Component
class LifecycleBehaviour implements Behaviour {

  private static final long LONGEST_BREAK_MINUTES = 240;

  @Override
  public Map<String, Decision> decisions() {
    return Map.of(
        "lecture.start", this::start,
        "lecture.pause", this::pause,
        "lecture.resume", this::resume,
        "lecture.end", this::end,
        "lecture.undoEnd", this::undoEnd);
  }

  private Optional<LectureEvent> start(Request request) {
    return phase(request) == Phase.PLANNED
        ? Optional.of(new Lecture.Started(request.end().wallMillis()))
        : Optional.empty();
  }

  private Optional<LectureEvent> pause(Request request) {
    if (phase(request) == Phase.BREAK) {
      return Optional.empty();
    }
    mustBe(request, Phase.LIVE);
    OptionalLong minutes = request.command().optionalNumber("minutes");
    if (minutes.isEmpty()) {
      return Optional.of(new Lecture.Paused(null));
    }
    if (minutes.getAsLong() < 1 || minutes.getAsLong() > LONGEST_BREAK_MINUTES) {
      throw new Malformed("minutes is not from 1 to " + LONGEST_BREAK_MINUTES);
    }
    return Optional.of(new Lecture.Paused(request.end().at() + minutes.getAsLong() * 60_000));
  }

  private Optional<LectureEvent> resume(Request request) {
    if (phase(request) == Phase.LIVE) {
      return Optional.empty();
    }
    mustBe(request, Phase.BREAK);
    return Optional.of(new Lecture.Resumed());
  }

  private Optional<LectureEvent> end(Request request) {
    if (phase(request) == Phase.PLANNED) {
      throw new Rejected("notStarted");
    }
    return Optional.of(new Lecture.Ended());
  }

  private Optional<LectureEvent> undoEnd(Request request) {
    return phase(request) == Phase.ENDED ? Optional.of(new Lecture.Resumed()) : Optional.empty();
  }

  private static void mustBe(Request request, Phase phase) {
    if (phase(request) != phase) {
      throw new Rejected("notStarted");
    }
  }

  private static Phase phase(Request request) {
    return request.state().lecture().phase();
  }
}
