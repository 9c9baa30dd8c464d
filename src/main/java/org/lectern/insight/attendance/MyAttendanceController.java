package org.lectern.insight.attendance;

import java.util.Locale;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.insight.attendance.Judgements.Part;
import org.lectern.lecture.LectureId;
import org.lectern.text.Written;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A student's own attendance, and the notices of absence they give. */
@Controller
@RequestMapping("/courses/{id}/attendance/me")
class MyAttendanceController {

  private final Courses courses;
  private final Sheets sheets;
  private final Entries entries;
  private final Judgements judgements;
  private final MessageSource messages;

  MyAttendanceController(
      Courses courses, Sheets sheets, Entries entries, Judgements judgements, MessageSource messages) {
    this.courses = courses;
    this.sheets = sheets;
    this.entries = entries;
    this.judgements = judgements;
    this.messages = messages;
  }

  @GetMapping
  String show(@CurrentUser User user, @PathVariable long id, Reader reader, Model model) {
    VisibleCourse course = own(user, id);
    Sheet.Row row = row(course, user);
    model.addAttribute("course", course);
    model.addAttribute("row", row);
    model.addAttribute("entries", entries.of(row.marks(), reader).reversed());
    model.addAttribute("notices", judgements.noticesOf(user.id(), row.marks().stream().map(mark -> mark.lecture().id()).toList()));
    return "insight/me";
  }

  @PostMapping("/lectures/{lecture}/notice")
  String giveNotice(
      @CurrentUser User user,
      @PathVariable long id,
      @PathVariable long lecture,
      @RequestParam(defaultValue = "") String reason,
      Locale locale,
      RedirectAttributes redirect) {
    LectureId away =
        row(own(user, id), user).marks().stream()
            .map(mark -> mark.lecture().id())
            .filter(new LectureId(lecture)::equals)
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    String words = Written.lines(reason);
    if (words.isEmpty() || words.length() > PartController.LONGEST_REASON) {
      String wrong = words.isEmpty() ? "attendance.notice.reason.missing" : "attendance.reason.tooLong";
      redirect.addFlashAttribute("wrong", messages.getMessage(wrong, new Object[] {PartController.LONGEST_REASON}, locale));
      redirect.addFlashAttribute("typed", words);
      redirect.addFlashAttribute("wrongAt", lecture);
    } else {
      judgements.notify(new Part(away, user.id()), words);
      redirect.addFlashAttribute("notice", messages.getMessage("attendance.notice.done", null, locale));
    }
    return "redirect:/courses/" + id + "/attendance/me";
  }

  /** Whoever is no student here has no attendance. */
  private VisibleCourse own(User user, long id) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE);
    if (course.role() != CourseRole.STUDENT) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return course;
  }

  private Sheet.Row row(VisibleCourse course, User user) {
    return sheets.of(course.course().id(), user.id()).rows().getFirst();
  }
}
