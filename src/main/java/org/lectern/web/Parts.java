package org.lectern.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lectern.accounts.User;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.LectureId;
import org.jspecify.annotations.Nullable;
import org.lectern.replay.CatchUps;
import org.lectern.replay.Coverage;
import org.lectern.replay.Coverages;
import org.springframework.stereotype.Component;

/** Finds what a student has of the lectures on a page, all of them at once. */
@Component
class Parts {

  private final Coverages coverages;
  private final CatchUps catchUps;

  Parts(Coverages coverages, CatchUps catchUps) {
    this.coverages = coverages;
    this.catchUps = catchUps;
  }

  /** Of those in which the person is a student and which have begun; in the order of the lectures. */
  List<PartView> of(List<LectureView> lectures, User student, ZoneId zone) {
    List<LectureView> theirs =
        lectures.stream()
            .filter(lecture -> lecture.in().role() == CourseRole.STUDENT)
            .filter(lecture -> lecture.isLive() || lecture.isOver())
            .toList();
    Map<LectureId, Coverage> had =
        coverages.of(theirs.stream().map(lecture -> lecture.lecture().id()).toList(), student.id());
    Map<LectureId, LocalDate> caughtUp = catchUps.of(had, student.id(), zone, PartView.WORTH_NAMING);
    return theirs.stream()
        .filter(lecture -> had.containsKey(lecture.lecture().id()))
        .map(lecture -> part(lecture, had.get(lecture.lecture().id()), caughtUp.get(lecture.lecture().id())))
        .toList();
  }

  private static PartView part(LectureView lecture, Coverage coverage, @Nullable LocalDate caughtUpOn) {
    long planned = lecture.isLive() ? lecture.lecture().length().toMillis() : 0;
    return new PartView(lecture, coverage, Math.max(0, planned - coverage.end()), caughtUpOn);
  }

  static Map<LectureId, PartView> byLecture(List<PartView> parts) {
    Map<LectureId, PartView> byLecture = new HashMap<>();
    parts.forEach(part -> byLecture.put(part.lecture().lecture().id(), part));
    return byLecture;
  }
}
