package org.lectern.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lectern.accounts.User;
import org.lectern.insight.attendance.Register;
import org.lectern.insight.attendance.Register.Cell;
import org.lectern.lecture.LectureId;
import org.jspecify.annotations.Nullable;
import org.lectern.replay.CatchUps;
import org.lectern.replay.Coverage;
import org.springframework.stereotype.Component;

/** Finds what a student has of the lectures on a page, all of them at once. */
@Component
class Parts {

  private final Register register;
  private final CatchUps catchUps;

  Parts(Register register, CatchUps catchUps) {
    this.register = register;
    this.catchUps = catchUps;
  }

  /** Of those in which the person is a student and which have begun; in the order of the lectures. */
  List<PartView> of(List<LectureView> lectures, User student, ZoneId zone) {
    List<LectureView> begun = lectures.stream().filter(lecture -> lecture.isLive() || lecture.isOver()).toList();
    Map<LectureId, Cell> cells = register.of(student.id(), begun.stream().map(LectureView::lecture).toList());
    Map<LectureId, Coverage> had = new HashMap<>();
    cells.forEach((lecture, cell) -> had.put(lecture, cell.coverage()));
    Map<LectureId, LocalDate> caughtUp = catchUps.of(had, student.id(), zone, PartView.WORTH_NAMING);
    return begun.stream()
        .filter(lecture -> cells.containsKey(lecture.lecture().id()))
        .map(lecture -> part(lecture, cells.get(lecture.lecture().id()), caughtUp.get(lecture.lecture().id())))
        .toList();
  }

  private static PartView part(LectureView lecture, Cell cell, @Nullable LocalDate caughtUpOn) {
    long planned = lecture.isLive() ? lecture.lecture().length().toMillis() : 0;
    return new PartView(lecture, cell, Math.max(0, planned - cell.coverage().end()), caughtUpOn);
  }

  static Map<LectureId, PartView> byLecture(List<PartView> parts) {
    Map<LectureId, PartView> byLecture = new HashMap<>();
    parts.forEach(part -> byLecture.put(part.lecture().lecture().id(), part));
    return byLecture;
  }
}
