package org.lectern.courses;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

  /** What an instructor types; an absent field is an empty one. */
  record CourseForm(
      UUID clientId,
      @NotBlank(message = "{course.title.missing}") @Size(max = 200, message = "{course.title.tooLong}") String title,
      @Size(max = 30, message = "{course.code.tooLong}") String code,
      @Size(max = 4000, message = "{course.description.tooLong}") String description) {

    CourseForm(@Nullable UUID clientId, @Nullable String title, @Nullable String code, @Nullable String description) {
      this.clientId = clientId == null ? UUID.randomUUID() : clientId;
      this.title = title == null ? "" : title.strip();
      this.code = code == null ? "" : code.strip();
      this.description = description == null ? "" : description.strip();
    }
  }
}
