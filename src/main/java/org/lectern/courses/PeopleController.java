package org.lectern.courses;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.text.Alphabet;
import org.lectern.text.Isolates;
import org.lectern.text.Written;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;

/** The people of a course: who is in it, and by whom that is changed. */
@Controller
@RequestMapping("/courses/{id}/people")
class PeopleController {

  private final Courses courses;
  private final Enrolments enrolments;
  private final Users users;
  private final MessageSource messages;

  PeopleController(Courses courses, Enrolments enrolments, Users users, MessageSource messages) {
    this.courses = courses;
    this.enrolments = enrolments;
    this.users = users;
    this.messages = messages;
  }

  @GetMapping
  String list(@CurrentUser User user, @PathVariable long id, Model model) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE_PEOPLE);
    model.addAttribute("course", course);
    model.addAttribute("people", peopleOf(course.course().id()));
    model.addAttribute("namesakes", enrolments.namesakes(course.course().id()));
    model.addAttribute("mayChange", course.may(CourseAct.CHANGE_PEOPLE));
    model.addAttribute("roles", CourseRole.values());
    return "courses/people";
  }

  /** Those who teach first, then by name. */
  private List<Place> peopleOf(CourseId course) {
    List<Enrolment> places = enrolments.of(course);
    Map<UserId, User> people =
        users.findAll(places.stream().map(Enrolment::user).toList()).stream()
            .collect(Collectors.toMap(User::id, Function.identity()));
    return places.stream()
        .map(place -> new Place(people.get(place.user()), place.role()))
        .sorted(
            Comparator.comparing(Place::role)
                .thenComparing(Alphabet.by(place -> place.person().name())))
        .toList();
  }

  @PostMapping
  String enrol(
      @CurrentUser User user,
      @PathVariable long id,
      @RequestParam String email,
      @RequestParam CourseRole role,
      Locale locale,
      RedirectAttributes redirect) {
    CourseId course = changeable(user, id);
    PastedAddresses pasted = PastedAddresses.in(email);
    List<String> unknown = new ArrayList<>(pasted.unclear());
    int enrolled = 0;
    for (String address : pasted.addresses()) {
      Optional<User> person = users.findByEmail(address);
      if (person.isPresent()) {
        enrolments.enrol(course, person.get().id(), role);
        enrolled++;
      } else {
        unknown.add(address);
      }
    }
    if (enrolled > 0) {
      redirect.addFlashAttribute("notice", messages.getMessage("people.enrolled", new Object[] {enrolled}, locale));
    }
    if (!unknown.isEmpty() || enrolled == 0) {
      redirect.addFlashAttribute("typed", String.join(", ", unknown));
      redirect.addFlashAttribute("wrong", complaint(unknown, user, locale));
    }
    return back(id);
  }

  private String complaint(List<String> unknown, User asking, Locale locale) {
    if (unknown.isEmpty()) {
      return messages.getMessage("person.email.missing", null, locale);
    }
    String key = asking.isAdmin() ? "people.unknown.admin" : "people.unknown";
    return messages.getMessage(key, new Object[] {Isolates.joined(unknown), unknown.size()}, locale);
  }

  @PostMapping("/{person}/role")
  String changeRole(
      @CurrentUser User user,
      @PathVariable long id,
      @PathVariable long person,
      @RequestParam CourseRole role,
      Locale locale,
      RedirectAttributes redirect) {
    CourseId course = changeable(user, id);
    User changed = enrolled(course, person);
    enrolments.enrol(course, changed.id(), role);
    redirect.addFlashAttribute(
        "notice",
        messages.getMessage(
            "people.roleChanged",
            new Object[] {changed.name(), messages.getMessage("role." + role, null, locale)},
            locale));
    return back(id);
  }

  @PostMapping("/{person}/withdrawal")
  String withdraw(
      @CurrentUser User user,
      @PathVariable long id,
      @PathVariable long person,
      Locale locale,
      RedirectAttributes redirect) {
    CourseId course = changeable(user, id);
    users
        .find(new UserId(person))
        .ifPresent(
            leaving -> {
              enrolments.withdraw(course, leaving.id());
              redirect.addFlashAttribute(
                  "notice", messages.getMessage("people.withdrawn", new Object[] {leaving.name()}, locale));
            });
    return back(id);
  }

  @ExceptionHandler
  String lastInstructor(
      LastInstructorException refused, HttpServletRequest request, Locale locale) {
    String list = request.getRequestURI().substring(request.getContextPath().length()).replaceFirst("/people.*", "/people");
    RequestContextUtils.getOutputFlashMap(request).put("wrong", messages.getMessage("people.last", null, locale));
    return "redirect:" + list;
  }

  private CourseId changeable(User user, long id) {
    return courses.visibleTo(user).get(new CourseId(id), CourseAct.CHANGE_PEOPLE).course().id();
  }

  private User enrolled(CourseId course, long person) {
    return users
        .find(new UserId(person))
        .filter(user -> enrolments.roleOf(user.id(), course).isPresent())
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static String back(long id) {
    return "redirect:/courses/" + id + "/people";
  }

  /** A person and their part in the course. */
  record Place(User person, CourseRole role) {}
}
