package org.lectern.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.courses.materials.Material;
import org.lectern.courses.materials.Materials;
import org.lectern.lecture.Lectures;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page of a course: what is now, what is next, what is recorded. */
@Controller
class CoursePageController {

  private static final int NEWEST_MATERIALS = 4;

  private final Courses courses;
  private final Lectures lectures;
  private final Materials materials;
  private final Parts parts;
  private final Cards cards;
  private final Clock clock;

  CoursePageController(Courses courses, Lectures lectures, Materials materials, Parts parts, Cards cards, Clock clock) {
    this.courses = courses;
    this.lectures = lectures;
    this.materials = materials;
    this.parts = parts;
    this.cards = cards;
    this.clock = clock;
  }

  @GetMapping("/courses/{id}")
  String show(@CurrentUser User user, @PathVariable long id, Reader reader, Model model) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE);
    Instant now = clock.instant();
    List<LectureView> all =
        lectures.of(course.course().id()).stream()
            .map(lecture -> new LectureView(lecture, course, reader.zone(), now))
            .toList();
    List<PartView> had = parts.of(all, user, reader.zone());
    List<Material> files = materials.of(course.course().id());
    model.addAttribute("course", course);
    model.addAttribute("upcoming", all.stream().filter(LectureView::isUpcoming).sorted(Comparator.comparing(LectureView::isLive).reversed()).toList());
    List<LectureView> recorded = all.stream().filter(LectureView::isOver).sorted(Comparator.comparing(LectureView::start).reversed()).toList();
    model.addAttribute("recorded", recorded);
    model.addAttribute("whatNow", whatNow(course, recorded.isEmpty()));
    cards.show(all, List.of(course.course().id()), model);
    model.addAttribute("parts", Parts.byLecture(had));
    model.addAttribute("progress", new ProgressView(had));
    model.addAttribute("materials", files.stream().limit(NEWEST_MATERIALS).toList());
    model.addAttribute("materialCount", files.size());
    return "web/course";
  }

  /** What somebody is told where nothing is planned: what they can do, what they have, or for what they wait. */
  private static String whatNow(VisibleCourse course, boolean nothingTaught) {
    if (course.may(CourseAct.PLAN_LECTURES)) {
      return "plan";
    }
    if (!course.course().isArchived()) {
      return "wait";
    }
    if (course.may(CourseAct.ARCHIVE)) {
      return "restore";
    }
    if (course.role().isStaff()) {
      return "archived";
    }
    return nothingTaught ? "never" : "kept";
  }
}
