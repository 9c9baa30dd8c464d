package org.lectern.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolment;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.LectureId;
import org.lectern.replay.Coverages;
import org.lectern.replay.LectureCoverage;
import org.springframework.stereotype.Component;

/** How much of a lecture its class has, for those who teach it. */
@Component
class Classes {

  private final Coverages coverages;
  private final Enrolments enrolments;

  Classes(Coverages coverages, Enrolments enrolments) {
    this.coverages = coverages;
    this.enrolments = enrolments;
  }

  /** Of the lectures of these that the person teaches: the class's mean share in per cent. */
  Map<LectureId, Integer> of(List<LectureView> lectures) {
    List<LectureView> taught = lectures.stream().filter(LectureView::teaches).toList();
    Map<CourseId, List<UserId>> students =
        taught.stream().map(lecture -> lecture.lecture().course()).distinct()
            .collect(Collectors.toMap(course -> course, this::students));
    Map<LectureId, LectureCoverage> had =
        coverages.of(taught.stream().map(lecture -> lecture.lecture().id()).toList());
    Map<LectureId, Integer> shares = new HashMap<>();
    for (LectureView lecture : taught) {
      LectureCoverage coverage = had.get(lecture.lecture().id());
      List<UserId> everyone = students.get(lecture.lecture().course());
      if (coverage != null && !everyone.isEmpty()) {
        double mean = everyone.stream().mapToDouble(student -> coverage.of(student).share()).average().orElse(0);
        shares.put(lecture.lecture().id(), (int) Math.round(mean * 100));
      }
    }
    return shares;
  }

  private List<UserId> students(CourseId course) {
    return enrolments.of(course).stream()
        .filter(enrolment -> enrolment.role() == CourseRole.STUDENT)
        .map(Enrolment::user)
        .toList();
  }
}
