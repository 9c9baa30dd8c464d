package org.lectern.media;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureEnded;
import org.lectern.lecture.LectureId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The picture and sound of lectures as they happen. */
@Component
public class Tracks {

  /** Families of pictures there are, the first part of their codec strings. */
  public static final Set<String> FAMILIES = Set.of("avc1", "vp09", "av01");

  private final Map<LectureId, LiveLecture> lectures = new ConcurrentHashMap<>();

  /** Follows a lecture's tracks until the answer is closed. */
  public Tail tail(LectureId lecture, TrackListener listener) {
    live(lecture).tail(listener);
    return () -> lectures.computeIfPresent(lecture, (_, live) -> {
      live.leave(listener);
      return live.isIdle() ? null : live;
    });
  }

  /** Hands over what is on. No frame is passed while {@code reader} runs, so a newcomer who is added meanwhile misses none. */
  public void catalogue(LectureId lecture, Consumer<Catalogue> reader) {
    live(lecture).catalogue(reader);
  }

  /**
   * Tells publishers what everyone present can decode. Those who use something else encode anew.
   *
   * @param families of {@code avc1}, {@code vp09}, {@code av01}
   */
  public void decodable(LectureId lecture, Set<String> families) {
    live(lecture).decodable(families);
  }

  /** Ends what a person publishes: they gave up the floor, were removed, or left the course. */
  public void silence(LectureId lecture, UserId person) {
    live(lecture).publications().stream()
        .filter(publication -> publication.isBy(person))
        .forEach(Publication::revoke);
  }

  /** Closes a person's sockets when something has changed about who they are. They come back, and the door decides anew. */
  public void askToComeBack(UserId person) {
    lectures.values().stream()
        .flatMap(lecture -> lecture.publications().stream())
        .filter(publication -> publication.isBy(person))
        .forEach(Publication::askToComeBack);
  }

  /** Asks all publishers to go on at another node: they open a line there before they let go of this one. */
  public void moveElsewhere() {
    lectures.values().forEach(lecture -> lecture.publications().forEach(Publication::moveElsewhere));
  }

  /** Whether somebody has a line here to publish on. */
  public boolean hasPublishers() {
    return lectures.values().stream().anyMatch(lecture -> !lecture.publications().isEmpty());
  }

  /** Ends everything live once the lecture is sealed. Somebody who has stopped may still complete what was recorded. */
  @EventListener
  void ended(LectureEnded event) {
    LiveLecture live = lectures.get(event.lecture());
    if (live != null) {
      live.publications().stream().filter(Publication::isLive).forEach(Publication::revoke);
    }
  }

  LiveLecture live(LectureId lecture) {
    return lectures.computeIfAbsent(lecture, _ -> new LiveLecture());
  }

  Iterable<LiveLecture> live() {
    return lectures.values();
  }

  /** Ends following. */
  @FunctionalInterface
  public interface Tail extends AutoCloseable {
    @Override
    void close();
  }
}
