package org.lectern.room.timer;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureState.Phase;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Timer;
import org.lectern.room.Behaviour;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import org.lectern.room.Rule;
import org.lectern.room.Rule.Request;
import org.lectern.room.Slice;
import org.springframework.stereotype.Component;

/** Starting a countdown, giving more time, and taking it away. The smallest behaviour there is: {@code contributing.md} walks through it. */
@Component
public class TimerBehaviour implements Behaviour {

  private static final long SHORTEST = 10;
  private static final long LONGEST = 4 * 60 * 60;

  public static final Slice<Countdown> TIMER = Slice.of("timer", 1, Countdown.NONE, Countdown::with);

  @Override
  public List<Slice<?>> slices() {
    return List.of(TIMER);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("timer.start").by(STAFF).decide(this::start),
        command("timer.extend").by(STAFF).decide(this::extend),
        command("timer.stop").by(STAFF).decide(this::stop));
  }

  private Optional<LectureEvent> start(Request request) {
    long seconds = seconds(request);
    if (request.state().lecture().phase() == Phase.PLANNED) {
      throw new Rejected("notStarted");
    }
    return Optional.of(new Timer.Started(seconds));
  }

  private Optional<LectureEvent> extend(Request request) {
    long seconds = seconds(request);
    Countdown countdown = request.now(TIMER);
    if (countdown.until() == null) {
      throw new Rejected("noTimer");
    }
    if (countdown.extended(request.end().at(), seconds).until() > request.end().at() + LONGEST * 1000) {
      throw new Rejected("timerTooLong");
    }
    return Optional.of(new Timer.Extended(seconds));
  }

  private Optional<LectureEvent> stop(Request request) {
    return request.now(TIMER).until() == null ? Optional.empty() : Optional.of(new Timer.Stopped());
  }

  private static long seconds(Request request) {
    long seconds = request.command().number("seconds");
    if (seconds < SHORTEST || seconds > LONGEST) {
      throw new Malformed("seconds is not from " + SHORTEST + " to " + LONGEST);
    }
    return seconds;
  }

  /**
   * The countdown that runs, or has run out. Times are lecture time in milliseconds.
   *
   * @param from when it began; null when there is none
   * @param until when it runs out, or ran out
   */
  public record Countdown(@Nullable Long from, @Nullable Long until) {

    public static final Countdown NONE = new Countdown(null, null);

    Countdown with(Entry entry) {
      return !(entry.event() instanceof Timer event)
          ? this
          : switch (event) {
            case Timer.Started started -> new Countdown(entry.at(), entry.at() + started.seconds() * 1000);
            case Timer.Extended more -> until == null ? this : extended(entry.at(), more.seconds());
            case Timer.Stopped _ -> NONE;
          };
    }

    private Countdown extended(long at, long seconds) {
      return new Countdown(from, Math.max(at, until) + seconds * 1000);
    }
  }
}
