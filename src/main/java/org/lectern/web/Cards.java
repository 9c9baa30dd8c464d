package org.lectern.web;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lectern.lecture.Decks;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Presences;
import org.springframework.stereotype.Component;

/** What cards and rows show of lectures beside their plan: the first slide, and how many people are there. */
@Component
class Cards {

  private final Decks decks;
  private final Presences presences;
  private final Clock clock;

  Cards(Decks decks, Presences presences, Clock clock) {
    this.decks = decks;
    this.presences = presences;
    this.clock = clock;
  }

  /** Where the picture of the first slide is; of what is still to come only for those who teach it. */
  Map<LectureId, String> covers(Collection<LectureView> lectures) {
    List<LectureId> shown =
        lectures.stream()
            .filter(lecture -> lecture.isLive() || lecture.isOver() || lecture.teaches())
            .map(lecture -> lecture.lecture().id())
            .toList();
    Map<LectureId, String> covers = new HashMap<>();
    decks.firstOf(shown)
        .forEach((lecture, deck) -> covers.put(lecture, "/lectures/%s/decks/%d/cover".formatted(lecture, deck.id())));
    return covers;
  }

  /** How many people are in those that are live. */
  Map<LectureId, Integer> here(Collection<LectureView> lectures) {
    return presences.here(
        lectures.stream().filter(LectureView::isLive).map(lecture -> lecture.lecture().id()).toList(), clock.instant());
  }
}
