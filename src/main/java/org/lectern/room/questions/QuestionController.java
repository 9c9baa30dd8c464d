package org.lectern.room.questions;

import java.util.List;
import java.util.Set;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.room.Rooms;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What of the questions is not everyone's: which are one's own, and for which one has voted. */
@RestController
class QuestionController {

  private final Rooms rooms;
  private final Votes votes;

  QuestionController(Rooms rooms, Votes votes) {
    this.rooms = rooms;
    this.votes = votes;
  }

  /** Questions by the entry that asked them. */
  record Mine(List<Long> asked, List<Long> voted) {}

  /** On whatever device one asked and voted. */
  @GetMapping("/lectures/{id}/questions/mine")
  ResponseEntity<Mine> mine(VisibleLecture visible) {
    UserId me = visible.seenBy().id();
    Asking asking = Asking.in(rooms.stateOf(visible.id()));
    List<QuestionsState.Asked> questions = asking.questions().questions();
    Set<Long> given = votes.of(visible.id(), me);
    Mine mine =
        new Mine(
            questions.stream().filter(question -> asking.asker(question).filter(me::equals).isPresent()).map(QuestionsState.Asked::seq).toList(),
            questions.stream().filter(question -> given.contains(question.seq())).map(Asking::root).distinct().toList());
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(mine);
  }
}
