package org.lectern.room.questions;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureState.Phase;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.room.Rooms;
import org.lectern.room.State;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What of the questions is not everyone's: which are one's own, for which one has voted, which are alike, and what earlier lectures left open. */
@RestController
class QuestionController {

  private final Rooms rooms;
  private final Votes votes;
  private final Alike alike;
  private final CourseQuestions course;
  private final Lectures lectures;

  QuestionController(Rooms rooms, Votes votes, Alike alike, CourseQuestions course, Lectures lectures) {
    this.rooms = rooms;
    this.votes = votes;
    this.alike = alike;
    this.course = course;
    this.lectures = lectures;
  }

  /** A question of one's own that the class has not heard. */
  record Unheard(long written, String text, boolean declined) {}

  /** Questions by the entry that asked them. {@code votes} is how many want to know each, once the lecture is over and nobody is told. */
  record Mine(List<Long> asked, List<Long> voted, List<Unheard> unheard, Map<Long, Integer> votes) {}

  /** What earlier lectures left open. */
  record Carried(long lecture, long question, String title, String text, int votes) {}

  /** On whatever device one asked and voted. */
  @GetMapping("/lectures/{id}/questions/mine")
  ResponseEntity<Mine> mine(VisibleLecture visible) {
    UserId me = visible.seenBy().id();
    State state = rooms.stateOf(visible.id());
    Asking asking = Asking.in(state);
    List<QuestionsState.Asked> questions = asking.questions().questions();
    Set<Long> given = votes.of(visible.id(), me);
    Mine mine =
        new Mine(
            questions.stream().filter(question -> asking.asker(question).filter(me::equals).isPresent()).map(QuestionsState.Asked::seq).toList(),
            questions.stream().filter(question -> given.contains(question.seq())).map(Asking::root).distinct().toList(),
            asking.unheardOf(me).stream().map(asker -> new Unheard(asker.seq(), asker.text(), asker.declined())).toList(),
            state.lecture().phase() == Phase.ENDED ? votes.count(visible.id(), asking.wishes()) : Map.of());
    return notKept(mine);
  }

  /**
   * Questions that say nearly the same, the nearest first, by the entries that asked them.
   *
   * @param q what somebody is about to ask
   */
  @GetMapping("/lectures/{id}/questions/similar")
  ResponseEntity<List<Long>> similar(VisibleLecture visible, @RequestParam String q) {
    List<QuestionsState.Asked> standing =
        rooms.stateOf(visible.id()).get(QuestionsState.QUESTIONS).questions().stream().filter(QuestionsState.Asked::stands).toList();
    return notKept(alike.to(q, standing));
  }

  /** For those who teach: what earlier lectures of the course left open, most wanted first. */
  @GetMapping("/lectures/{id}/questions/carried")
  ResponseEntity<List<Carried>> carried(VisibleLecture visible) {
    if (!visible.role().isStaff()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    CourseId in = visible.lecture().course();
    Map<LectureId, String> titles = lectures.of(in).stream().collect(Collectors.toMap(Lecture::id, Lecture::title));
    return notKept(
        course.openBefore(visible.id()).stream()
            .map(open -> new Carried(open.lecture().value(), open.question(), titles.getOrDefault(open.lecture(), ""), open.text(), open.votes()))
            .toList());
  }

  private static <T> ResponseEntity<T> notKept(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}
