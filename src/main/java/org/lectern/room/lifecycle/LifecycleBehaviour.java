package org.lectern.room.lifecycle;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lectern.lecture.LectureState.Phase;
import org.lectern.lecture.LectureState;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Lifecycle;
import org.lectern.room.Behaviour;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import org.lectern.room.Rule.Request;
import org.lectern.room.Rule;
import org.lectern.room.Slice;
import org.springframework.stereotype.Component;

/** <em>Start session</em>, break, <em>End session</em>, and undoing the end. */
@Component
public class LifecycleBehaviour implements Behaviour {

  public static final Slice<LectureState> LECTURE = Slice.of("lecture", 1, LectureState.PLANNED, LectureState::with);

  private static final long LONGEST_BREAK_MINUTES = 240;

  @Override
  public List<Slice<?>> slices() {
    return List.of(LECTURE);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("lecture.start").by(STAFF).decide(this::start),
        command("lecture.pause").by(STAFF).decide(this::pause),
        command("lecture.resume").by(STAFF).decide(this::resume),
        command("lecture.end").by(STAFF).alsoAfterEnd().decide(this::end),
        command("lecture.undoEnd").by(STAFF).alsoAfterEnd().decide(this::undoEnd));
  }

  private Optional<LectureEvent> start(Request request) {
    return phase(request) == Phase.PLANNED
        ? Optional.of(new Lifecycle.Started(request.end().wallMillis()))
        : Optional.empty();
  }

  private Optional<LectureEvent> pause(Request request) {
    if (phase(request) == Phase.BREAK) {
      return Optional.empty();
    }
    mustBe(request, Phase.LIVE);
    OptionalLong minutes = request.command().optionalNumber("minutes");
    if (minutes.isEmpty()) {
      return Optional.of(new Lifecycle.Paused(null));
    }
    if (minutes.getAsLong() < 1 || minutes.getAsLong() > LONGEST_BREAK_MINUTES) {
      throw new Malformed("minutes is not from 1 to " + LONGEST_BREAK_MINUTES);
    }
    return Optional.of(new Lifecycle.Paused(request.end().at() + minutes.getAsLong() * 60_000));
  }

  private Optional<LectureEvent> resume(Request request) {
    if (phase(request) == Phase.LIVE) {
      return Optional.empty();
    }
    mustBe(request, Phase.BREAK);
    return Optional.of(new Lifecycle.Resumed());
  }

  private Optional<LectureEvent> end(Request request) {
    if (phase(request) == Phase.PLANNED) {
      throw new Rejected("notStarted");
    }
    return Optional.of(new Lifecycle.Ended());
  }

  private Optional<LectureEvent> undoEnd(Request request) {
    return phase(request) == Phase.ENDED ? Optional.of(new Lifecycle.Resumed()) : Optional.empty();
  }

  private static void mustBe(Request request, Phase phase) {
    if (phase(request) != phase) {
      throw new Rejected("notStarted");
    }
  }

  private static Phase phase(Request request) {
    return request.now(LECTURE).phase();
  }
}
