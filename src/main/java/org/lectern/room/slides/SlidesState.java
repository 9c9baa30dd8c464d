package org.lectern.room.slides;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Slide;

/**
 * What everyone is shown.
 *
 * @param page from 1
 * @param cuts when it changed, which are the chapters of the recording
 */
public record SlidesState(Slide.@Nullable Deck deck, int page, List<Cut> cuts) {

  public static final SlidesState EMPTY = new SlidesState(null, 1, List.of());

  public SlidesState {
    cuts = List.copyOf(cuts);
  }

  public SlidesState with(Entry entry) {
    return switch (entry.event()) {
      case Slide.Shown shown -> at(entry, shown.deck(), 1);
      case Slide.Turned turned when deck != null -> at(entry, deck, turned.page());
      default -> this;
    };
  }

  private SlidesState at(Entry entry, Slide.Deck newDeck, int newPage) {
    List<Cut> more = new ArrayList<>(cuts);
    more.add(new Cut(entry.at(), newDeck.id(), newPage));
    return new SlidesState(newDeck, newPage, more);
  }

  /** @param deck the id of the deck whose page was shown from this moment on */
  public record Cut(long at, long deck, int page) {}
}
