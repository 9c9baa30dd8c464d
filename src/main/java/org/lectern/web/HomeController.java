package org.lectern.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.lecture.Decks;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.replay.Positions;
import org.lectern.room.questions.CourseQuestions;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Where everyone begins: what is live, what is next, and what was lately. */
@Controller
class HomeController {

  private static final Duration BACK = Duration.ofDays(60);
  private static final Duration AHEAD = Duration.ofDays(60);
  private static final int MOST_ANSWERS = 5;

  private final Courses courses;
  private final Lectures lectures;
  private final Decks decks;
  private final Parts parts;
  private final Positions positions;
  private final Classes classes;
  private final Cards cards;
  private final CourseQuestions questions;
  private final Clock clock;

  HomeController(Courses courses, Lectures lectures, Decks decks, Parts parts, Positions positions, Classes classes, Cards cards, CourseQuestions questions, Clock clock) {
    this.courses = courses;
    this.lectures = lectures;
    this.decks = decks;
    this.parts = parts;
    this.positions = positions;
    this.classes = classes;
    this.cards = cards;
    this.questions = questions;
    this.clock = clock;
  }

  @GetMapping("/")
  String home(@CurrentUser User user, Reader reader, Model model) {
    Instant now = clock.instant();
    List<VisibleCourse> places = courses.of(user);
    List<VisibleCourse> current = places.stream().filter(place -> !place.course().isArchived()).toList();
    List<LectureView> all = lecturesOf(current, reader.zone(), now);
    List<PartView> had = parts.of(all, user, reader.zone());
    HomeLists lists = HomeLists.of(all, had, begun(had, user));
    model.addAttribute("user", user);
    model.addAttribute("now", now);
    model.addAttribute("partOfDay", partOfDay(now.atZone(reader.zone())));
    model.addAttribute("lists", lists);
    model.addAttribute("nextSlides", lists.next() == null ? 0 : slides(lists.next()));
    model.addAttribute("parts", Parts.byLecture(had));
    model.addAttribute("classes", classes.of(lists.recent()));
    cards.show(all, current.stream().map(place -> place.course().id()).toList(), model);
    model.addAttribute("learns", current.stream().anyMatch(place -> place.role() == CourseRole.STUDENT));
    model.addAttribute("courses", current);
    model.addAttribute("taught", current.stream().filter(place -> place.may(CourseAct.PLAN_LECTURES)).toList());
    model.addAttribute("mayCreate", courses.mayCreate(user));
    model.addAttribute("hasArchived", places.size() > current.size());
    model.addAttribute("answers", questions.toldTo(user.id(), had.stream().map(PartView::id).toList()).stream().limit(MOST_ANSWERS).toList());
    model.addAttribute("onSite", courses.manageableBy(user));
    return "web/home";
  }

  /** Puts an answer away. */
  @PostMapping("/answers/seen")
  String seen(@CurrentUser User user, @RequestParam long lecture, @RequestParam long question) {
    LectureId of = lectures.visibleTo(user).find(new LectureId(lecture)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)).id();
    questions.seen(user.id(), of, question);
    return "redirect:/";
  }

  private List<LectureView> lecturesOf(List<VisibleCourse> places, ZoneId zone, Instant now) {
    Map<CourseId, VisibleCourse> byId =
        places.stream().collect(Collectors.toMap(place -> place.course().id(), Function.identity()));
    return lectures.of(byId.keySet(), now.minus(BACK), now.plus(AHEAD)).stream()
        .map(lecture -> new LectureView(lecture, byId.get(lecture.course()), zone, now))
        .toList();
  }

  private int slides(LectureView lecture) {
    return decks.of(lecture.lecture().id()).stream().mapToInt(deck -> deck.pages()).sum();
  }

  private List<BegunView> begun(List<PartView> had, User user) {
    Map<LectureId, PartView> byId = Parts.byLecture(had);
    return positions.of(byId.keySet(), user.id()).entrySet().stream()
        .map(entry -> new BegunView(byId.get(entry.getKey()), entry.getValue()))
        .toList();
  }

  private static String partOfDay(ZonedDateTime now) {
    if (now.getHour() < 5 || now.getHour() >= 18) {
      return "evening";
    }
    return now.getHour() < 12 ? "morning" : "afternoon";
  }
}
