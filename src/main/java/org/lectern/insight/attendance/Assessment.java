package org.lectern.insight.attendance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectern.insight.attendance.Outcome.CatchUp;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.insight.attendance.Outcome.Measured;
import org.lectern.insight.attendance.Outcome.NotAsked;
import org.lectern.lecture.TimeRanges;

/**
 * From facts and a policy to an outcome: a pure function, so that it can be computed again at any time and
 * always comes to the same.
 *
 * @param policy as stamped on the lecture
 * @param over whether the lecture is, and its end can no longer be taken back
 * @param end of the lecture, in milliseconds of lecture time
 * @param required of anyone
 * @param taught when somebody who teaches was there
 * @param enrolledFrom the lecture time from which the person was enrolled; 0 for someone enrolled before
 * @param live when they were in the room
 * @param watchedInTime what they had watched by the end of the time to catch up
 * @param watched what they have watched by now
 * @param published when the recording could be watched; null when it cannot yet
 */
record Assessment(
    Policy policy,
    boolean over,
    long end,
    TimeRanges required,
    TimeRanges taught,
    long enrolledFrom,
    TimeRanges live,
    TimeRanges watchedInTime,
    TimeRanges watched,
    Excuse excuse,
    @Nullable Live correction,
    @Nullable Instant published) {

  Outcome outcome(Instant now) {
    TimeRanges countable = countable();
    TimeRanges there = live.bridged(policy.gapBridged() * 1000L).intersect(countable);
    TimeRanges missed = countable.minus(live);
    Measured measured = measured(countable, there, missed);
    NotAsked notAsked = notAsked(countable);
    boolean corrected = over && correction != null;
    Live status = corrected ? correction : live(notAsked, countable, measured);
    Instant until = catchUpUntil();
    CatchUp catchUp = catchUp(status, missed, until, now);
    return new Outcome(
        status, excuse, catchUp, catchUp == CatchUp.NOT_NEEDED || catchUp == CatchUp.NOT_OFFERED ? null : until,
        credit(status, catchUp), measured, corrected, notAsked);
  }

  /** Part of a lecture that goes on may still be taught, so until it is over only a person's decision asks nothing of anyone. */
  private @Nullable NotAsked notAsked(TimeRanges countable) {
    if (excuse == Excuse.DISPENSED) {
      return NotAsked.DISPENSED;
    }
    if (!over) {
      return null;
    }
    if (enrolledFrom >= end && enrolledFrom > 0) {
      return NotAsked.ENROLLED_LATER;
    }
    if (taught.length() < policy.leastInstructorShare() * end) {
      return NotAsked.HARDLY_TAUGHT;
    }
    return countable.isEmpty() ? NotAsked.NOTHING_TO_ATTEND : null;
  }

  /** What is asked of this person in the end. */
  TimeRanges asked(Outcome outcome) {
    return outcome.live() == Live.NOT_APPLICABLE ? TimeRanges.EMPTY : countable();
  }

  private TimeRanges countable() {
    return enrolledFrom >= end ? TimeRanges.EMPTY : required.intersect(TimeRanges.of(Math.max(0, enrolledFrom), end));
  }

  private Measured measured(TimeRanges countable, TimeRanges there, TimeRanges missed) {
    long late = there.isEmpty() ? 0 : countable.intersect(TimeRanges.of(0, there.start())).length();
    long early = there.isEmpty() ? 0 : countable.intersect(TimeRanges.of(there.end(), Math.max(end, there.end()))).length();
    double caughtUp = missed.isEmpty() ? 1 : (double) missed.intersect(watched).length() / missed.length();
    return new Measured(
        Duration.ofMillis(countable.length()),
        Duration.ofMillis(there.length()),
        Duration.ofMillis(late),
        Duration.ofMillis(early),
        Duration.ofMillis(missed.length()),
        caughtUp);
  }

  private Live live(@Nullable NotAsked notAsked, TimeRanges countable, Measured measured) {
    if (notAsked != null) {
      return Live.NOT_APPLICABLE;
    }
    if (!over) {
      return Live.LIVE_NOW;
    }
    if (measured.there().isZero()) {
      return Live.ABSENT;
    }
    if (measured.there().toMillis() < policy.leastLiveShare() * countable.length()) {
      return Live.PARTIAL;
    }
    boolean late = measured.late().toMillis() > policy.lateAfter() * 1000L;
    boolean early = measured.early().toMillis() > policy.leftEarlyBefore() * 1000L;
    if (late) {
      return early ? Live.LATE_AND_LEFT_EARLY : Live.LATE;
    }
    return early ? Live.LEFT_EARLY : Live.PRESENT;
  }

  private @Nullable Instant catchUpUntil() {
    return published == null ? null : published.plus(Duration.ofDays(policy.catchUpDays()));
  }

  private CatchUp catchUp(Live status, TimeRanges missed, @Nullable Instant until, Instant now) {
    if (status == Live.NOT_APPLICABLE || status == Live.LIVE_NOW || status == Live.PRESENT || missed.isEmpty()) {
      return CatchUp.NOT_NEEDED;
    }
    if (!policy.catchUpOffered()) {
      return CatchUp.NOT_OFFERED;
    }
    if (until == null) {
      return CatchUp.WAITING;
    }
    if (isEnough(missed.intersect(watchedInTime), missed)) {
      return CatchUp.DONE;
    }
    if (!now.isAfter(until)) {
      return isEnough(missed.intersect(watched), missed) ? CatchUp.DONE : CatchUp.OPEN;
    }
    return isEnough(missed.intersect(watched), missed) ? CatchUp.DONE_LATE : CatchUp.EXPIRED;
  }

  private boolean isEnough(TimeRanges had, TimeRanges missed) {
    return had.length() >= policy.catchUpShare() * missed.length();
  }

  private @Nullable Double credit(Live status, CatchUp catchUp) {
    if (status == Live.NOT_APPLICABLE || status == Live.LIVE_NOW) {
      return null;
    }
    double earned = Math.max(live(status), catchUp == CatchUp.DONE ? policy.creditForCatchUp() : 0);
    if (excuse != Excuse.EXCUSED || earned >= 1) {
      return earned;
    }
    return switch (policy.excusedCounts()) {
      case PRESENT -> 1.0;
      case LEFT_OUT -> earned > 0 ? earned : null;
      case ABSENT -> earned;
    };
  }

  private double live(Live status) {
    return switch (status) {
      case PRESENT -> 1;
      case LATE, LEFT_EARLY, LATE_AND_LEFT_EARLY -> policy.creditForLate();
      case PARTIAL, ABSENT, NOT_APPLICABLE, LIVE_NOW -> 0;
    };
  }
}
