package org.lectern.web.sample;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Entry;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Presences.Presence;
import org.lectern.lecture.Presences;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Lifecycle.Started;
import org.lectern.replay.WatchReports.Report;
import org.lectern.replay.WatchReports;
import org.springframework.stereotype.Component;

/**
 * Tells facts of lectures of the past, through the same doors as live ones and by the clock of their moment. Each may be told
 * again: it is there once.
 */
@Component
class Chronicle {

  /** When people watch what they missed, after the start. */
  private static final Duration EVENING = Duration.ofHours(8);

  private final LectureLog log;
  private final Presences presences;
  private final WatchReports reports;

  Chronicle(LectureLog log, Presences presences, WatchReports reports) {
    this.log = log;
    this.presences = presences;
    this.reports = reports;
  }

  /** The chronicle of one lecture that was held as planned, with times in this unit. */
  Of of(Lecture lecture, Duration unit) {
    return new Of(lecture, unit);
  }

  /** @param at no two of a lecture are at the same, so that the last one in the log says where to go on */
  record Saying(int at, @Nullable UserId by, LectureEvent event) {}

  /** What happened in one lecture. */
  final class Of {

    private final Lecture lecture;
    private final Duration unit;

    private Of(Lecture lecture, Duration unit) {
      this.lecture = lecture;
      this.unit = unit;
    }

    Instant moment(int at) {
      return lecture.startsAt().plus(unit.multipliedBy(at));
    }

    /** In order: the first ones before anybody's stay, which count from the start. */
    void say(Saying saying) {
      LectureLog then = log.at(Clock.fixed(moment(saying.at()), ZoneOffset.UTC));
      try {
        then.append(lecture.id(), end -> isKnown(saying, end.since(0)) ? List.of() : List.of(draft(saying, end.wallMillis())))
            .join();
      } finally {
        then.destroy();
      }
    }

    private boolean isKnown(Saying saying, List<Entry> said) {
      return !said.isEmpty() && said.getLast().at() >= millis(saying.at());
    }

    private static Draft draft(Saying saying, long wallMillis) {
      return new Draft(saying.event() instanceof Started ? new Started(wallMillis) : saying.event(), saying.by(), null);
    }

    void visit(UserId person, Visit visit) {
      stay(person, visit);
      watch(person, visit);
    }

    private void stay(UserId person, Visit visit) {
      presences.flush(
          visit.stays().stream()
              .map(stay ->
                  new Presence(
                      id("stay", person + "-" + stay[0]), lecture.id(), person, moment(stay[0]), moment(stay[1]), true))
              .toList());
    }

    /** At the speed it was taught at: the first report of nothing new begins the play. */
    private void watch(UserId person, Visit visit) {
      for (int[] watched : visit.watched()) {
        UUID play = id("play", person.toString());
        Instant begun = lecture.startsAt().plus(EVENING);
        long from = millis(watched[0]);
        long to = millis(watched[1]);
        reports.at(Clock.fixed(begun, ZoneOffset.UTC)).take(lecture.id(), person, play, List.of(), 0);
        reports.at(Clock.fixed(begun.plusMillis(to - from), ZoneOffset.UTC))
            .take(lecture.id(), person, play, List.of(new Report(0, from, to, 1)), to);
      }
    }

    /** The same for the same thing of this lecture, whenever it is asked. */
    UUID id(String kind, String of) {
      return UUID.nameUUIDFromBytes(
          ("sample " + kind + " " + lecture.id() + " " + of).getBytes(StandardCharsets.UTF_8));
    }

    private long millis(int at) {
      return unit.multipliedBy(at).toMillis();
    }
  }
}
