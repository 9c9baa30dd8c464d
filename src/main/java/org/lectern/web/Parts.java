package org.lectern.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lectern.accounts.User;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.LectureId;
import org.lectern.replay.Coverage;
import org.lectern.replay.Coverages;
import org.springframework.stereotype.Component;

/** Finds what a student has of the lectures on a page, all of them at once. */
@Component
class Parts {

  private final Coverages coverages;

  Parts(Coverages coverages) {
    this.coverages = coverages;
  }

  /** Of those in which the person is a student and which have begun; in the order of the lectures. */
  List<PartView> of(List<LectureView> lectures, User student) {
    List<LectureView> theirs =
        lectures.stream()
            .filter(lecture -> lecture.in().role() == CourseRole.STUDENT)
            .filter(lecture -> lecture.isLive() || lecture.isOver())
            .toList();
    Map<LectureId, Coverage> had =
        coverages.of(theirs.stream().map(lecture -> lecture.lecture().id()).toList(), student.id());
    return theirs.stream()
        .filter(lecture -> had.containsKey(lecture.lecture().id()))
        .map(lecture -> part(lecture, had.get(lecture.lecture().id())))
        .toList();
  }

  private static PartView part(LectureView lecture, Coverage coverage) {
    long planned = lecture.isLive() ? lecture.lecture().length().toMillis() : 0;
    return new PartView(lecture, coverage, Math.max(0, planned - coverage.end()));
  }

  static Map<LectureId, PartView> byLecture(List<PartView> parts) {
    Map<LectureId, PartView> byLecture = new HashMap<>();
    parts.forEach(part -> byLecture.put(part.lecture().lecture().id(), part));
    return byLecture;
  }
}
