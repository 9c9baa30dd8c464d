package org.lectern.insight.attendance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.insight.attendance.Word.Tone;
import org.lectern.lecture.Lecture;
import org.lectern.replay.Coverage;
import org.lectern.replay.CoverageBar;
import org.lectern.text.Folded;

/**
 * The register as it is looked at: a column for each lecture, a row for each student. The page and the files
 * to take away are written from the same sheet.
 */
public record Sheet(List<Lecture> lectures, List<Row> rows) {

  /** From this share on somebody is told to be missing much. */
  private static final double MUCH = 0.1;

  /**
   * One student.
   *
   * @param marks in the order of the lectures
   */
  public record Row(User person, List<Mark> marks) {

    /** Whether there is anything yet to say of them in numbers. */
    public boolean isCounted() {
      return sum(coverage -> coverage.required().length()) > 0;
    }

    /** Of what was required of them, from 0 to 1; all of nothing is 1. */
    public double covered() {
      long required = sum(coverage -> coverage.required().length());
      return required == 0 ? 1 : (double) sum(coverage -> coverage.covered().length()) / required;
    }

    /** For reading only: a heartbeat's worth at the end is no lost per cent. */
    public int coveredPercent() {
      return (int) Math.round(covered() * 100);
    }

    /** The sum of what they earned; lectures that are left out count for nothing. */
    public double credit() {
      return credits().mapToDouble(Double::doubleValue).sum();
    }

    public long creditable() {
      return credits().count();
    }

    public boolean isMissingSomething() {
      return marks.stream().anyMatch(mark -> mark.word().tone() == Tone.MISSING);
    }

    long sum(ToLongFunction<Coverage> length) {
      return counted().map(Register.Cell::coverage).mapToLong(length).sum();
    }

    private Stream<Double> credits() {
      return counted().map(cell -> cell.outcome().credit()).flatMap(credit -> Optional.ofNullable(credit).stream());
    }

    private Stream<Register.Cell> counted() {
      return marks.stream()
          .flatMap(mark -> Optional.ofNullable(mark.cell()).stream())
          .filter(cell -> cell.outcome().counts());
    }
  }

  /**
   * One student's part in one lecture.
   *
   * @param cell null before the lecture has begun
   */
  public record Mark(Lecture lecture, Register.@Nullable Cell cell, Word word) {

    public boolean isMissing() {
      return word.tone() == Tone.MISSING;
    }

    public boolean isMuted() {
      return word.tone() == Tone.MUTED;
    }

    /** Whether there is something to draw a bar of: the lecture has begun, and something of it was required. */
    public boolean isDrawn() {
      return cell != null && cell.outcome().live() != Outcome.Live.NOT_APPLICABLE;
    }

    public boolean isLive() {
      return cell != null && cell.outcome().live() == Outcome.Live.LIVE_NOW;
    }

    /** The stretches of the bar as markup. */
    public String bar() {
      if (cell == null) {
        return "";
      }
      return CoverageBar.of(isLive() ? cell.coverage().barSoFar() : cell.coverage().bar(), 0);
    }

    public boolean isCorrected() {
      return cell != null && cell.outcome().corrected();
    }
  }

  static Sheet of(Register.Book book, List<User> students, Words words) {
    return new Sheet(
        book.lectures(),
        students.stream().map(student -> new Row(student, marks(book, student, words))).toList());
  }

  /** Those whose name another student has as well, so that it takes their address to tell them apart. */
  public Set<UserId> namesakes() {
    return rows.stream()
        .collect(Collectors.groupingBy(row -> Folded.of(row.person().name()), Collectors.mapping(row -> row.person().id(), Collectors.toSet())))
        .values()
        .stream()
        .filter(alike -> alike.size() > 1)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private static List<Mark> marks(Register.Book book, User student, Words words) {
    return book.lectures().stream()
        .map(lecture -> mark(book, student, lecture, words))
        .toList();
  }

  private static Mark mark(Register.Book book, User student, Lecture lecture, Words words) {
    return book.find(student.id(), lecture.id())
        .map(cell -> new Mark(lecture, cell, words.of(cell)))
        .orElseGet(() -> new Mark(lecture, null, words.upcoming(book.excuse(student.id(), lecture.id()))));
  }

  Sheet where(Predicate<Row> wanted) {
    return new Sheet(lectures, rows.stream().filter(wanted).toList());
  }

  Sheet withLectures(Predicate<Lecture> wanted) {
    return new Sheet(
        lectures.stream().filter(wanted).toList(),
        rows.stream()
            .map(row -> new Row(row.person(), row.marks().stream().filter(mark -> wanted.test(mark.lecture())).toList()))
            .toList());
  }

  /** Whether there is anything yet to say of anyone in numbers. */
  public boolean isCounted() {
    return rows.stream().anyMatch(Row::isCounted);
  }

  public long held() {
    return lectures.stream().filter(Lecture::isSealed).count();
  }

  /** Sessions that go on now, which count when they are over. */
  public long live() {
    return lectures.stream().filter(Register::isLiveNow).count();
  }

  public int coveredPercent() {
    long required = rows.stream().mapToLong(row -> row.sum(coverage -> coverage.required().length())).sum();
    long covered = rows.stream().mapToLong(row -> row.sum(coverage -> coverage.covered().length())).sum();
    return required == 0 ? 100 : (int) Math.round(100.0 * covered / required);
  }

  public long complete() {
    return rows.stream().filter(row -> !row.isMissingSomething()).count();
  }

  public Duration caughtUp() {
    return Duration.ofMillis(
        rows.stream().mapToLong(row -> row.sum(coverage -> coverage.caughtUp().length())).sum());
  }

  public long missingMuch() {
    return rows.stream().filter(row -> row.covered() < 1 - MUCH).count();
  }
}
