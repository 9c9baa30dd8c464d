package org.lectern.room.slides;

import static org.lectern.room.Rule.STAFF;
import static org.lectern.room.Rule.command;
import static org.lectern.room.Rule.signal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Decks;
import org.lectern.lecture.LectureState;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Slide;
import org.lectern.room.Behaviour;
import org.lectern.room.Command;
import org.lectern.room.Member;
import org.lectern.room.Rejected;
import org.lectern.room.RoomEffects;
import org.lectern.room.Rule.Request;
import org.lectern.room.Rule;
import org.lectern.room.Slice;
import org.lectern.room.State;
import org.springframework.stereotype.Component;

/** Showing a deck and turning its pages. */
@Component
class SlidesBehaviour implements Behaviour {

  private final Decks decks;

  SlidesBehaviour(Decks decks) {
    this.decks = decks;
  }

  @Override
  public List<Slice<?>> slices() {
    return List.of(SlidesState.SLIDES);
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        command("slide.show").by(STAFF).decide(this::show),
        command("slide.turn").by(STAFF).decide(this::turn),
        signal("pointer").by(STAFF).hear(SlidesBehaviour::point));
  }

  /** Who prepared slides means to begin with them: the first deck is shown as soon as the room is open, and so from the first moment on. */
  @Override
  public void prepare(RoomEffects room) {
    if (isBare(room.state())) {
      decks.of(room.lecture()).stream()
          .findFirst()
          .ifPresent(deck -> room.sayIfDue(state -> isBare(state) ? Optional.of(new Slide.Shown(deck)) : Optional.empty()));
    }
  }

  private static boolean isBare(State state) {
    return state.lecture().phase() == LectureState.Phase.PLANNED && state.get(SlidesState.SLIDES).deck() == null;
  }

  private Optional<LectureEvent> show(Request request) {
    Slide.Deck deck =
        decks
            .find(request.lecture(), request.command().number("deck"))
            .orElseThrow(() -> new Rejected("noSuchDeck"));
    return deck.equals(request.now(SlidesState.SLIDES).deck()) ? Optional.empty() : Optional.of(new Slide.Shown(deck));
  }

  private Optional<LectureEvent> turn(Request request) {
    SlidesState slides = request.now(SlidesState.SLIDES);
    long page = request.command().number("page");
    if (slides.deck() == null) {
      throw new Rejected("noSlides");
    }
    if (page < 1 || page > slides.deck().pages()) {
      throw new Rejected("noSuchSlide", slides.deck().pages());
    }
    return page == slides.page() ? Optional.empty() : Optional.of(new Slide.Turned((int) page));
  }

  private static void point(Command signal, Member by, RoomEffects room) {
    room.hint(new Pointer("pointer", by.id().value(), signal.fraction("x").orElse(null), signal.fraction("y").orElse(null)));
  }

  /** Where somebody points, as parts of the slide; nowhere when they are null. */
  private record Pointer(String type, long by, @Nullable Double x, @Nullable Double y) {}
}
