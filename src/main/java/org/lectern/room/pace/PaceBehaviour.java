package org.lectern.room.pace;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.STUDENTS;
import static org.lectern.room.Rule.command;

import java.util.List;
import java.util.Optional;
import org.lectern.lecture.AnonymousMarks;
import org.lectern.lecture.LectureState;
import org.lectern.lecture.LectureState.Phase;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Pace;
import org.lectern.room.Behaviour;
import org.lectern.room.Command;
import org.lectern.room.Member;
import org.lectern.room.Rate;
import org.lectern.room.Rejected;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule.Request;
import org.lectern.room.Rule;
import org.lectern.room.Slice;
import org.springframework.stereotype.Component;

/** <em>I'm lost</em> and taking it back, slower and faster, and telling that it is explained now. */
@Component
class PaceBehaviour implements Behaviour {

  /** Lost, found, lost: nobody can mean it more often. */
  private static final Rate LOST_AND_FOUND = Rate.of(1, 10);

  /** In milliseconds. */
  private static final long ONE_EXPLANATION = 10_000;

  private final AnonymousMarks marks;
  private final LostLater later;

  PaceBehaviour(AnonymousMarks marks, LostLater later) {
    this.marks = marks;
    this.later = later;
  }

  @Override
  public List<Slice<?>> slices() {
    return List.of(PaceState.PACE);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("pace.lost").by(STUDENTS).atMost(LOST_AND_FOUND).decide(this::lost),
        command("pace.found").by(STUDENTS).atMost(LOST_AND_FOUND).decide(this::found),
        command("pace.slower").by(STUDENTS).atMost(LOST_AND_FOUND).decide(request -> wish(request, new Pace.Slower(mark(request)))),
        command("pace.faster").by(STUDENTS).atMost(LOST_AND_FOUND).decide(request -> wish(request, new Pace.Faster(mark(request)))),
        command("pace.explain").by(STAFF).decide(this::explain),
        command("pace.lostLater").by(STUDENTS).atMost(LOST_AND_FOUND).alsoLate().keep(this::lostLater));
  }

  private Optional<LectureEvent> wish(Request request, LectureEvent wish) {
    mustHaveBegun(request);
    return Optional.of(wish);
  }

  /** Twice within the time in which people press, it is one explanation. */
  private Optional<LectureEvent> explain(Request request) {
    mustHaveBegun(request);
    List<Long> before = request.now(PaceState.PACE).explained();
    boolean again = !before.isEmpty() && request.end().at() - before.getLast() < ONE_EXPLANATION;
    return again ? Optional.empty() : Optional.of(new Pace.Explained());
  }

  /** Of a lecture that is over only the sum is kept. */
  private void lostLater(Command command, Member by, RoomEffects room) {
    LectureState lecture = room.state().lecture();
    if (lecture.phase() != Phase.ENDED) {
      throw new Rejected("notEnded");
    }
    long end = lecture.endedAt() == null ? 0 : lecture.endedAt();
    later.add(room.lecture(), Math.clamp(command.number("at"), 0, Math.max(0, end)) / PaceState.STEP);
  }

  private static void mustHaveBegun(Request request) {
    if (request.state().lecture().phase() == Phase.PLANNED) {
      throw new Rejected("notStarted");
    }
  }

  private Optional<LectureEvent> lost(Request request) {
    mustHaveBegun(request);
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
