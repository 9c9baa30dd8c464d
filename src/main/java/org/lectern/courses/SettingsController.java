package org.lectern.courses;

import jakarta.validation.Valid;
import java.util.Locale;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.courses.Courses.VisibleCourse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How a course is called, what it says about itself, and whether it is kept for reading only. */
@Controller
@RequestMapping("/courses/{id}/settings")
class SettingsController {

  private static final Logger log = LoggerFactory.getLogger(SettingsController.class);

  private final Courses courses;
  private final ChatChoices chats;
  private final MessageSource messages;

  SettingsController(Courses courses, ChatChoices chats, MessageSource messages) {
    this.courses = courses;
    this.chats = chats;
    this.messages = messages;
  }

  @GetMapping
  String form(@CurrentUser User user, @PathVariable long id, Model model) {
    VisibleCourse course = find(user, id, CourseAct.ARCHIVE);
    return page(course, model);
  }

  private String page(VisibleCourse course, Model model) {
    model.addAttribute("course", course);
    if (!model.containsAttribute("form")) {
      model.addAttribute("form", CourseForm.of(course.course()));
    }
    if (!model.containsAttribute("chat")) {
      model.addAttribute("chat", ChatForm.of(chats.of(course.course().id())));
    }
    return "courses/settings";
  }

  @PostMapping
  String change(
      @CurrentUser User user,
      @PathVariable long id,
      @Valid @ModelAttribute("form") CourseForm form,
      BindingResult result,
      Locale locale,
      Model model,
      RedirectAttributes redirect) {
    VisibleCourse course = find(user, id, CourseAct.CHANGE_COURSE);
    if (result.hasErrors()) {
      return page(course, model);
    }
    courses.describe(course.course().id(), form.title(), form.code(), form.description());
    return saying("course.changed", form.title(), id, locale, redirect);
  }

  @PostMapping("/chat")
  String changeChat(
      @CurrentUser User user,
      @PathVariable long id,
      @ModelAttribute("chat") ChatForm chat,
      BindingResult result,
      Locale locale,
      Model model,
      RedirectAttributes redirect) {
    VisibleCourse course = find(user, id, CourseAct.CHANGE_COURSE);
    if (!chat.isShortEnough()) {
      result.rejectValue("words", "course.chat.words.tooMany");
    }
    if (!chat.isNotTooSlow()) {
      result.rejectValue("slow", "course.chat.slow.wrong");
    }
    if (result.hasErrors()) {
      return page(course, model);
    }
    chats.choose(course.course().id(), chat.choice());
    return saying("course.chat.changed", course.course().title(), id, locale, redirect);
  }

  /** An absent field is a box that was left empty. */
  @PostMapping("/questions")
  String chooseForQuestions(
      @CurrentUser User user,
      @PathVariable long id,
      @RequestParam(defaultValue = "false") boolean approved,
      @RequestParam(defaultValue = "false") boolean nobodys,
      Locale locale,
      RedirectAttributes redirect) {
    VisibleCourse course = find(user, id, CourseAct.CHANGE_COURSE);
    courses.chooseForQuestions(course.course().id(), approved, nobodys);
    return saying("course.changed", course.course().title(), id, locale, redirect);
  }

  @PostMapping("/archiving")
  String archive(@CurrentUser User user, @PathVariable long id, Locale locale, RedirectAttributes redirect) {
    VisibleCourse course = find(user, id, CourseAct.ARCHIVE);
    courses.archive(course.course().id());
    log.info("Person {} archived course {}", user.id(), course.course().id());
    return saying("course.archive.done", course.course().title(), id, locale, redirect);
  }

  @PostMapping("/restoring")
  String restore(@CurrentUser User user, @PathVariable long id, Locale locale, RedirectAttributes redirect) {
    VisibleCourse course = find(user, id, CourseAct.ARCHIVE);
    courses.restore(course.course().id());
    log.info("Person {} restored course {}", user.id(), course.course().id());
    return saying("course.restore.done", course.course().title(), id, locale, redirect);
  }

  private VisibleCourse find(User user, long id, CourseAct act) {
    return courses.visibleTo(user).get(new CourseId(id), act);
  }

  private String saying(String key, String title, long id, Locale locale, RedirectAttributes redirect) {
    redirect.addFlashAttribute("notice", messages.getMessage(key, new Object[] {title}, locale));
    return "redirect:/courses/" + id + "/settings";
  }
}
