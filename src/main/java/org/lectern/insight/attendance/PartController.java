package org.lectern.insight.attendance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.insight.attendance.Judgements.Correction;
import org.lectern.insight.attendance.Judgements.Part;
import org.lectern.insight.attendance.Outcome.Excuse;
import org.lectern.insight.attendance.Outcome.Live;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.room.polls.PollResults;
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

/** One person, one session, or one person's part in one session; and what those in charge decide about it. */
@Controller
@RequestMapping("/courses/{id}/attendance")
class PartController {

  static final int LONGEST_REASON = 500;

  private final Courses courses;
  private final Sheets sheets;
  private final Entries entries;
  private final Judgements judgements;
  private final Users users;
  private final PollResults polls;
  private final MessageSource messages;
  private final Clock clock;

  PartController(
      Courses courses,
      Sheets sheets,
      Entries entries,
      Judgements judgements,
      Users users,
      PollResults polls,
      MessageSource messages,
      Clock clock) {
    this.courses = courses;
    this.sheets = sheets;
    this.entries = entries;
    this.judgements = judgements;
    this.users = users;
    this.polls = polls;
    this.messages = messages;
    this.clock = clock;
  }

  @GetMapping("/people/{person}")
  String person(@CurrentUser User user, @PathVariable long id, @PathVariable long person, Reader reader, Model model) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE_REGISTER);
    Sheet.Row row = row(course, person);
    model.addAttribute("course", course);
    model.addAttribute("row", row);
    model.addAttribute("entries", entries.of(row.marks(), reader).reversed());
    return "insight/person";
  }

  @GetMapping("/lectures/{lecture}")
  String lecture(@CurrentUser User user, @PathVariable long id, @PathVariable long lecture, Reader reader, Model model) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE_REGISTER);
    Sheet sheet = sheets.of(course.course().id(), new LectureId(lecture));
    model.addAttribute("course", course);
    Lecture only = sheet.lectures().stream().findFirst().orElseThrow(PartController::notFound);
    model.addAttribute("lecture", only);
    model.addAttribute("namesakes", sheet.namesakes());
    model.addAttribute("people", entries.ofOnly(only, sheet.rows(), reader));
    return "insight/session";
  }

  @GetMapping("/lectures/{lecture}/people/{person}")
  String part(
      @CurrentUser User user, @PathVariable long id, @PathVariable long lecture, @PathVariable long person, Reader reader, Model model) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE_REGISTER);
    Sheet.Row row = row(course, person);
    Sheet.Mark mark = mark(row, lecture);
    Part part = new Part(mark.lecture().id(), row.person().id());
    List<Correction> history = judgements.history(part);
    model.addAttribute("course", course);
    model.addAttribute("person", row.person());
    model.addAttribute("entry", entries.of(mark, reader));
    model.addAttribute("score", polls.scores(part.lecture(), List.of(part.person())).get(part.person()));
    model.addAttribute("excuse", judgements.excuse(part));
    model.addAttribute("history", history.reversed());
    model.addAttribute("names", names(history));
    model.addAttribute("clientId", UUID.randomUUID());
    model.addAttribute("excuses", Excuse.values());
    model.addAttribute("statuses", Live.decisions());
    model.addAttribute("mayJudge", course.may(CourseAct.JUDGE_ATTENDANCE));
    model.addAttribute("mayCorrect", mark.cell() != null && !mark.isLive() && isOpen(mark.cell(), user));
    return "insight/part";
  }

  @PostMapping("/lectures/{lecture}/people/{person}/excuse")
  String excuse(
      @CurrentUser User user,
      @PathVariable long id,
      @PathVariable long lecture,
      @PathVariable long person,
      @RequestParam Excuse kind,
      @RequestParam(defaultValue = "") String reason,
      Locale locale,
      RedirectAttributes redirect) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.JUDGE_ATTENDANCE);
    Sheet.Row row = row(course, person);
    Sheet.Mark mark = mark(row, lecture);
    String words = Written.lines(reason);
    if (words.length() > LONGEST_REASON) {
      redirect.addFlashAttribute("noteTooLong", tooLong(locale));
      redirect.addFlashAttribute("note", words);
      return back(id, lecture, person);
    }
    judgements.decide(new Part(mark.lecture().id(), row.person().id()), kind, words, user.id());
    redirect.addFlashAttribute(
        "notice", messages.getMessage("attendance.excuse.done." + kind, new Object[] {row.person().name()}, locale));
    return back(id, lecture, person);
  }

  @PostMapping("/lectures/{lecture}/people/{person}/correction")
  String correct(
      @CurrentUser User user,
      @PathVariable long id,
      @PathVariable long lecture,
      @PathVariable long person,
      @RequestParam UUID clientId,
      @RequestParam(required = false) @Nullable Live status,
      @RequestParam(defaultValue = "") String reason,
      Locale locale,
      RedirectAttributes redirect) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.JUDGE_ATTENDANCE);
    Sheet.Row row = row(course, person);
    Register.Cell cell = mark(row, lecture).cell();
    if (cell == null) {
      throw notFound();
    }
    String words = Written.lines(reason);
    if (status == Live.LIVE_NOW) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    if (Register.isLiveNow(cell.lecture())) {
      redirect.addFlashAttribute("wrong", messages.getMessage("attendance.correct.live", null, locale));
    } else if (!isOpen(cell, user)) {
      redirect.addFlashAttribute("wrong", messages.getMessage("attendance.correct.closed", null, locale));
    } else if (words.isEmpty() || words.length() > LONGEST_REASON) {
      redirect.addFlashAttribute("wrong", words.isEmpty() ? messages.getMessage("attendance.correct.reason.missing", null, locale) : tooLong(locale));
      redirect.addFlashAttribute("chosen", status);
      redirect.addFlashAttribute("typed", words);
    } else {
      judgements.correct(
          clientId, new Part(cell.lecture().id(), row.person().id()), status, words, cell.outcome().live(), user.id());
      redirect.addFlashAttribute(
          "notice", messages.getMessage("attendance.correct.done", new Object[] {row.person().name()}, locale));
    }
    return back(id, lecture, person);
  }

  /** Instructors may correct for as long as the course's policy says, admins always. */
  private boolean isOpen(Register.Cell cell, User user) {
    Instant ended = cell.lecture().endedAt().orElse(clock.instant());
    return user.isAdmin() || clock.instant().isBefore(ended.plus(Duration.ofHours(cell.policy().correctionHours())));
  }

  private Map<UserId, String> names(List<Correction> history) {
    return users.findAll(history.stream().map(Correction::by).distinct().toList()).stream()
        .collect(Collectors.toMap(User::id, User::name));
  }

  private Sheet.Row row(VisibleCourse course, long person) {
    return sheets.of(course.course().id(), new UserId(person)).rows().stream()
        .findFirst()
        .orElseThrow(PartController::notFound);
  }

  private static Sheet.Mark mark(Sheet.Row row, long lecture) {
    return row.marks().stream()
        .filter(mark -> mark.lecture().id().equals(new LectureId(lecture)))
        .findFirst()
        .orElseThrow(PartController::notFound);
  }

  private String tooLong(Locale locale) {
    return messages.getMessage("attendance.reason.tooLong", new Object[] {LONGEST_REASON}, locale);
  }

  private static String back(long id, long lecture, long person) {
    return "redirect:/courses/" + id + "/attendance/lectures/" + lecture + "/people/" + person;
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
