package org.lectern.lecture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.courses.materials.MaterialId;
import org.lectern.courses.materials.Materials;
import org.lectern.lecture.event.Slide;
import org.springframework.stereotype.Component;

/** The chapters of a lecture: the stretches in which one slide was shown, called by its title. */
@Component
public class Chapters {

  /** A page shown shorter than this is turned over, not a chapter, in milliseconds. */
  private static final long TURNED_OVER = 2_000;

  private final LectureLog log;
  private final DeckPages pages;
  private final Materials materials;

  Chapters(LectureLog log, DeckPages pages, Materials materials) {
    this.log = log;
    this.pages = pages;
    this.materials = materials;
  }

  /**
   * @param from lecture time
   * @param to where the next slide was shown; {@link Long#MAX_VALUE} for the last
   * @param page from 1
   * @param title empty where the slide has no words
   */
  public record Chapter(long from, long to, int page, String title) {}

  /** In the order in which they were taught; none for a lecture without slides. */
  public Map<LectureId, List<Chapter>> of(Collection<LectureId> lectures) {
    Map<LectureId, List<Entry>> shown =
        log.readTopic(Slide.class, lectures).stream().collect(Collectors.groupingBy(Entry::lecture));
    Map<Long, List<String>> titles = new HashMap<>();
    BiFunction<Long, Integer, String> title =
        (deck, page) -> {
          List<String> all = titles.computeIfAbsent(deck, this::titles);
          return page <= all.size() ? all.get(page - 1) : "";
        };
    Map<LectureId, List<Chapter>> chapters = new HashMap<>();
    shown.forEach((lecture, entries) -> chapters.put(lecture, chapters(entries, title)));
    return chapters;
  }

  private static List<Chapter> chapters(List<Entry> shown, BiFunction<Long, Integer, String> title) {
    List<Chapter> chapters = new ArrayList<>();
    Slide.@Nullable Deck deck = null;
    for (int i = 0; i < shown.size(); i++) {
      int page = 1;
      switch (shown.get(i).event()) {
        case Slide.Shown other -> deck = other.deck();
        case Slide.Turned turned -> page = turned.page();
        default -> throw new IllegalStateException("no slide: " + shown.get(i));
      }
      long from = Math.max(0, shown.get(i).at());
      long to = i + 1 < shown.size() ? shown.get(i + 1).at() : Long.MAX_VALUE;
      if (deck != null && to - from >= TURNED_OVER) {
        chapters.add(new Chapter(from, to, page, title.apply(deck.id(), page)));
      }
    }
    return chapters;
  }

  private List<String> titles(long deck) {
    return materials.find(new MaterialId(deck)).map(pages::titles).orElse(List.of());
  }
}
