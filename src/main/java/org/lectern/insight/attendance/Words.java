package org.lectern.insight.attendance;

import java.time.Duration;
import org.lectern.insight.attendance.Outcome.CatchUp;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Word.Tone;
import org.lectern.lecture.TimeRanges;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Finds the word for a cell of the register. */
@Component
class Words {

  private final MessageSource sentences;

  Words(MessageSource sentences) {
    this.sentences = sentences;
  }

  Word of(Register.Cell cell) {
    Outcome outcome = cell.outcome();
    boolean caughtUp = outcome.catchUp() == CatchUp.DONE || outcome.catchUp() == CatchUp.DONE_LATE;
    return switch (outcome.live()) {
      case NOT_APPLICABLE -> word("notRequired", Tone.MUTED);
      case LIVE_NOW -> word("liveNow", Tone.PLAIN);
      case PRESENT -> present(cell);
      case LATE -> part(cell, caughtUp, "late", length(outcome.measured().late()));
      case LEFT_EARLY -> part(cell, caughtUp, "left", early(outcome.measured().early()));
      case LATE_AND_LEFT_EARLY -> part(cell, caughtUp, "lateAndLeft", length(outcome.measured().late()));
      case PARTIAL -> caughtUp ? word("caughtUp", Tone.PLAIN) : some(cell);
      case ABSENT -> absent(cell, caughtUp);
    };
  }

  /** For a lecture that has not begun. */
  Word upcoming(Excuse excuse) {
    return word(excuse == Excuse.NONE ? "upcoming" : "upcoming." + excuse, Tone.MUTED);
  }

  private Word present(Register.Cell cell) {
    TimeRanges live = cell.coverage().live();
    if (live.isEmpty() || cell.outcome().corrected()) {
      return word("present", Tone.PLAIN);
    }
    TimeRanges away =
        cell.coverage()
            .missed()
            .intersect(TimeRanges.of(live.start(), live.end()))
            .longerThan(cell.policy().gapBridged() * 1000L);
    TimeRanges still = away.minus(cell.coverage().watched());
    if (away.isEmpty()) {
      return word("present", Tone.PLAIN);
    }
    return still.isEmpty()
        ? word("away.caughtUp", Tone.PLAIN)
        : word("away", missing(cell), Explanation.length(Duration.ofMillis(away.length())));
  }

  private Word part(Register.Cell cell, boolean caughtUp, String key, String length) {
    if (caughtUp) {
      return word(key + ".caughtUp", Tone.PLAIN);
    }
    // Somebody corrected by hand may not have come late at all.
    return length.isEmpty() ? word(key + ".corrected", missing(cell)) : word(key, missing(cell), length);
  }

  private Word absent(Register.Cell cell, boolean caughtUp) {
    if (caughtUp) {
      return word("caughtUp", Tone.PLAIN);
    }
    if (cell.outcome().excuse() == Excuse.EXCUSED) {
      return word("excused", Tone.MUTED);
    }
    return cell.coverage().covered().isEmpty() ? word("absent", missing(cell)) : some(cell);
  }

  private Word some(Register.Cell cell) {
    Duration covered = Duration.ofMillis(cell.coverage().covered().length());
    Duration required = Duration.ofMillis(cell.coverage().required().length());
    return required.toMinutes() < 5
        ? word("some.seconds", missing(cell), covered.toSeconds(), required.toSeconds())
        : word("some", missing(cell), covered.toMinutes(), required.toMinutes());
  }

  private static Tone missing(Register.Cell cell) {
    boolean asked = cell.outcome().excuse() != Excuse.EXCUSED && !cell.coverage().still().isEmpty();
    return asked ? Tone.MISSING : Tone.PLAIN;
  }

  private static String length(Duration length) {
    return length.isZero() ? "" : Explanation.length(length);
  }

  private static String early(Duration early) {
    return early.toMinutes() == 0 ? length(early) : String.valueOf(early.toMinutes());
  }

  private Word word(String key, Tone tone, Object... values) {
    return new Word(sentences.getMessage("attendance.word." + key, values, LocaleContextHolder.getLocale()), tone);
  }
}
