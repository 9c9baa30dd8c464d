package org.lectern.web;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.LectureId;

/**
 * The sessions of a home page, each in one place: what is live or next, then what comes, then what was missed, then what was begun, then
 * the rest.
 *
 * @param missed the newest first: it is the most wanted
 * @param begun in the replay and not watched to its end, the last one first
 */
record HomeLists(
    List<LectureView> live,
    @Nullable LectureView next,
    @Nullable LectureView upNext,
    List<LectureView> week,
    List<PartView> missed,
    List<BegunView> begun,
    List<LectureView> recent) {

  private static final int MOST = 5;
  private static final int BEGUN = 3;
  private static final int DAYS_OF_WEEK = 7;

  private static final Comparator<LectureView> NEWEST = Comparator.comparing(LectureView::start).reversed();

  /**
   * @param all by their start
   * @param had what the person has of those in which they are a student
   * @param begun what they once began in the replay
   */
  static HomeLists of(List<LectureView> all, List<PartView> had, List<BegunView> begun) {
    List<LectureView> live = all.stream().filter(LectureView::isLive).toList();
    List<LectureView> coming = all.stream().filter(lecture -> lecture.isPlanned() && lecture.isUpcoming()).toList();
    int heroes = live.isEmpty() ? 1 : 0;
    LectureView next = coming.stream().limit(heroes).findFirst().orElse(null);
    LectureView upNext = coming.stream().skip(heroes).findFirst().orElse(null);
    List<LectureView> week = coming.stream().skip(heroes + 1).filter(lecture -> lecture.daysAway() < DAYS_OF_WEEK).toList();

    List<PartView> missed =
        had.stream()
            .filter(part -> part.lecture().isOver() && part.isMissing())
            .sorted(Comparator.comparing(PartView::lecture, NEWEST))
            .limit(MOST)
            .toList();
    Set<LectureId> shown = ids(missed.stream());
    List<BegunView> unfinished =
        begun.stream()
            .filter(one -> one.part().lecture().isOver() && one.isUnfinished() && !shown.contains(one.part().id()))
            .sorted(Comparator.comparing((BegunView one) -> one.position().leftAt()).reversed())
            .limit(BEGUN)
            .toList();
    shown.addAll(ids(unfinished.stream().map(BegunView::part)));
    List<LectureView> recent =
        all.stream().filter(lecture -> lecture.isOver() && !shown.contains(lecture.lecture().id())).sorted(NEWEST).limit(MOST).toList();
    return new HomeLists(live, next, upNext, week, missed, unfinished, recent);
  }

  /** How many there are today, of those that go on or are to come; what was left on another day is not of today. */
  public long today() {
    Stream<LectureView> coming = Stream.concat(Stream.of(next, upNext).filter(Objects::nonNull), week.stream());
    return Stream.concat(live.stream(), coming).filter(one -> one.daysAway() == 0).count();
  }

  private static Set<LectureId> ids(Stream<PartView> parts) {
    return parts.map(PartView::id).collect(Collectors.toCollection(HashSet::new));
  }
}
