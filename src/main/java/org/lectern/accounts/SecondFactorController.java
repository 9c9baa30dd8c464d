package org.lectern.accounts;

import jakarta.servlet.http.HttpSession;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where people switch their second factor on and off, each time with their password and a code. */
@Controller
@RequestMapping("/account/second-factor")
class SecondFactorController {

  /** In a session: the secret that the page shows, until a code proves that the device has it. */
  private static final String CANDIDATE = "secondFactor.candidate";

  private final SecondFactors secondFactors;
  private final OpenSessions openSessions;
  private final OwnPassword ownPassword;

  SecondFactorController(SecondFactors secondFactors, OpenSessions openSessions, OwnPassword ownPassword) {
    this.secondFactors = secondFactors;
    this.openSessions = openSessions;
    this.ownPassword = ownPassword;
  }

  @GetMapping
  String show(@CurrentUser User person, @ModelAttribute("form") ProofForm form, HttpSession session, Model model) {
    boolean on = secondFactors.isOn(person.id());
    model.addAttribute("on", on);
    if (!on) {
      byte[] secret = candidate(session);
      model.addAttribute("key", Totp.text(secret).replaceAll("(.{4})(?=.)", "$1 "));
      model.addAttribute("address", Totp.address(secret, person.email()));
      model.addAttribute("qr", QrCode.of(Totp.address(secret, person.email())));
    }
    return "accounts/second-factor";
  }

  private byte[] candidate(HttpSession session) {
    if (session.getAttribute(CANDIDATE) instanceof String shown) {
      return Base64.getDecoder().decode(shown);
    }
    byte[] secret = secondFactors.newSecret();
    session.setAttribute(CANDIDATE, Base64.getEncoder().encodeToString(secret));
    return secret;
  }

  /** Whoever was signed in elsewhere came in without it, and is asked to come in again. */
  @PostMapping
  String switchOn(
      @CurrentUser User person,
      @ModelAttribute("form") ProofForm form,
      BindingResult result,
      HttpSession session,
      Model model,
      RedirectAttributes redirect) {
    if (secondFactors.isOn(person.id())) {
      return "redirect:/account/second-factor";
    }
    ownPassword.check(person, form.current(), result);
    List<String> codes = result.hasErrors() ? List.of() : secondFactors.switchOn(person.id(), candidate(session), form.code());
    if (codes.isEmpty()) {
      return wrong(person, form, result, session, model);
    }
    session.removeAttribute(CANDIDATE);
    openSessions.end(person.id(), signIn -> !signIn.here(), session.getId());
    redirect.addFlashAttribute("codes", codes);
    return "redirect:/account/second-factor";
  }

  @PostMapping("/removal")
  String switchOff(
      @CurrentUser User person,
      @ModelAttribute("form") ProofForm form,
      BindingResult result,
      HttpSession session,
      Model model,
      RedirectAttributes redirect) {
    ownPassword.check(person, form.current(), result);
    if (result.hasErrors() || !secondFactors.accept(person.id(), form.code())) {
      return wrong(person, form, result, session, model);
    }
    secondFactors.remove(person.id());
    redirect.addFlashAttribute("done", "secondFactor.off.done");
    return "redirect:/account";
  }

  private String wrong(User person, ProofForm form, BindingResult result, HttpSession session, Model model) {
    if (!result.hasErrors()) {
      result.rejectValue("code", "code.wrong");
    }
    return show(person, form, session, model);
  }

  /** Who they are, and that they have the device. */
  record ProofForm(String current, String code) {

    ProofForm(@Nullable String current, @Nullable String code) {
      this.current = current == null ? "" : current;
      this.code = code == null ? "" : code;
    }
  }
}
