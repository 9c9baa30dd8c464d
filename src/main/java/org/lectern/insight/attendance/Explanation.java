package org.lectern.insight.attendance;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.lectern.insight.attendance.Outcome.CatchUp;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.insight.attendance.Outcome.NotAsked;
import org.lectern.lecture.Chapters.Chapter;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.TimeRanges;
import org.lectern.lecture.TimeRanges.Range;
import org.lectern.text.Isolates;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says in plain sentences why somebody has the status they have, so that nobody has to take the register's word
 * for it: "Late: joined 10:14, 14 min after the start, limit 10. There for 66 of the 80 minutes that count. …"
 */
@Component
class Explanation {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.ENGLISH);
  private static final int MOST_NAMED = 3;
  private static final Duration SHORT = Duration.ofMinutes(10);
  private static final Duration WORTH_NAMING = Duration.ofSeconds(1);

  private final MessageSource sentences;

  Explanation(MessageSource sentences) {
    this.sentences = sentences;
  }

  /** @param chapters what the parts of the lecture are called */
  String of(Register.Cell cell, List<Chapter> chapters) {
    List<String> said = new ArrayList<>();
    said.add(status(cell));
    if (!cell.outcome().measured().there().isZero() && cell.outcome().live() != Live.NOT_APPLICABLE) {
      said.add(present(cell.outcome()));
    }
    if (cell.outcome().counts()) {
      missed(cell, chapters, said);
      catchUp(cell, said);
    }
    excuse(cell.outcome(), said);
    return String.join(" ", said).strip();
  }

  /** Empty where how long they were there says it. */
  private String status(Register.Cell cell) {
    Outcome outcome = cell.outcome();
    String key = "attendance.why." + outcome.live().name();
    if (outcome.corrected()) {
      return say("attendance.why.corrected", say("attendance.status." + outcome.live().name()));
    }
    Outcome.Measured measured = outcome.measured();
    return switch (outcome.live()) {
      case LATE, LATE_AND_LEFT_EARLY, LEFT_EARLY ->
          say(
              key,
              clock(cell, cell.coverage().live().start()),
              length(measured.late()),
              length(Duration.ofSeconds(cell.policy().lateAfter())),
              clock(cell, cell.coverage().live().end()),
              length(measured.early()),
              length(Duration.ofSeconds(cell.policy().leftEarlyBefore())));
      case PARTIAL -> say(key, Math.round(cell.policy().leastLiveShare() * 100));
      case PRESENT -> "";
      case ABSENT, LIVE_NOW -> say(key);
      case NOT_APPLICABLE -> notAsked(cell, Objects.requireNonNull(outcome.notAsked()));
    };
  }

  private String notAsked(Register.Cell cell, NotAsked why) {
    return say("attendance.why.NOT_APPLICABLE." + why.name(), Math.round(cell.policy().leastInstructorShare() * 100));
  }

  /** In minutes, of a short lecture in seconds; rounded down for reading only. */
  private String present(Outcome outcome) {
    Duration there = outcome.measured().there();
    Duration countable = outcome.measured().countable();
    String soFar = outcome.live() == Live.LIVE_NOW ? ".soFar" : "";
    return countable.compareTo(SHORT) < 0
        ? say("attendance.why.present.seconds" + soFar, there.toSeconds(), countable.toSeconds())
        : say("attendance.why.present" + soFar, there.toMinutes(), countable.toMinutes());
  }

  private void missed(Register.Cell cell, List<Chapter> chapters, List<String> said) {
    TimeRanges missed = cell.coverage().missed().longerThan(WORTH_NAMING.toMillis());
    if (!missed.isEmpty()) {
      said.add(
          say(
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

  private void catchUp(Register.Cell cell, List<String> said) {
    Outcome outcome = cell.outcome();
    if (outcome.catchUp() == CatchUp.NOT_NEEDED) {
      return;
    }
    Instant until = outcome.catchUpUntil();
    said.add(
        say(
            "attendance.why.catchUp." + outcome.catchUp().name(),
            until == null ? "" : DAY.format(until.atZone(cell.lecture().zone())),
            Math.round(Math.floor(outcome.measured().caughtUpShare() * 100))));
  }

  private void excuse(Outcome outcome, List<String> said) {
    boolean saidAlready = outcome.notAsked() == NotAsked.DISPENSED && !outcome.corrected();
    if (outcome.excuse() != Excuse.NONE && !saidAlready) {
      said.add(say("attendance.why.excuse." + outcome.excuse().name()));
    }
  }

  private String clock(Register.Cell cell, long at) {
    Lecture lecture = cell.lecture();
    ZoneId zone = lecture.zone();
    return CLOCK.format(lecture.startedAt().orElseThrow().plusMillis(at).atZone(zone));
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

  private String say(String key, Object... values) {
    return sentences.getMessage(key, values, Locale.ENGLISH);
  }
}
