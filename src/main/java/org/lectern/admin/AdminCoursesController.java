package org.lectern.admin;

import java.util.List;
import java.util.Locale;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.Lectures;
import org.springframework.context.MessageSource;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Every course of the site. */
@Controller
@RequestMapping("/admin/courses")
class AdminCoursesController {

  private final Courses courses;
  private final Enrolments enrolments;
  private final Lectures lectures;
  private final MessageSource messages;

  AdminCoursesController(Courses courses, Enrolments enrolments, Lectures lectures, MessageSource messages) {
    this.courses = courses;
    this.enrolments = enrolments;
    this.lectures = lectures;
    this.messages = messages;
  }

  @GetMapping
  String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Model model) {
    model.addAttribute("q", q);
    Page<Course> found = Pages.at(page, part -> courses.search(q, part));
    List<CourseId> ids = found.map(Course::id).getContent();
    model.addAttribute("courses", found);
    model.addAttribute("staffing", enrolments.staffing(ids));
    model.addAttribute("counts", lectures.counts(ids));
    return "admin/courses";
  }

  @PostMapping("/{id}/archiving")
  String archive(@CurrentUser User admin, @PathVariable long id, Locale locale, RedirectAttributes redirect) {
    Course course = find(admin, id);
    courses.archive(course.id());
    return saying("course.archive.done", course, locale, redirect);
  }

  @PostMapping("/{id}/restoring")
  String restore(@CurrentUser User admin, @PathVariable long id, Locale locale, RedirectAttributes redirect) {
    Course course = find(admin, id);
    courses.restore(course.id());
    return saying("course.restore.done", course, locale, redirect);
  }

  private Course find(User admin, long id) {
    return courses.visibleTo(admin).get(new CourseId(id), CourseAct.SEE).course();
  }

  private String saying(String key, Course course, Locale locale, RedirectAttributes redirect) {
    redirect.addFlashAttribute("notice", messages.getMessage(key, new Object[] {course.title()}, locale));
    return "redirect:/admin/courses";
  }
}
