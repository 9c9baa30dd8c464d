package org.lectern.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lectern.courses.CourseId;
import org.lectern.insight.attendance.Register;
import org.lectern.lecture.LectureId;
import org.springframework.stereotype.Component;

/** How much of a lecture its class has, for those who teach it. */
@Component
class Classes {

  private final Register register;

  Classes(Register register) {
    this.register = register;
  }

  /** Of the lectures of these that the person teaches and that count: the mean share in per cent of those of whom it is asked. */
  Map<LectureId, Integer> of(List<LectureView> lectures) {
    Map<CourseId, List<LectureId>> taught =
        lectures.stream()
            .filter(LectureView::teaches)
            .map(LectureView::lecture)
            .collect(Collectors.groupingBy(lecture -> lecture.course(), Collectors.mapping(lecture -> lecture.id(), Collectors.toList())));
    Map<LectureId, Integer> shares = new HashMap<>();
    taught.forEach((course, theirs) -> {
      Register.Book book = register.of(course, theirs);
      theirs.forEach(lecture -> share(book, lecture).ifPresent(mean -> shares.put(lecture, (int) Math.round(mean * 100))));
    });
    return shares;
  }

  private static OptionalDouble share(Register.Book book, LectureId lecture) {
    return book.cells().values().stream()
        .map(row -> row.get(lecture))
        .filter(cell -> cell != null && cell.outcome().counts())
        .mapToDouble(cell -> cell.coverage().share())
        .average();
  }
}
