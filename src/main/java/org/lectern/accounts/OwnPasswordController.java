package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where people change their own password. They need the old one: a browser left open is not enough to take an account over. */
@Controller
@RequestMapping("/password")
class OwnPasswordController {

  private final Users users;
  private final PasswordRules rules;
  private final OwnPassword ownPassword;

  OwnPasswordController(Users users, PasswordRules rules, OwnPassword ownPassword) {
    this.users = users;
    this.rules = rules;
    this.ownPassword = ownPassword;
  }

  @GetMapping
  String form(@CurrentUser User person, @ModelAttribute("form") ChangeForm form, Model model) {
    model.addAttribute("person", person);
    return "accounts/own-password";
  }

  @PostMapping
  String change(
      @CurrentUser User person,
      @ModelAttribute("form") ChangeForm form,
      BindingResult result,
      Model model,
      Authentication signedIn,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    check(person, form, request.getServerName(), result);
    if (result.hasErrors()) {
      return form(person, form, model);
    }
    users.setPassword(person.id(), form.password());
    new SecurityContextLogoutHandler().logout(request, response, signedIn);
    redirect.addFlashAttribute("done", "password.done");
    return "redirect:/sign-in";
  }

  private void check(User person, ChangeForm form, String host, BindingResult result) {
    rules.complaintAbout(form.password(), person.name(), person.email(), host).ifPresent(key -> result.rejectValue("password", key));
    ownPassword.check(person, form.current(), result);
  }

  record ChangeForm(String current, String password) {

    ChangeForm(@Nullable String current, @Nullable String password) {
      this.current = current == null ? "" : current;
      this.password = password == null ? "" : password;
    }
  }
}
