package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page behind a password link. */
@Controller
class PasswordController {

  private final PasswordLinks links;
  private final PasswordRules rules;

  PasswordController(PasswordLinks links, PasswordRules rules) {
    this.links = links;
    this.rules = rules;
  }

  @GetMapping("/password/{token}")
  String form(
      @PathVariable String token,
      @ModelAttribute("form") PasswordForm form,
      Model model,
      HttpServletResponse response) {
    return links
        .personOf(token)
        .map(
            person -> {
              model.addAttribute("person", person);
              return "accounts/password";
            })
        .orElseGet(() -> spent(response));
  }

  @PostMapping("/password/{token}")
  String set(
      @PathVariable String token,
      @ModelAttribute("form") PasswordForm form,
      BindingResult result,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    links
        .personOf(token)
        .flatMap(person -> rules.complaintAbout(form.password(), person.name(), person.email(), request.getServerName()))
        .ifPresent(key -> result.rejectValue("password", key));
    if (result.hasErrors()) {
      return form(token, form, model, response);
    }
    if (!links.use(token, form.password())) {
      return spent(response);
    }
    redirect.addFlashAttribute("done", "password.done");
    return "redirect:/sign-in";
  }

  private static String spent(HttpServletResponse response) {
    response.setStatus(HttpStatus.GONE.value());
    return "accounts/password-spent";
  }

  record PasswordForm(String password) {

    PasswordForm {
      password = password == null ? "" : password;
    }
  }
}
