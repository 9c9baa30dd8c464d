package org.lectern.insight.attendance;

import jakarta.validation.Valid;
import java.util.Locale;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a course asks of its people. */
@Controller
@RequestMapping("/courses/{id}/attendance/policy")
class PolicyController {

  private final Courses courses;
  private final Policies policies;
  private final MessageSource messages;

  PolicyController(Courses courses, Policies policies, MessageSource messages) {
    this.courses = courses;
    this.policies = policies;
    this.messages = messages;
  }

  @GetMapping
  String form(@CurrentUser User user, @PathVariable long id, Model model) {
    VisibleCourse course = changeable(user, id);
    model.addAttribute("form", PolicyForm.of(policies.of(course.course().id())));
    return page(course, model);
  }

  @PostMapping
  String change(
      @CurrentUser User user,
      @PathVariable long id,
      @Valid @ModelAttribute("form") PolicyForm form,
      BindingResult result,
      Locale locale,
      Model model,
      RedirectAttributes redirect) {
    VisibleCourse course = changeable(user, id);
    if (result.hasErrors()) {
      return page(course, model);
    }
    if (!form.policy().equals(policies.of(course.course().id()))) {
      policies.change(course.course().id(), form.policy(), user.id());
    }
    redirect.addFlashAttribute("notice", messages.getMessage("policy.done", null, locale));
    return "redirect:/courses/" + id + "/attendance";
  }

  private VisibleCourse changeable(User user, long id) {
    return courses.visibleTo(user).get(new CourseId(id), CourseAct.JUDGE_ATTENDANCE);
  }

  private static String page(VisibleCourse course, Model model) {
    model.addAttribute("course", course);
    model.addAttribute("excused", Policy.Excused.values());
    return "insight/policy";
  }
}
