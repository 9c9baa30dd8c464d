package org.lectern.lecture;

import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The stage: the page on which a lecture is seen. */
@Controller
class LectureController {

  private final Enrolments enrolments;
  private final Places places;

  LectureController(Enrolments enrolments, Places places) {
    this.enrolments = enrolments;
    this.places = places;
  }

  @GetMapping("/lectures/{id}")
  String show(VisibleLecture visible, Model model) {
    long students =
        enrolments.of(visible.lecture().course()).stream().filter(one -> one.role() == CourseRole.STUDENT).count();
    StagePage stage = new StagePage(visible, visible.seenBy(), students);
    model.addAttribute("stage", stage);
    model.addAttribute("places", places);
    return stage.replayed() ? "lecture/replay" : "lecture/stage";
  }
}
