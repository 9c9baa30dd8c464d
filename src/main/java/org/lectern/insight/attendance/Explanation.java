package org.lectern.insight.attendance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.lectern.accounts.Reader;
import org.lectern.insight.attendance.Outcome.CatchUp;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.insight.attendance.Outcome.NotAsked;
import org.lectern.lecture.Chapters.Chapter;
import org.lectern.lecture.TimeRanges;
import org.lectern.lecture.TimeRanges.Range;
import org.lectern.text.Isolates;
import org.springframework.stereotype.Component;

/**
 * Says in plain sentences why somebody has the status they have, so that nobody has to take the register's word
 * for it: "Late: joined 10:14, 14 min after the start, limit 10. There for 66 of the 80 minutes that count. …"
 */
@Component
class Explanation {

  private static final int MOST_NAMED = 3;
  private static final Duration SHORT = Duration.ofMinutes(10);
  private static final Duration WORTH_NAMING = Duration.ofSeconds(1);

  /** @param chapters what the parts of the lecture are called */
  String of(Register.Cell cell, List<Chapter> chapters, Reader reader) {
    List<String> said = new ArrayList<>();
    said.add(status(cell, reader));
    if (!cell.outcome().measured().there().isZero() && cell.outcome().live() != Live.NOT_APPLICABLE) {
      said.add(present(cell.outcome(), reader));
    }
    if (cell.outcome().counts()) {
      missed(cell, chapters, said, reader);
      catchUp(cell, said, reader);
    }
    excuse(cell.outcome(), said, reader);
    return String.join(" ", said).strip();
  }

  /** Empty where how long they were there says it. */
  private static String status(Register.Cell cell, Reader reader) {
    Outcome outcome = cell.outcome();
    String key = "attendance.why." + outcome.live().name();
    if (outcome.corrected()) {
      return reader.say("attendance.why.corrected", reader.say("attendance.status." + outcome.live().name()));
    }
    Outcome.Measured measured = outcome.measured();
    return switch (outcome.live()) {
      case LATE, LATE_AND_LEFT_EARLY, LEFT_EARLY ->
          reader.say(
              key,
              clock(cell, reader, cell.coverage().live().start()),
              length(measured.late()),
              length(Duration.ofSeconds(cell.policy().lateAfter())),
              clock(cell, reader, cell.coverage().live().end()),
              length(measured.early()),
              length(Duration.ofSeconds(cell.policy().leftEarlyBefore())));
      case PARTIAL -> reader.say(key, Math.round(cell.policy().leastLiveShare() * 100));
      case PRESENT -> "";
      case ABSENT, LIVE_NOW -> reader.say(key);
      case NOT_APPLICABLE -> notAsked(cell, reader, Objects.requireNonNull(outcome.notAsked()));
    };
  }

  private static String notAsked(Register.Cell cell, Reader reader, NotAsked why) {
    return reader.say("attendance.why.NOT_APPLICABLE." + why.name(), Math.round(cell.policy().leastInstructorShare() * 100));
  }

  /** In minutes, of a short lecture in seconds; rounded down for reading only. */
  private static String present(Outcome outcome, Reader reader) {
    Duration there = outcome.measured().there();
    Duration countable = outcome.measured().countable();
    String soFar = outcome.live() == Live.LIVE_NOW ? ".soFar" : "";
    return countable.compareTo(SHORT) < 0
        ? reader.say("attendance.why.present.seconds" + soFar, there.toSeconds(), countable.toSeconds())
        : reader.say("attendance.why.present" + soFar, there.toMinutes(), countable.toMinutes());
  }

  private static void missed(Register.Cell cell, List<Chapter> chapters, List<String> said, Reader reader) {
    TimeRanges missed = cell.coverage().missed().longerThan(WORTH_NAMING.toMillis());
    if (!missed.isEmpty()) {
      said.add(
          reader.say(
              "attendance.why.missed",
              missed.ranges().stream()
                  .map(range -> timecode(range.from()) + "–" + timecode(range.to()) + names(range, chapters))
                  .collect(Collectors.joining(", "))));
    }
  }

  /** " (Introduction, Example 1)", and of many chapters the first and the last. */
  private static String names(Range range, List<Chapter> chapters) {
    List<String> titles =
        chapters.stream()
            .filter(chapter -> chapter.from() < range.to() && chapter.to() > range.from())
            .map(Chapter::title)
            .filter(title -> !title.isEmpty())
            .distinct()
            .toList();
    if (titles.isEmpty()) {
      return "";
    }
    return titles.size() <= MOST_NAMED
        ? " (" + Isolates.joined(titles) + ")"
        : " (" + Isolates.isolated(titles.getFirst()) + " … " + Isolates.isolated(titles.getLast()) + ")";
  }

  private static void catchUp(Register.Cell cell, List<String> said, Reader reader) {
    Outcome outcome = cell.outcome();
    if (outcome.catchUp() == CatchUp.NOT_NEEDED) {
      return;
    }
    Instant until = outcome.catchUpUntil();
    said.add(
        reader.say(
            "attendance.why.catchUp." + outcome.catchUp().name(),
            until == null ? "" : reader.beside(reader.dayAndTime(until), until, cell.lecture().zone()),
            Math.round(Math.floor(outcome.measured().caughtUpShare() * 100))));
  }

  private static void excuse(Outcome outcome, List<String> said, Reader reader) {
    boolean saidAlready = outcome.notAsked() == NotAsked.DISPENSED && !outcome.corrected();
    if (outcome.excuse() != Excuse.NONE && !saidAlready) {
      said.add(reader.say("attendance.why.excuse." + outcome.excuse().name()));
    }
  }

  private static String clock(Register.Cell cell, Reader reader, long at) {
    return reader.time(cell.lecture().startedAt().orElseThrow().plusMillis(at));
  }

  /** "14 min", and below a minute "40 s": rounded down for reading only, after everything was compared. */
  static String length(Duration length) {
    return length.toMinutes() == 0 ? length.toSeconds() + " s" : length.toMinutes() + " min";
  }

  /** Lecture time for people, such as 24:10, or 1:02:03. */
  static String timecode(long at) {
    Duration time = Duration.ofMillis(at);
    return time.toHours() == 0
        ? "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart())
        : "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
