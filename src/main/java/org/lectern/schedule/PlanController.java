package org.lectern.schedule;

import jakarta.validation.Valid;
import java.io.IOException;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.Reader;
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

  private static final Set<String> TIMES = Set.of("start", "end");

  private final Courses courses;
  private final Lectures lectures;
  private final Decks decks;
  private final DeckUploads uploads;
  private final Clock clock;

  PlanController(
      Courses courses, Lectures lectures, Decks decks, DeckUploads uploads, Clock clock) {
    this.courses = courses;
    this.lectures = lectures;
    this.decks = decks;
    this.uploads = uploads;
    this.clock = clock;
  }

  @ModelAttribute("zones")
  List<String> zones() {
    return TimeZones.names();
  }

  @GetMapping("/courses/{id}/lectures/new")
  String form(@CurrentUser User user, @PathVariable long id, Reader reader, Model model) {
    VisibleCourse course = plannable(user, id);
    return newPage(course, PlanForm.startingFrom(now(reader)), reader, model);
  }

  @PostMapping("/courses/{id}/lectures/new")
  String plan(
      @CurrentUser User user,
      @PathVariable long id,
      @Valid @ModelAttribute("form") PlanForm form,
      BindingResult result,
      @RequestParam(required = false) @Nullable MultipartFile file,
      @RequestParam(required = false) @Nullable Integer drawn,
      Reader reader,
      Model model,
      RedirectAttributes redirect)
      throws IOException {
    VisibleCourse course = plannable(user, id);
    form.checkTogether(now(reader), result, reader);
    if (result.hasErrors()) {
      return newPage(course, form, reader, model);
    }
    Lecture lecture =
        lectures.plan(form.clientId(), course.course().id(), form.title(), form.startsAt(), form.length());
    if (!form.describes(lecture)) {
      return alreadyPlanned(lecture, form, reader, redirect);
    }
    redirect.addFlashAttribute("notice", reader.say("plan.done", preview(form, reader)));
    if (file != null && !file.isEmpty() && !addDeck(lecture, user, file, drawn, reader, redirect)) {
      return "redirect:/lectures/" + lecture.id() + "/edit";
    }
    return "redirect:/courses/" + id;
  }

  /** Sent again with something changed, as after the browser's Back: there is one lecture, and what was changed waits in its form. */
  private static String alreadyPlanned(Lecture lecture, PlanForm form, Reader reader, RedirectAttributes redirect) {
    redirect.addFlashAttribute("notice", reader.say("plan.already", lecture.title()));
    if (lecture.phase() != Lecture.Phase.PLANNED) {
      return "redirect:/courses/" + lecture.course();
    }
    redirect.addFlashAttribute("form", form);
    redirect.addFlashAttribute("preview", preview(form, reader));
    return "redirect:/lectures/" + lecture.id() + "/edit";
  }

  /** The sentence under the form, or what is wrong with its times, for a page that asks again as the form changes. */
  @GetMapping(path = "/courses/{id}/lectures/preview", produces = MediaType.TEXT_PLAIN_VALUE)
  @ResponseBody
  String preview(
      @CurrentUser User user,
      @PathVariable long id,
      @ModelAttribute("form") PlanForm form,
      BindingResult result,
      Reader reader) {
    plannable(user, id);
    form.checkTogether(now(reader), result, reader);
    if (result.hasErrors()) {
      return result.getFieldErrors().stream()
          .filter(wrong -> TIMES.contains(wrong.getField()))
          .findFirst()
          .map(wrong -> reader.sentences().getMessage(wrong, reader.locale()))
          .orElse("");
    }
    return form.isWhole() ? preview(form, reader) : "";
  }

  @GetMapping("/lectures/{id}/edit")
  String edit(VisibleLecture visible, Reader reader, Model model) {
    VisibleLecture lecture = changeable(visible);
    return editPage(lecture, PlanForm.of(lecture.lecture()), reader, model);
  }

  @PostMapping("/lectures/{id}/edit")
  String replan(
      VisibleLecture visible,
      @Valid @ModelAttribute("form") PlanForm form,
      BindingResult result,
      Reader reader,
      Model model,
      RedirectAttributes redirect) {
    VisibleLecture lecture = changeable(visible);
    form.checkTogether(now(reader), result, reader);
    if (result.hasErrors()) {
      return editPage(lecture, form, reader, model);
    }
    lectures.replan(lecture.lecture().id(), form.title(), form.startsAt(), form.length());
    redirect.addFlashAttribute("notice", reader.say("plan.changed", preview(form, reader)));
    return "redirect:/courses/" + lecture.lecture().course();
  }

  @PostMapping("/lectures/{id}/slides")
  String addSlides(
      VisibleLecture visible,
      @RequestParam MultipartFile file,
      @RequestParam(required = false) @Nullable Integer drawn,
      Reader reader,
      RedirectAttributes redirect)
      throws IOException {
    addDeck(changeable(visible).lecture(), visible.seenBy(), file, drawn, reader, redirect);
    return "redirect:/lectures/" + visible.id() + "/edit";
  }

  @PostMapping("/lectures/{id}/cancellation")
  String cancel(VisibleLecture visible, Reader reader, RedirectAttributes redirect) {
    Lecture lecture = changeable(visible).lecture();
    lectures.cancel(lecture.id());
    redirect.addFlashAttribute("notice", reader.say("plan.cancelled", lecture.title()));
    return "redirect:/courses/" + lecture.course();
  }

  /** Says in the next page what became of the file; false when it cannot be shown. */
  private boolean addDeck(
      Lecture lecture, User user, MultipartFile file, @Nullable Integer drawn, Reader reader, RedirectAttributes redirect)
      throws IOException {
    try {
      uploads.add(lecture, user, file, drawn);
      return true;
    } catch (NotADeckException refused) {
      redirect.addFlashAttribute("wrong", reader.say(refused.key()));
      return false;
    }
  }

  private String newPage(VisibleCourse course, PlanForm form, Reader reader, Model model) {
    model.addAttribute("course", course);
    if (!model.containsAttribute("form")) {
      model.addAttribute("form", form);
      model.addAttribute("preview", preview(form, reader));
    }
    return "schedule/new";
  }

  private String editPage(VisibleLecture lecture, PlanForm form, Reader reader, Model model) {
    model.addAttribute("lecture", lecture.lecture());
    model.addAttribute("course", lecture.in());
    model.addAttribute("decks", decks.of(lecture.lecture().id()));
    if (!model.containsAttribute("form")) {
      model.addAttribute("form", form);
      model.addAttribute("preview", preview(form, reader));
    }
    return "schedule/edit";
  }

  /** On the clocks of the place where it is taught, and on the reader's where those differ. */
  private static String preview(PlanForm form, Reader reader) {
    ZonedDateTime start = form.startsAt();
    Reader there = reader.in(start.getZone());
    String said =
        reader.say(
            "plan.preview",
            there.fullDay(start.toInstant()),
            there.time(start.toInstant()),
            there.time(form.endsAt().toInstant()),
            form.length().toMinutes(),
            start.getZone().getDisplayName(TextStyle.FULL, reader.locale()));
    return there.beside(said, start.toInstant(), reader.zone());
  }

  private ZonedDateTime now(Reader reader) {
    return clock.instant().atZone(reader.zone());
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
