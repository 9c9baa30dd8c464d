package org.lectern.courses;

import jakarta.validation.Valid;
import java.util.Locale;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class CourseController {

  private final Courses courses;
  private final MessageSource messages;

  CourseController(Courses courses, MessageSource messages) {
    this.courses = courses;
    this.messages = messages;
  }

  @GetMapping("/courses")
  String list(@CurrentUser User user, Model model) {
    model.addAttribute("courses", courses.of(user));
    model.addAttribute("mayCreate", courses.mayCreate(user));
    model.addAttribute("onSite", courses.manageableBy(user));
    return "courses/list";
  }

  @GetMapping("/courses/new")
  String form(@CurrentUser User user, @ModelAttribute("form") CourseForm form) {
    onlyIfAllowed(user);
    return "courses/new";
  }

  @PostMapping("/courses/new")
  String create(@CurrentUser User user, @Valid @ModelAttribute("form") CourseForm form, BindingResult result, Locale locale, RedirectAttributes redirect) {
    onlyIfAllowed(user);
    if (result.hasErrors()) {
      return "courses/new";
    }
    Course course = courses.create(form.clientId(), form.title(), form.code(), form.description(), user);
    return form.describes(course) ? "redirect:/courses/" + course.id() : alreadyCreated(course, form, locale, redirect);
  }

  /** Sent again with something changed, as after the browser's Back: there is one course, and what was changed waits in its form. */
  private String alreadyCreated(Course course, CourseForm form, Locale locale, RedirectAttributes redirect) {
    redirect.addFlashAttribute("notice", messages.getMessage("course.already", new Object[] {course.title()}, locale));
    redirect.addFlashAttribute("form", form);
    return "redirect:/courses/" + course.id() + "/settings";
  }

  private void onlyIfAllowed(User user) {
    if (!courses.mayCreate(user)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }
}
