package org.lectern.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.LastAdminException;
import org.lectern.accounts.PasswordLinks;
import org.lectern.accounts.Role;
import org.lectern.accounts.SecondFactors;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.text.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Everybody who has an account. */
@Controller
@RequestMapping("/admin/people")
class AdminPeopleController {

  private static final Logger log = LoggerFactory.getLogger(AdminPeopleController.class);

  private final Users users;
  private final PasswordLinks passwordLinks;
  private final SecondFactors secondFactors;
  private final MessageSource messages;

  AdminPeopleController(Users users, PasswordLinks passwordLinks, SecondFactors secondFactors, MessageSource messages) {
    this.users = users;
    this.secondFactors = secondFactors;
    this.passwordLinks = passwordLinks;
    this.messages = messages;
  }

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "1") int page,
      Model model) {
    model.addAttribute("q", q);
    model.addAttribute("people", Pages.at(page, part -> users.search(q, part)));
    return "admin/people";
  }

  @GetMapping("/new")
  String form(@ModelAttribute("form") PersonForm form) {
    return "admin/person-new";
  }

  @PostMapping("/new")
  String create(
      @Valid @ModelAttribute("form") PersonForm form,
      BindingResult result,
      Locale locale,
      RedirectAttributes redirect) {
    if (result.hasErrors()) {
      return "admin/person-new";
    }
    try {
      User person = users.create(form.email(), form.name(), form.role(), null);
      redirect.addFlashAttribute(
          "notice", messages.getMessage("people.added", new Object[] {person.name()}, locale));
      return withNewLink(person, redirect);
    } catch (DataIntegrityViolationException taken) {
      result.rejectValue("email", "person.email.taken");
      return "admin/person-new";
    }
  }

  @GetMapping("/{id}")
  String show(@CurrentUser User admin, @PathVariable long id, Model model) {
    User person = find(id);
    model.addAttribute("form", PersonForm.of(person));
    return page(admin, person, model);
  }

  private String page(User admin, User person, Model model) {
    model.addAttribute("person", person);
    model.addAttribute("secondFactor", secondFactors.isOn(person.id()));
    model.addAttribute("self", person.id().equals(admin.id()));
    return "admin/person";
  }

  @PostMapping("/{id}")
  String change(
      @CurrentUser User admin,
      @PathVariable long id,
      @Valid @ModelAttribute("form") PersonForm form,
      BindingResult result,
      Model model,
      Locale locale,
      RedirectAttributes redirect) {
    User person = find(id);
    if (!result.hasErrors()) {
      change(person, form, result);
    }
    if (result.hasErrors()) {
      return page(admin, person, model);
    }
    log.info("Person {} changed person {}: {}", admin.id(), person.id(), form.differencesFrom(person));
    redirect.addFlashAttribute("notice", messages.getMessage("people.changed", new Object[] {form.name()}, locale));
    return "redirect:/admin/people/" + id;
  }

  private void change(User person, PersonForm form, BindingResult result) {
    try {
      users.change(person.id(), form.name(), form.email(), form.role());
    } catch (DataIntegrityViolationException taken) {
      result.rejectValue("email", "person.email.taken");
    } catch (LastAdminException refused) {
      result.rejectValue("admin", "person.lastAdmin");
    }
  }

  @PostMapping("/{id}/password-link")
  String newLink(@PathVariable long id, RedirectAttributes redirect) {
    return withNewLink(find(id), redirect);
  }

  /** The link is shown on the next page, once: the table knows only its digest. */
  private String withNewLink(User person, RedirectAttributes redirect) {
    String path = passwordLinks.create(person.id());
    redirect.addFlashAttribute(
        "link", ServletUriComponentsBuilder.fromCurrentContextPath().path(path).toUriString());
    return "redirect:/admin/people/" + person.id();
  }

  @PostMapping("/{id}/sign-ins/ending")
  String signOut(@PathVariable long id, Locale locale, RedirectAttributes redirect) {
    User person = find(id);
    users.signOutEverywhere(person.id());
    redirect.addFlashAttribute(
        "notice", messages.getMessage("people.signedOut", new Object[] {person.name()}, locale));
    return "redirect:/admin/people/" + id;
  }

  /** For somebody who has lost the device, and signed out everywhere for the case that somebody else has it. */
  @PostMapping("/{id}/second-factor/removal")
  String removeSecondFactor(@CurrentUser User admin, @PathVariable long id, Locale locale, RedirectAttributes redirect) {
    User person = find(id);
    secondFactors.remove(person.id());
    users.signOutEverywhere(person.id());
    log.info("Person {} removed the second factor of person {}", admin.id(), person.id());
    redirect.addFlashAttribute(
        "notice", messages.getMessage("people.secondFactorRemoved", new Object[] {person.name()}, locale));
    return "redirect:/admin/people/" + id;
  }

  @PostMapping("/{id}/deactivation")
  String deactivate(
      @CurrentUser User admin, @PathVariable long id, Locale locale, RedirectAttributes redirect) {
    User person = find(id);
    if (person.id().equals(admin.id())) {
      redirect.addFlashAttribute("wrong", messages.getMessage("people.notYourself", null, locale));
    } else {
      deactivate(person, locale, redirect);
    }
    return "redirect:/admin/people/" + id;
  }

  private void deactivate(User person, Locale locale, RedirectAttributes redirect) {
    try {
      users.deactivate(person.id());
      redirect.addFlashAttribute("notice", messages.getMessage("people.deactivated", new Object[] {person.name()}, locale));
    } catch (LastAdminException otherDidTheSameAtTheSameTime) {
      redirect.addFlashAttribute("wrong", messages.getMessage("person.lastAdmin", null, locale));
    }
  }

  @PostMapping("/{id}/reactivation")
  String reactivate(@PathVariable long id, Locale locale, RedirectAttributes redirect) {
    User person = find(id);
    users.reactivate(person.id());
    redirect.addFlashAttribute(
        "notice", messages.getMessage("people.reactivated", new Object[] {person.name()}, locale));
    return "redirect:/admin/people/" + id;
  }

  private User find(long id) {
    return users.find(new UserId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** What an admin types about a person; an absent field is an empty one. */
  record PersonForm(
      @NotBlank(message = "{person.name.missing}") @Size(max = 200, message = "{person.name.tooLong}") String name,
      @NotBlank(message = "{person.email.missing}")
          @Email(message = "{person.email.wrong}")
          @Size(max = 254, message = "{person.email.wrong}")
          String email,
      @Nullable Boolean admin) {

    PersonForm {
      name = Written.line(name);
      email = Written.line(email);
      admin = admin != null && admin; // an unticked box is not sent at all
    }

    static PersonForm of(User person) {
      return new PersonForm(person.name(), person.email(), person.isAdmin());
    }

    @Nullable Role role() {
      return Boolean.TRUE.equals(admin) ? Role.ADMIN : null;
    }

    /** In words for the log, which holds neither names nor addresses. */
    String differencesFrom(User person) {
      List<String> differences = new ArrayList<>();
      if (!name.equals(person.name())) {
        differences.add("name");
      }
      if (!email.equalsIgnoreCase(person.email())) {
        differences.add("address");
      }
      if (role() != (person.isAdmin() ? Role.ADMIN : null)) {
        differences.add(role() == Role.ADMIN ? "now an administrator" : "no administrator any more");
      }
      return differences.isEmpty() ? "nothing" : String.join(", ", differences);
    }
  }
}
