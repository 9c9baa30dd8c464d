package org.lectern.room.slides;

import java.util.Map;
import java.util.Optional;
import org.lectern.lecture.Decks;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Slide;
import org.lectern.room.Behaviour;
import org.lectern.room.Rejected;
import org.springframework.stereotype.Component;

/** Showing a deck and turning its pages. */
@Component
class SlidesBehaviour implements Behaviour {

  private final Decks decks;

  SlidesBehaviour(Decks decks) {
    this.decks = decks;
  }

  @Override
  public Map<String, Decision> decisions() {
    return Map.of("slide.show", this::show, "slide.turn", this::turn);
  }

  private Optional<LectureEvent> show(Request request) {
    Slide.Deck deck =
        decks
            .find(request.lecture(), request.command().number("deck"))
            .orElseThrow(() -> new Rejected("noSuchDeck"));
    return deck.equals(request.state().slides().deck()) ? Optional.empty() : Optional.of(new Slide.Shown(deck));
  }

  private Optional<LectureEvent> turn(Request request) {
    SlidesState slides = request.state().slides();
    long page = request.command().number("page");
    if (slides.deck() == null) {
      throw new Rejected("noSlides");
    }
    if (page < 1 || page > slides.deck().pages()) {
      throw new Rejected("noSuchSlide", slides.deck().pages());
    }
    return page == slides.page() ? Optional.empty() : Optional.of(new Slide.Turned((int) page));
  }
}
