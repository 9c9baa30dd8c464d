package org.lectern.accounts;

import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectern.text.Written;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people see and change of their own account: how they sign in, and where they are. */
@Controller
@RequestMapping("/account")
class AccountController {

  private final Users users;
  private final Pictures pictures;
  private final OpenSessions openSessions;
  private final SecondFactors secondFactors;
  private final Clock clock;

  AccountController(Users users, Pictures pictures, OpenSessions openSessions, SecondFactors secondFactors, Clock clock) {
    this.users = users;
    this.pictures = pictures;
    this.openSessions = openSessions;
    this.secondFactors = secondFactors;
    this.clock = clock;
  }

  @GetMapping
  String show(@CurrentUser User person, HttpSession session, Model model) {
    model.addAttribute("form", OwnForm.of(person));
    return page(person, session, model);
  }

  private String page(User person, HttpSession session, Model model) {
    model.addAttribute("person", person);
    model.addAttribute("zones", TimeZones.names());
    model.addAttribute("languages", Languages.offered());
    model.addAttribute("now", clock.instant());
    model.addAttribute("signIns", openSessions.of(person.id(), session.getId()));
    model.addAttribute("secondFactor", secondFactors.isOn(person.id()));
    model.addAttribute("recoveryCodes", secondFactors.recoveryCodesLeft(person.id()));
    return "accounts/account";
  }

  @PostMapping
  String change(
      @CurrentUser User person,
      @Valid @ModelAttribute("form") OwnForm form,
      BindingResult result,
      @RequestParam(required = false) @Nullable MultipartFile file,
      HttpSession session,
      Model model,
      RedirectAttributes redirect)
      throws IOException {
    if (!form.zone().isEmpty() && TimeZones.find(form.zone()).isEmpty()) {
      result.rejectValue("zone", "plan.zone.unknown");
    }
    if (!form.language().isEmpty() && Languages.find(form.language()).isEmpty()) {
      result.rejectValue("language", "account.language.unknown");
    }
    changePicture(person, form, file, result);
    if (result.hasErrors()) {
      return page(users.find(person.id()).orElseThrow(), session, model);
    }
    users.introduce(person.id(), form.name(), TimeZones.find(form.zone()).orElse(null), Languages.find(form.language()).orElse(null));
    redirect.addFlashAttribute("done", "account.saved");
    return "redirect:/account";
  }

  /** Also when something else in the form is wrong: a browser sends no file twice. */
  private void changePicture(User person, OwnForm form, @Nullable MultipartFile file, BindingResult result) throws IOException {
    if (file != null && !file.isEmpty()) {
      if (file.getSize() > SentPicture.MOST_BYTES) {
        result.rejectValue("picture", "account.picture.tooLarge");
        return;
      }
      try {
        pictures.put(person.id(), Portrait.of(file.getBytes()));
      } catch (UnreadablePictureException refused) {
        result.rejectValue("picture", "account.picture.unreadable");
      }
    } else if (form.removesPicture()) {
      pictures.remove(person.id());
    }
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

  /**
   * What people type about themselves; an absent field is an empty one.
   *
   * @param zone empty for the clock of the browser
   * @param language empty for what the browser prefers
   * @param picture never filled: what is wrong about the file is told under this name
   */
  record OwnForm(
      @NotBlank(message = "{person.name.missing}") @Size(max = 200, message = "{person.name.tooLong}") String name,
      String zone,
      String language,
      @Nullable Boolean removePicture,
      @Nullable String picture) {

    OwnForm(
        @Nullable String name,
        @Nullable String zone,
        @Nullable String language,
        @Nullable Boolean removePicture,
        @Nullable String picture) {
      this.name = Written.line(name);
      this.zone = zone == null ? "" : zone.strip();
      this.language = language == null ? "" : language.strip();
      this.removePicture = removePicture;
      this.picture = null;
    }

    static OwnForm of(User person) {
      return new OwnForm(
          person.name(), person.zone().map(ZoneId::getId).orElse(""), person.language().map(Locale::toLanguageTag).orElse(""), null, null);
    }

    boolean removesPicture() {
      return Boolean.TRUE.equals(removePicture);
    }
  }
}
