package org.lectern.schedule;

import jakarta.validation.Valid;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.TimeZones;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Decks;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.lecture.NotADeckException;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Plans a lecture, changes its plan, and cancels it. */
@Controller
class PlanController {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.UK);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

  private final Courses courses;
  private final Lectures lectures;
  private final Decks decks;
  private final DeckUploads uploads;
  private final MessageSource messages;
  private final Clock clock;

  PlanController(
      Courses courses, Lectures lectures, Decks decks, DeckUploads uploads, MessageSource messages, Clock clock) {
    this.courses = courses;
    this.lectures = lectures;
    this.decks = decks;
    this.uploads = uploads;
    this.messages = messages;
    this.clock = clock;
  }

  @ModelAttribute("zones")
  List<String> zones() {
    return TimeZones.names();
  }

  @GetMapping("/courses/{id}/lectures/new")
  String form(@CurrentUser User user, @PathVariable long id, ZoneId zone, Locale locale, Model model) {
    VisibleCourse course = plannable(user, id);
    return newPage(course, PlanForm.startingFrom(now(zone)), locale, model);
  }

  @PostMapping("/courses/{id}/lectures/new")
  String plan(
      @CurrentUser User user,
      @PathVariable long id,
      @Valid @ModelAttribute("form") PlanForm form,
      BindingResult result,
      @RequestParam(required = false) @Nullable MultipartFile file,
      ZoneId zone,
      Locale locale,
      Model model,
      RedirectAttributes redirect)
      throws IOException {
    VisibleCourse course = plannable(user, id);
    form.checkTogether(now(zone), result);
    if (result.hasErrors()) {
      return newPage(course, form, locale, model);
    }
    Lecture lecture =
        lectures.plan(form.clientId(), course.course().id(), form.title(), form.startsAt(), form.length());
    if (!form.describes(lecture)) {
      return alreadyPlanned(lecture, form, locale, redirect);
    }
    redirect.addFlashAttribute("notice", messages.getMessage("plan.done", new Object[] {preview(form, locale)}, locale));
    if (file != null && !file.isEmpty() && !addDeck(lecture, user, file, locale, redirect)) {
      return "redirect:/lectures/" + lecture.id() + "/edit";
    }
    return "redirect:/courses/" + id;
  }

  /** Sent again with something changed, as after the browser's Back: there is one lecture, and what was changed waits in its form. */
  private String alreadyPlanned(Lecture lecture, PlanForm form, Locale locale, RedirectAttributes redirect) {
    redirect.addFlashAttribute("notice", messages.getMessage("plan.already", new Object[] {lecture.title()}, locale));
    if (lecture.phase() != Lecture.Phase.PLANNED) {
      return "redirect:/courses/" + lecture.course();
    }
    redirect.addFlashAttribute("form", form);
    redirect.addFlashAttribute("preview", preview(form, locale));
    return "redirect:/lectures/" + lecture.id() + "/edit";
  }

  /** The sentence under the form, for a page that asks again as the form changes. */
  @GetMapping(path = "/courses/{id}/lectures/preview", produces = MediaType.TEXT_PLAIN_VALUE)
  @ResponseBody
  String preview(
      @CurrentUser User user,
      @PathVariable long id,
      @ModelAttribute("form") PlanForm form,
      BindingResult result,
      ZoneId zone,
      Locale locale) {
    plannable(user, id);
    form.checkTogether(now(zone), result);
    return result.hasErrors() ? "" : preview(form, locale);
  }

  @GetMapping("/lectures/{id}/edit")
  String edit(VisibleLecture visible, Locale locale, Model model) {
    VisibleLecture lecture = changeable(visible);
    return editPage(lecture, PlanForm.of(lecture.lecture()), locale, model);
  }

  @PostMapping("/lectures/{id}/edit")
  String replan(
      VisibleLecture visible,
      @Valid @ModelAttribute("form") PlanForm form,
      BindingResult result,
      ZoneId zone,
      Locale locale,
      Model model,
      RedirectAttributes redirect) {
    VisibleLecture lecture = changeable(visible);
    form.checkTogether(now(zone), result);
    if (result.hasErrors()) {
      return editPage(lecture, form, locale, model);
    }
    lectures.replan(lecture.lecture().id(), form.title(), form.startsAt(), form.length());
    redirect.addFlashAttribute(
        "notice", messages.getMessage("plan.changed", new Object[] {preview(form, locale)}, locale));
    return "redirect:/courses/" + lecture.lecture().course();
  }

  @PostMapping("/lectures/{id}/slides")
  String addSlides(
      VisibleLecture visible,
      @RequestParam MultipartFile file,
      Locale locale,
      RedirectAttributes redirect)
      throws IOException {
    addDeck(changeable(visible).lecture(), visible.seenBy(), file, locale, redirect);
    return "redirect:/lectures/" + visible.id() + "/edit";
  }

  @PostMapping("/lectures/{id}/cancellation")
  String cancel(VisibleLecture visible, Locale locale, RedirectAttributes redirect) {
    Lecture lecture = changeable(visible).lecture();
    lectures.cancel(lecture.id());
    redirect.addFlashAttribute(
        "notice", messages.getMessage("plan.cancelled", new Object[] {lecture.title()}, locale));
    return "redirect:/courses/" + lecture.course();
  }

  /** Says in the next page what became of the file; false when it cannot be shown. */
  private boolean addDeck(
      Lecture lecture, User user, MultipartFile file, Locale locale, RedirectAttributes redirect)
      throws IOException {
    try {
      uploads.add(lecture, user, file);
      return true;
    } catch (NotADeckException refused) {
      redirect.addFlashAttribute("wrong", messages.getMessage(refused.key(), null, locale));
      return false;
    }
  }

  private String newPage(VisibleCourse course, PlanForm form, Locale locale, Model model) {
    model.addAttribute("course", course);
    if (!model.containsAttribute("form")) {
      model.addAttribute("form", form);
      model.addAttribute("preview", preview(form, locale));
    }
    return "schedule/new";
  }

  private String editPage(VisibleLecture lecture, PlanForm form, Locale locale, Model model) {
    model.addAttribute("lecture", lecture.lecture());
    model.addAttribute("course", lecture.in());
    model.addAttribute("decks", decks.of(lecture.lecture().id()));
    if (!model.containsAttribute("form")) {
      model.addAttribute("form", form);
      model.addAttribute("preview", preview(form, locale));
    }
    return "schedule/edit";
  }

  private String preview(PlanForm form, Locale locale) {
    ZonedDateTime start = form.startsAt();
    return messages.getMessage(
        "plan.preview",
        new Object[] {
          DAY.format(start),
          TIME.format(start),
          TIME.format(form.endsAt()),
          form.length().toMinutes(),
          start.getZone().getDisplayName(TextStyle.FULL, locale)
        },
        locale);
  }

  private ZonedDateTime now(ZoneId zone) {
    return clock.instant().atZone(zone);
  }

  private VisibleCourse plannable(User user, long course) {
    return courses.visibleTo(user).get(new CourseId(course), CourseAct.PLAN_LECTURES);
  }

  /** A lecture that has started follows its own log; only what is to come is planned. */
  private static VisibleLecture changeable(VisibleLecture visible) {
    if (!visible.in().may(CourseAct.PLAN_LECTURES) || visible.lecture().phase() != Lecture.Phase.PLANNED) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return visible;
  }
}
