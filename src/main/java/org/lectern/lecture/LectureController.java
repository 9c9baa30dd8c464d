package org.lectern.lecture;

import java.util.List;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.courses.Participant;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.text.Isolates;
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
    List<Participant> participants = enrolments.participants(visible.lecture().course());
    long students = participants.stream().filter(one -> one.role() == CourseRole.STUDENT).count();
    StagePage stage = new StagePage(visible, visible.seenBy(), teachers(participants), students);
    model.addAttribute("stage", stage);
    model.addAttribute("places", places);
    return stage.replayed() ? "lecture/replay" : "lecture/stage";
  }

  private static String teachers(List<Participant> participants) {
    return Isolates.joined(
        participants.stream().filter(one -> one.role() == CourseRole.INSTRUCTOR).map(Participant::name).toList());
  }
}
