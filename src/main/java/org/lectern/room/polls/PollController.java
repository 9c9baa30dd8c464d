package org.lectern.room.polls;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.lecture.event.Poll;
import org.lectern.room.Rooms;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What of the answers is not everyone's: one's own, and, for those who teach, what they come to by now and who has not answered. */
@RestController
class PollController {

  private final Rooms rooms;
  private final Answers answers;
  private final LateAnswers lateAnswers;
  private final Users users;
  private final Enrolments enrolments;
  private final InSteps inSteps;

  PollController(Rooms rooms, Answers answers, LateAnswers lateAnswers, Users users, Enrolments enrolments, InSteps inSteps) {
    this.rooms = rooms;
    this.answers = answers;
    this.lateAnswers = lateAnswers;
    this.users = users;
    this.enrolments = enrolments;
    this.inSteps = inSteps;
  }

  /** One's own answer to a poll; empty where only that one answered is known. */
  record Own(long poll, List<String> answer, @Nullable Boolean sure, boolean late) {}

  /** Somebody, and what they answered; null where they have not. */
  record Who(long id, String name, @Nullable List<String> answer, @Nullable Boolean sure) {}

  /** One's own answers, on whatever device they were given; without those of which nobody can know any more whose they are. */
  @GetMapping("/lectures/{id}/polls/mine")
  ResponseEntity<List<Own>> mine(VisibleLecture visible) {
    UserId me = visible.seenBy().id();
    Stream<Own> inTime =
        answers.of(visible.id(), polls(visible).polls(), me).stream().map(one -> new Own(one.poll(), one.answer(), one.sure(), false));
    Stream<Own> late = lateAnswers.of(visible.id(), me).stream().map(given -> new Own(given.poll(), given.answer(), given.sure(), true));
    return notKept(Stream.concat(inTime, late).toList());
  }

  /** What the answers come to by now. */
  @GetMapping("/lectures/{id}/polls/{poll}/tally")
  ResponseEntity<Poll.Tally> tally(VisibleLecture visible, @PathVariable long poll) {
    mustTeach(visible);
    PollsState.Asked asked = find(visible, poll);
    Poll.Tally now = answers.tally(visible.id(), asked, PreparedState.rightOf(asked, rooms.stateOf(visible.id())));
    return notKept(inSteps.of(visible.id(), asked, now));
  }

  /** What was answered after it was closed, apart from the rest: for those who teach, and once the class has seen its results. */
  @GetMapping("/lectures/{id}/polls/{poll}/late")
  ResponseEntity<Poll.Tally> late(VisibleLecture visible, @PathVariable long poll) {
    PollsState.Asked asked = find(visible, poll);
    if (!asked.isShown()) {
      mustTeach(visible);
    }
    return notKept(lateAnswers.tally(visible.id(), asked, PreparedState.rightOf(asked, rooms.stateOf(visible.id()))));
  }

  /** Who answered what, and who has not. Where names are nobody's there is no such list. */
  @GetMapping("/lectures/{id}/polls/{poll}/people")
  ResponseEntity<List<Who>> people(VisibleLecture visible, @PathVariable long poll) {
    PollsState.Asked asked = find(visible, poll);
    if (asked.names() == Poll.Names.NOBODY || asked.names() == Poll.Names.STAFF || !asked.isShown()) {
      mustTeach(visible);
    }
    if (asked.names() == Poll.Names.NOBODY) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    Map<String, Answers.Answer> given = answers.all(visible.id(), poll).stream().collect(Collectors.toMap(Answers.Answer::voter, one -> one));
    Set<UserId> asks = new HashSet<>(given.keySet().stream().map(Long::valueOf).map(UserId::new).toList());
    if (visible.role().isStaff()) {
      asks.addAll(enrolments.of(visible.lecture().course()).stream().filter(one -> one.role() == CourseRole.STUDENT).map(one -> one.user()).toList());
    }
    return notKept(users.findAll(asks).stream().map(person -> who(person, given.get(person.id().toString()))).toList());
  }

  private static Who who(User person, Answers.@Nullable Answer answer) {
    return new Who(person.id().value(), person.name(), answer == null ? null : answer.answer(), answer == null ? null : answer.sure());
  }

  private PollsState polls(VisibleLecture visible) {
    return rooms.stateOf(visible.id()).get(PollsState.POLLS);
  }

  private PollsState.Asked find(VisibleLecture visible, long poll) {
    return polls(visible).find(poll).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static void mustTeach(VisibleLecture visible) {
    if (!visible.role().isStaff()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  private static <T> ResponseEntity<T> notKept(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}
