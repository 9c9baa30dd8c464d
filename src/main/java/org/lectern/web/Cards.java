package org.lectern.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.User;
import org.lectern.courses.CourseId;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.Decks;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.LectureState;
import org.lectern.lecture.LectureState.Phase;
import org.lectern.lecture.Presences;
import org.lectern.text.Isolates;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What cards and rows show of lectures beside their plan: the first slide, who teaches, and what the room is like. */
@Component
class Cards {

  private final Decks decks;
  private final Presences presences;
  private final LectureLog log;
  private final Enrolments enrolments;
  private final Clock clock;

  Cards(Decks decks, Presences presences, LectureLog log, Enrolments enrolments, Clock clock) {
    this.decks = decks;
    this.presences = presences;
    this.log = log;
    this.enrolments = enrolments;
    this.clock = clock;
  }

  /** Gives a page all of it: {@code covers} and {@code rooms} by lecture, {@code teachers} by course. */
  void show(Collection<LectureView> lectures, Collection<CourseId> courses, Model model) {
    Map<CourseId, List<User>> instructors = enrolments.instructors(courses);
    model.addAttribute("covers", covers(lectures));
    model.addAttribute("rooms", rooms(lectures, instructors));
    model.addAttribute("teachers", names(instructors));
  }

  /** Where the picture of the first slide is. */
  private Map<LectureId, String> covers(Collection<LectureView> lectures) {
    Map<LectureId, String> covers = new HashMap<>();
    decks.firstOf(lectures.stream().map(lecture -> lecture.lecture().id()).toList())
        .forEach((lecture, deck) -> covers.put(lecture, "/lectures/%s/decks/%d/cover".formatted(lecture, deck.id())));
    return covers;
  }

  /** Of those that are live. */
  private Map<LectureId, RoomView> rooms(Collection<LectureView> lectures, Map<CourseId, List<User>> instructors) {
    Map<LectureId, Lecture> live =
        lectures.stream().filter(LectureView::isLive).map(LectureView::lecture).collect(Collectors.toMap(Lecture::id, one -> one));
    if (live.isEmpty()) {
      return Map.of();
    }
    Instant now = clock.instant();
    Map<LectureId, Integer> here = presences.here(live.keySet(), now);
    Map<LectureId, Instant> taught = presences.lastTaught(live.keySet());
    Map<LectureId, LectureState> lives = log.lifeOf(live.keySet());
    Map<LectureId, RoomView> rooms = new HashMap<>();
    live.forEach((id, lecture) -> {
      LectureState state = Objects.requireNonNull(lives.get(id));
      rooms.put(id, new RoomView(
          here.getOrDefault(id, 0), state.phase() == Phase.BREAK, breakUntil(state), Objects.requireNonNull(taught.get(id)),
          instructors.getOrDefault(lecture.course(), List.of()).stream().findFirst().map(User::givenName).orElse(""), now));
    });
    return rooms;
  }

  private static @Nullable Instant breakUntil(LectureState state) {
    return state.breakUntil() == null || state.startedAt() == null ? null : Instant.ofEpochMilli(state.startedAt() + state.breakUntil());
  }

  private static Map<CourseId, String> names(Map<CourseId, List<User>> instructors) {
    Map<CourseId, String> names = new HashMap<>();
    instructors.forEach((course, people) -> names.put(course, Isolates.joined(people.stream().map(User::name).toList())));
    return names;
  }
}
