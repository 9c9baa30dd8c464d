package org.lectern.courses;

import jakarta.validation.Valid;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

@Controller
class CourseController {

  private final Courses courses;

  CourseController(Courses courses) {
    this.courses = courses;
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
  String create(@CurrentUser User user, @Valid @ModelAttribute("form") CourseForm form, BindingResult result) {
    onlyIfAllowed(user);
    if (result.hasErrors()) {
      return "courses/new";
    }
    Course course = courses.create(form.clientId(), form.title(), form.code(), form.description(), user);
    return "redirect:/courses/" + course.id();
  }

  private void onlyIfAllowed(User user) {
    if (!courses.mayCreate(user)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }
}
