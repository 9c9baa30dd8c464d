package org.lectern.lecture;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lectern.courses.CourseId;
import org.lectern.lecture.event.Slide;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The decks a lecture can be taught with: those of its materials that are PDFs somebody means to show. */
@Component
public class Decks {

  private static final RowMapper<Slide.Deck> DECK =
      (row, number) -> new Slide.Deck(row.getLong("material_id"), row.getString("title"), row.getInt("pages"));

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  Decks(JdbcClient jdbc, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /** In the order in which they were added. */
  public List<Slide.Deck> of(LectureId lecture) {
    return jdbc.sql("select material_id, title, pages from deck where lecture_id = ? order by material_id")
        .param(lecture.value())
        .query(DECK)
        .list();
  }

  /** Of each of these lectures that has one, the deck that was added first. */
  public Map<LectureId, Slide.Deck> firstOf(Collection<LectureId> lectures) {
    Map<LectureId, Slide.Deck> first = new HashMap<>();
    jdbc.sql("select * from deck where lecture_id = any (?) order by material_id")
        .param(lectures.stream().map(LectureId::value).toArray(Long[]::new))
        .query(
            row -> {
              first.putIfAbsent(new LectureId(row.getLong("lecture_id")), DECK.mapRow(row, row.getRow()));
            });
    return first;
  }

  /** The titles of all decks of a course's lectures. */
  public List<String> titlesIn(CourseId course) {
    return jdbc.sql("select distinct deck.title from deck join lecture on lecture.id = lecture_id where course_id = ? order by deck.title")
        .param(course.value())
        .query(String.class)
        .list();
  }

  public Optional<Slide.Deck> find(LectureId lecture, long id) {
    return jdbc.sql("select material_id, title, pages from deck where lecture_id = ? and material_id = ?")
        .params(lecture.value(), id)
        .query(DECK)
        .optional();
  }

  /** Makes a material that is a checked PDF a deck of the lecture; a file that is one already is the same deck. */
  public Slide.Deck add(LectureId lecture, long material, String title, int pages) {
    jdbc.sql(
            """
            insert into deck (material_id, lecture_id, title, pages) values (?, ?, ?, ?)
            on conflict (lecture_id, material_id) do nothing
            """)
        .params(material, lecture.value(), title, pages)
        .update();
    events.publishEvent(new DeckAdded(lecture));
    return new Slide.Deck(material, title, pages);
  }
}
