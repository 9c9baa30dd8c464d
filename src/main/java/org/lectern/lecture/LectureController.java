package org.lectern.lecture;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The stage: the page on which a lecture is seen. */
@Controller
class LectureController {

  private final Lectures lectures;
  private final Enrolments enrolments;
  private final Places places;

  LectureController(Lectures lectures, Enrolments enrolments, Places places) {
    this.lectures = lectures;
    this.enrolments = enrolments;
    this.places = places;
  }

  @GetMapping("/lectures/{id}")
  String show(@PathVariable long id, @CurrentUser User user, Model model) {
    VisibleLecture visible =
        lectures.visibleTo(user).find(new LectureId(id)).orElseThrow(() -> new ResponseStatusException(NOT_FOUND));
    long students =
        enrolments.of(visible.lecture().course()).stream().filter(one -> one.role() == CourseRole.STUDENT).count();
    StagePage stage = new StagePage(visible, user, students);
    model.addAttribute("stage", stage);
    model.addAttribute("places", places);
    return stage.replayed() ? "lecture/replay" : "lecture/stage";
  }
}
