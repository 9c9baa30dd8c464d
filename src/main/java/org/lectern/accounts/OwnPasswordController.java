package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
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

  private static final Logger log = LoggerFactory.getLogger(OwnPasswordController.class);

  /** Somebody at a browser left open who tries what the password might be. */
  private final Allowance tries = new Allowance(8, Duration.ofMinutes(10));

  private final Users users;
  private final PasswordRules rules;
  private final PasswordEncoder passwordEncoder;

  OwnPasswordController(Users users, PasswordRules rules, PasswordEncoder passwordEncoder) {
    this.users = users;
    this.rules = rules;
    this.passwordEncoder = passwordEncoder;
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
    tries.take(person.id().toString()).ifPresentOrElse(
        wait -> result.rejectValue("current", "signIn.tooMany", new Object[] {new TooManyAttemptsException(wait).minutes()}, null),
        () -> {
          if (!passwordEncoder.matches(form.current(), person.passwordHash().orElse(""))) {
            log.info("Person {} gave a wrong password when changing it", person.id());
            result.rejectValue("current", "password.current.wrong");
          }
        });
  }

  record ChangeForm(String current, String password) {

    ChangeForm(@Nullable String current, @Nullable String password) {
      this.current = current == null ? "" : current;
      this.password = password == null ? "" : password;
    }
  }
}
