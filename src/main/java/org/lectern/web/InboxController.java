package org.lectern.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.lecture.Chapters;
import org.lectern.lecture.Chapters.Chapter;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.room.questions.CourseQuestions;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What waits for an answer in a course, lecture by lecture and moment by moment, for those who teach. */
@Controller
class InboxController {

  /** Questions of one slide that are nearer than this belong to one moment, in milliseconds. */
  private static final long ONE_MOMENT = 60_000;

  private final Courses courses;
  private final Lectures lectures;
  private final CourseQuestions questions;
  private final Chapters chapters;
  private final Users users;

  InboxController(Courses courses, Lectures lectures, CourseQuestions questions, Chapters chapters, Users users) {
    this.courses = courses;
    this.lectures = lectures;
    this.questions = questions;
    this.chapters = chapters;
    this.users = users;
  }

  /** A lecture with questions, newest first, and the moments they belong to. */
  record OfLecture(Lecture lecture, List<Moment> moments) {
    public int questions() {
      return moments.stream().mapToInt(moment -> moment.questions().size()).sum();
    }
  }

  /** A moment, in milliseconds of lecture time, with the slide that was shown. */
  record Moment(long at, @Nullable Chapter slide, List<Waiting> questions) {}

  /** A question, and who asked it as far as those who teach know. */
  record Waiting(CourseQuestions.Open question, @Nullable User asker) {}

  @GetMapping("/courses/{id}/inbox")
  String inbox(@CurrentUser User user, @PathVariable long id, Model model) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.ANSWER_QUESTIONS);
    List<CourseQuestions.Open> open = questions.open(course.course().id());
    model.addAttribute("course", course);
    model.addAttribute("waiting", byLecture(course.course().id(), open));
    model.addAttribute("open", open.size());
    return "web/inbox";
  }

  private List<OfLecture> byLecture(CourseId course, List<CourseQuestions.Open> open) {
    Map<LectureId, List<CourseQuestions.Open>> grouped = open.stream().collect(Collectors.groupingBy(CourseQuestions.Open::lecture));
    Map<LectureId, List<Chapter>> slides = chapters.of(grouped.keySet());
    Map<UserId, User> askers = askers(open);
    return lectures.of(course).stream()
        .filter(lecture -> grouped.containsKey(lecture.id()))
        .sorted(Comparator.comparing(Lecture::startsAt).reversed())
        .map(lecture -> new OfLecture(lecture, moments(grouped.get(lecture.id()), slides.getOrDefault(lecture.id(), List.of()), askers)))
        .toList();
  }

  private Map<UserId, User> askers(List<CourseQuestions.Open> open) {
    Set<UserId> asked = new HashSet<>(open.stream().map(CourseQuestions.Open::asker).filter(Objects::nonNull).toList());
    return users.findAll(asked).stream().collect(Collectors.toMap(User::id, Function.identity()));
  }

  private static List<Moment> moments(List<CourseQuestions.Open> open, List<Chapter> slides, Map<UserId, User> askers) {
    List<Moment> moments = new ArrayList<>();
    for (CourseQuestions.Open question : open.stream().sorted(Comparator.comparing(CourseQuestions.Open::at)).toList()) {
      Chapter slide = slides.stream().filter(chapter -> chapter.from() <= question.at() && question.at() < chapter.to()).findFirst().orElse(null);
      Moment last = moments.isEmpty() ? null : moments.getLast();
      Waiting waiting = new Waiting(question, question.asker() == null ? null : askers.get(question.asker()));
      if (last != null && Objects.equals(last.slide(), slide) && question.at() - last.questions().getLast().question().at() < ONE_MOMENT) {
        last.questions().add(waiting);
      } else {
        moments.add(new Moment(Math.max(0, question.at()), slide, new ArrayList<>(List.of(waiting))));
      }
    }
    return moments;
  }
}
