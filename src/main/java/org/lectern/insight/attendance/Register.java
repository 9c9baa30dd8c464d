package org.lectern.insight.attendance;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolment;
import org.lectern.courses.Enrolments;
import org.lectern.insight.attendance.Judgements.Notice;
import org.lectern.insight.attendance.Judgements.Part;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.TimeRanges;
import org.lectern.replay.AskedOf;
import org.lectern.replay.Coverage;
import org.lectern.replay.Coverages;
import org.lectern.replay.LectureCoverage;
import org.springframework.stereotype.Component;

/**
 * The attendance book of a course. Nothing in it is stored but what people decided: every status is computed
 * from the facts when it is read, so that it is never out of date.
 */
@Component
public class Register implements AskedOf {

  private final Lectures lectures;
  private final Enrolments enrolments;
  private final Coverages coverages;
  private final Policies policies;
  private final Judgements judgements;
  private final Clock clock;

  Register(
      Lectures lectures,
      Enrolments enrolments,
      Coverages coverages,
      Policies policies,
      Judgements judgements,
      Clock clock) {
    this.lectures = lectures;
    this.enrolments = enrolments;
    this.coverages = coverages;
    this.policies = policies;
    this.judgements = judgements;
    this.clock = clock;
  }

  /**
   * A person's part in a lecture, as the register has it.
   *
   * @param coverage of what was asked of this person: nothing before they were enrolled, and nothing where they are not required
   */
  public record Cell(Lecture lecture, UserId person, Coverage coverage, Outcome outcome, Policy policy) {}

  /**
   * What the register says.
   *
   * @param lectures that began or are still to come, by planned start
   * @param cells of those that have begun
   * @param notices also of those still to come
   */
  public record Book(
      List<Lecture> lectures, Map<UserId, Map<LectureId, Cell>> cells, Map<Part, Notice> notices) {

    /** One person's part; empty before the lecture has begun, and for someone who is not in the book. */
    public Optional<Cell> find(UserId person, LectureId lecture) {
      return Optional.ofNullable(cells.getOrDefault(person, Map.of()).get(lecture));
    }

    /** What was said or decided about a person's being away. */
    public Excuse excuse(UserId person, LectureId lecture) {
      Notice notice = notices.get(new Part(lecture, person));
      return notice == null ? Excuse.NONE : notice.kind();
    }
  }

  /** Whether it goes on, or its end can still be taken back: until then nothing of it counts. */
  static boolean isLiveNow(Lecture lecture) {
    return lecture.startedAt().isPresent() && !lecture.isSealed();
  }

  /** Every student's part in every lecture of the course. */
  public Book of(CourseId course) {
    return book(course, null, lecture -> true);
  }

  /** One student's part in every lecture of the course. */
  public Book of(CourseId course, UserId person) {
    return book(course, person, lecture -> true);
  }

  /** Every student's part in one lecture of the course; a book without lectures when it has no such lecture. */
  public Book of(CourseId course, LectureId lecture) {
    return of(course, List.of(lecture));
  }

  /** Every student's part in some lectures of the course. */
  public Book of(CourseId course, Collection<LectureId> lectures) {
    return book(course, null, one -> lectures.contains(one.id()));
  }

  /** One person's part in each of these lectures that has begun, of any courses in which they are a student. */
  public Map<LectureId, Cell> of(UserId person, Collection<Lecture> lectures) {
    Map<CourseId, Enrolment> places =
        enrolments.placesOf(person).stream()
            .filter(place -> place.role() == CourseRole.STUDENT)
            .collect(Collectors.toMap(Enrolment::course, Function.identity()));
    Map<LectureId, Lecture> begun =
        lectures.stream()
            .filter(lecture -> lecture.startedAt().isPresent() && places.containsKey(lecture.course()))
            .collect(Collectors.toMap(Lecture::id, Function.identity()));
    Facts facts = facts(begun, judgements.excuses(begun.keySet()), person);
    Instant now = clock.instant();
    Map<LectureId, Cell> cells = new HashMap<>();
    begun.forEach((id, lecture) -> cells.put(id, facts.cell(lecture, Objects.requireNonNull(places.get(lecture.course())), now)));
    return cells;
  }

  @Override
  public Optional<Coverage> student(UserId person, Lecture lecture) {
    return Optional.ofNullable(of(person, List.of(lecture)).get(lecture.id())).map(Cell::coverage);
  }

  private Book book(CourseId course, @Nullable UserId only, Predicate<Lecture> wanted) {
    Instant now = clock.instant();
    List<Lecture> all =
        lectures.of(course).stream()
            .filter(wanted)
            .filter(lecture -> !lecture.isCancelled())
            .filter(lecture -> lecture.startedAt().isPresent() || lecture.plannedEnd().isAfter(now))
            .toList();
    List<Enrolment> students =
        enrolments.of(course).stream()
            .filter(place -> place.role() == CourseRole.STUDENT)
            .filter(place -> only == null || place.user().equals(only))
            .toList();
    Map<Part, Notice> notices = judgements.excuses(all.stream().map(Lecture::id).toList());
    return new Book(all, cells(all, students, notices, only), notices);
  }

  private Map<UserId, Map<LectureId, Cell>> cells(
      List<Lecture> all, Collection<Enrolment> students, Map<Part, Notice> notices, @Nullable UserId only) {
    Map<LectureId, Lecture> begun =
        all.stream()
            .filter(lecture -> lecture.startedAt().isPresent())
            .collect(Collectors.toMap(Lecture::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    Facts facts = facts(begun, notices, only);
    Instant now = clock.instant();
    Map<UserId, Map<LectureId, Cell>> register = new LinkedHashMap<>();
    for (Enrolment student : students) {
      Map<LectureId, Cell> row = new LinkedHashMap<>();
      begun.forEach((id, lecture) -> row.put(id, facts.cell(lecture, student, now)));
      register.put(student.user(), row);
    }
    return register;
  }

  private Facts facts(Map<LectureId, Lecture> begun, Map<Part, Notice> notices, @Nullable UserId only) {
    Map<LectureId, Policy> stamped = policies.of(begun.keySet());
    Map<LectureId, Instant> deadlines = new HashMap<>();
    begun.forEach((id, lecture) -> deadlines.put(id, deadline(lecture, Objects.requireNonNull(stamped.get(id)))));
    return new Facts(
        stamped,
        coverages.ofEveryoneOr(only, begun.keySet()),
        coverages.watchedUntil(deadlines, only),
        notices,
        judgements.corrections(begun.keySet()));
  }

  /** While the lecture runs there is no recording yet, and everything watched is in time. */
  private Instant deadline(Lecture lecture, Policy policy) {
    return lecture.endedAt().orElse(clock.instant()).plusSeconds(policy.catchUpDays() * 86_400L);
  }

  private record Facts(
      Map<LectureId, Policy> policies,
      Map<LectureId, LectureCoverage> coverages,
      Map<LectureId, Map<UserId, TimeRanges>> watchedInTime,
      Map<Part, Notice> excuses,
      Map<Part, Live> corrections) {

    Cell cell(Lecture lecture, Enrolment student, Instant now) {
      LectureId id = lecture.id();
      Part part = new Part(id, student.user());
      Policy policy = Objects.requireNonNull(policies.get(id));
      LectureCoverage all = Objects.requireNonNull(coverages.get(id));
      Coverage coverage = all.of(student.user());
      Notice notice = excuses.get(part);
      Assessment assessment =
          new Assessment(
              policy,
              lecture.isSealed(),
              coverage.end(),
              coverage.required(),
              all.requirement().taught(),
              enrolledFrom(lecture, student),
              coverage.live(),
              watchedInTime.getOrDefault(id, Map.of()).getOrDefault(student.user(), TimeRanges.EMPTY),
              coverage.watched(),
              notice == null ? Excuse.NONE : notice.kind(),
              corrections.get(part),
              lecture.endedAt().orElse(null));
      Outcome outcome = assessment.outcome(now);
      return new Cell(lecture, student.user(), coverage.requiring(assessment.asked(outcome)), outcome, policy);
    }

    private static long enrolledFrom(Lecture lecture, Enrolment student) {
      long startedAt = lecture.startedAt().orElseThrow().toEpochMilli();
      return Math.max(0, student.enrolledAt().toEpochMilli() - startedAt);
    }
  }
}
