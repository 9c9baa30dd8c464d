package org.lectern.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.lectern.LecternSettings;
import org.springframework.context.MessageSource;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SignInController {

  private final SetUp setUp;
  private final MessageSource messages;
  private final LecternSettings settings;

  SignInController(SetUp setUp, MessageSource messages, LecternSettings settings) {
    this.setUp = setUp;
    this.messages = messages;
    this.settings = settings;
  }

  @ModelAttribute("samplePeople")
  boolean samplePeople() {
    return settings.demo();
  }

  @GetMapping("/sign-in")
  String form() {
    return setUp.isNeeded() ? "redirect:/set-up" : "accounts/sign-in";
  }

  /** Reached by a forward from the filter that refused, so that the address typed is still there. */
  @PostMapping("/sign-in/failed")
  String again(@RequestParam(defaultValue = "") String email, HttpServletRequest request, Locale locale, Model model) {
    model.addAttribute("email", email);
    model.addAttribute("wrong", why(request.getAttribute(WebAttributes.AUTHENTICATION_EXCEPTION), locale));
    return "accounts/sign-in";
  }

  @GetMapping(CodeForm.PAGE)
  String code(HttpServletRequest request) {
    return HalfSignedIn.in(request).isPresent() ? "accounts/sign-in-code" : "redirect:/sign-in";
  }

  /** Reached as the page above. */
  @PostMapping(CodeForm.FAILED)
  String codeAgain(HttpServletRequest request, Locale locale, Model model) {
    Object refusal = request.getAttribute(WebAttributes.AUTHENTICATION_EXCEPTION);
    model.addAttribute("wrong", refusal instanceof TooManyAttemptsException ? why(refusal, locale) : messages.getMessage("code.wrong", null, locale));
    return code(request);
  }

  private String why(Object refusal, Locale locale) {
    return switch (refusal) {
      case TooManyAttemptsException tooMany ->
          messages.getMessage("signIn.tooMany", new Object[] {tooMany.minutes()}, locale);
      case DisabledException deactivated -> messages.getMessage("signIn.deactivated", null, locale);
      case null, default -> messages.getMessage("signIn.wrong", null, locale);
    };
  }
}
