package org.lectern.accounts;

import jakarta.servlet.http.HttpSession;
import java.time.ZoneId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people see and change of their own account: how they sign in, and where they are. */
@Controller
@RequestMapping("/account")
class AccountController {

  private final OpenSessions openSessions;
  private final SecondFactors secondFactors;

  AccountController(OpenSessions openSessions, SecondFactors secondFactors) {
    this.openSessions = openSessions;
    this.secondFactors = secondFactors;
  }

  @GetMapping
  String show(@CurrentUser User person, HttpSession session, ZoneId zone, Model model) {
    model.addAttribute("person", person);
    model.addAttribute("signIns", openSessions.of(person.id(), session.getId()));
    model.addAttribute("zone", zone);
    model.addAttribute("secondFactor", secondFactors.isOn(person.id()));
    model.addAttribute("recoveryCodes", secondFactors.recoveryCodesLeft(person.id()));
    return "accounts/account";
  }

  @PostMapping("/sign-ins/ending")
  String end(@CurrentUser User person, @RequestParam String which, HttpSession session, RedirectAttributes redirect) {
    openSessions.end(person.id(), signIn -> signIn.handle().equals(which), session.getId());
    redirect.addFlashAttribute("done", "account.signedOut");
    return "redirect:/account";
  }

  @PostMapping("/sign-ins/others/ending")
  String endOthers(@CurrentUser User person, HttpSession session, RedirectAttributes redirect) {
    openSessions.end(person.id(), signIn -> !signIn.here(), session.getId());
    redirect.addFlashAttribute("done", "account.signedOutElsewhere");
    return "redirect:/account";
  }
}
