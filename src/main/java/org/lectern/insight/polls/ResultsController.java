package org.lectern.insight.polls;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.insight.Spreadsheets;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.room.polls.PollResults;
import org.lectern.room.polls.PollResults.Given;
import org.lectern.room.polls.PollResults.Result;
import org.lectern.text.Alphabet;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The polls of a lecture, for those who teach: what they came to, who answered what where names stand at it, and both as files. */
@Controller
class ResultsController {

  private final PollResults results;
  private final Users users;
  private final Enrolments enrolments;

  ResultsController(PollResults results, Users users, Enrolments enrolments) {
    this.results = results;
    this.users = users;
    this.enrolments = enrolments;
  }

  /** What is looked at. */
  enum View {
    ANSWERS,
    PEOPLE
  }

  @GetMapping("/lectures/{id}/polls")
  String show(VisibleLecture visible, @RequestParam(defaultValue = "ANSWERS") View view, Reader reader, Model model) {
    Lecture lecture = lecture(visible);
    model.addAttribute("course", visible.in());
    model.addAttribute("lecture", lecture);
    model.addAttribute("view", view);
    model.addAttribute("outcomes", Outcomes.of(results.of(lecture), reader));
    model.addAttribute("persons", persons(lecture));
    return "insight/polls";
  }

  @GetMapping("/lectures/{id}/polls.csv")
  ResponseEntity<byte[]> csv(VisibleLecture visible, @RequestParam(defaultValue = "ANSWERS") View view, Reader reader) throws IOException {
    Lecture lecture = lecture(visible);
    return Spreadsheets.csv(name(lecture), view == View.PEOPLE ? persons(lecture).grid(reader) : Outcomes.of(results.of(lecture), reader).grid(reader));
  }

  /** Both views, a sheet each. */
  @GetMapping("/lectures/{id}/polls.xlsx")
  ResponseEntity<byte[]> xlsx(VisibleLecture visible, Reader reader) throws IOException {
    Lecture lecture = lecture(visible);
    return Spreadsheets.xlsx(name(lecture), List.of(Outcomes.of(results.of(lecture), reader).grid(reader), persons(lecture).grid(reader)));
  }

  /** Everybody who learns in the course now, and who has answered and does no more. */
  private Persons persons(Lecture lecture) {
    List<Given> given = results.given(lecture.id());
    List<Result> polls = results.of(lecture);
    Set<UserId> people =
        Stream.concat(
                enrolments.of(lecture.course()).stream().filter(one -> one.role() == CourseRole.STUDENT).map(one -> one.user()), given.stream().map(Given::person))
            .collect(Collectors.toSet());
    List<User> named = users.findAll(people).stream().sorted(Alphabet.by(User::name)).toList();
    return Persons.of(polls, given, named, results.scores(lecture.id(), people));
  }

  private static String name(Lecture lecture) {
    return "Polls " + lecture.title();
  }

  private static Lecture lecture(VisibleLecture visible) {
    if (!visible.in().may(CourseAct.SEE_REGISTER)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return visible.lecture();
  }
}
