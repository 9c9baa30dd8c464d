package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.lectern.text.Written;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class SetUpController {

  private final SetUp setUp;
  private final PasswordRules passwordRules;

  SetUpController(SetUp setUp, PasswordRules passwordRules) {
    this.setUp = setUp;
    this.passwordRules = passwordRules;
  }

  @GetMapping("/set-up")
  String form(@ModelAttribute("form") SetUpForm form) {
    onlyWhileNeeded();
    return "accounts/set-up";
  }

  @PostMapping("/set-up")
  String create(
      @Valid @ModelAttribute("form") SetUpForm form, BindingResult result, HttpServletRequest request, RedirectAttributes redirect) {
    onlyWhileNeeded();
    checkCode(form, result);
    passwordRules
        .complaintAbout(form.password(), form.name(), form.email(), request.getServerName())
        .ifPresent(key -> result.rejectValue("password", key));
    if (result.hasErrors()) {
      return "accounts/set-up";
    }
    setUp.createFirstAdmin(form.email(), form.name(), form.password());
    redirect.addFlashAttribute("done", "setUp.done");
    return "redirect:/sign-in";
  }

  private void checkCode(SetUpForm form, BindingResult result) {
    try {
      if (!setUp.accepts(form.code())) {
        result.rejectValue("code", "setUp.wrongCode");
      }
    } catch (TooManyAttemptsException tooMany) {
      result.rejectValue("code", "signIn.tooMany", new Object[] {tooMany.minutes()}, null);
    }
  }

  private void onlyWhileNeeded() {
    if (!setUp.isNeeded()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  /** What the first admin types; the compact constructor lets an absent field be an empty one. */
  record SetUpForm(
      String code,
      @NotBlank(message = "{person.name.missing}") @Size(max = 200, message = "{person.name.tooLong}") String name,
      @NotBlank(message = "{person.email.missing}")
          @Email(message = "{person.email.wrong}")
          @Size(max = 254, message = "{person.email.wrong}")
          String email,
      String password) {

    SetUpForm {
      code = code == null ? "" : code;
      name = Written.line(name);
      email = Written.line(email);
      password = password == null ? "" : password;
    }
  }
}
