package org.lectern.room.slides;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Slide;
import org.lectern.room.SaidTo;
import org.lectern.room.Slice;

/**
 * What everyone is shown.
 *
 * @param page from 1
 * @param cuts when it changed, which are the chapters of the recording: the last {@value #WINDOW}, oldest first
 */
public record SlidesState(Slide.@Nullable Deck deck, int page, List<Cut> cuts) {

  /** How many changes a room keeps at hand. */
  static final int WINDOW = 200;

  public static final SlidesState EMPTY = new SlidesState(null, 1, List.of());

  public static final Slice<SlidesState> SLIDES = Slice.of("slides", 1, EMPTY, SlidesState::with)
          .withEarlier(SlidesState::earlierCuts);

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
    List<Cut> more = new ArrayList<>(cuts.size() < WINDOW ? cuts : cuts.subList(1, WINDOW));
    more.add(new Cut(entry.seq(), entry.at(), newDeck.id(), newPage));
    return new SlidesState(newDeck, newPage, more);
  }

  /** A turned page does not say of which deck, so the pages of earlier cuts are made from all that was shown before them. */
  private static List<Cut> earlierCuts(SaidTo said, long seq, int most) {
    List<Cut> cuts = new ArrayList<>();
    SlidesState slides = EMPTY;
    for (Entry entry : said.topicBefore(Slide.class, seq)) {
      SlidesState after = slides.with(entry);
      if (after != slides) {
        cuts.add(after.cuts.getLast());
      }
      slides = after;
    }
    return cuts.subList(Math.max(0, cuts.size() - most), cuts.size());
  }

  /**
   * @param seq the entry that made it
   * @param deck the id of the deck whose page was shown from this moment on
   */
  public record Cut(long seq, long at, long deck, int page) {}
}
