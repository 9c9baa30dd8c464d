package org.lectern.media;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lectern.accounts.UserId;
import org.lectern.cluster.Bus;
import org.lectern.lecture.LectureEnded;
import org.lectern.lecture.LectureId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The picture and sound of lectures as they happen. */
@Component
public class Tracks {

  /** Families of pictures there are, the first part of their codec strings. */
  public static final Set<String> FAMILIES = Set.of("avc1", "vp09", "av01");

  /** What nodes tell each other about tracks, by lecture. */
  static final String TOPIC = "tracks";

  private final Map<LectureId, LiveLecture> lectures = new ConcurrentHashMap<>();
  private final Bus bus;
  private final LongSupplier nanos;

  @Autowired
  Tracks(Bus bus) {
    this(bus, System::nanoTime);
  }

  Tracks(Bus bus, LongSupplier nanos) {
    this.bus = bus;
    this.nanos = nanos;
    bus.listen(TOPIC, new OtherNodes());
  }

  /** Follows a lecture's tracks, wherever they are published, until the answer is closed. */
  public Tail tail(LectureId lecture, TrackListener listener) {
    lectures.compute(lecture, (_, open) -> {
      LiveLecture live = open == null ? new LiveLecture(lecture, bus) : open;
      live.tail(listener);
      bus.follow(TOPIC, lecture.value());
      return live;
    });
    return () -> lectures.computeIfPresent(lecture, (_, live) -> {
      live.leave(listener);
      if (!live.isWatched()) {
        bus.leave(TOPIC, lecture.value());
      }
      return live.isIdle() ? null : live;
    });
  }

  /** Whether picture and sound of other nodes do not come at the moment. */
  public boolean restBetweenNodes() {
    return !bus.isThere();
  }

  /** Whether somebody publishes on this node, or completes what they published. */
  public boolean hasPublishers(LectureId lecture) {
    LiveLecture live = lectures.get(lecture);
    return live != null && !live.publications().isEmpty();
  }

  /** Hands over what is on. No frame is passed while {@code reader} runs, so a newcomer who is added meanwhile misses none. */
  public void catalogue(LectureId lecture, Consumer<Catalogue> reader) {
    live(lecture).catalogue(reader);
  }

  /**
   * Tells publishers, on whichever node, what everyone who is here can decode. Those who use something else encode anew.
   *
   * @param families of {@code avc1}, {@code vp09}, {@code av01}; none when there is nothing that all can
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
    return lectures.computeIfAbsent(lecture, _ -> new LiveLecture(lecture, bus));
  }

  Iterable<LiveLecture> live() {
    return lectures.values();
  }

  /** Lets other nodes know that what is on here is on still, and notices those of which nothing is heard any more. */
  @Scheduled(fixedRate = 1000)
  void beat() {
    long now = nanos.getAsLong();
    lectures.forEach((lecture, live) -> live.beat(bus.followers(TOPIC, lecture.value()), now));
  }

  private final class OtherNodes implements Bus.Listener {

    @Override
    public void heard(UUID node, long lecture, ByteBuffer message) {
      LiveLecture live = lectures.get(new LectureId(lecture));
      if (live != null) {
        live.hear(node, NodeMessage.read(message), nanos.getAsLong());
      }
    }

    @Override
    public void follows(UUID node, long lecture) {
      LiveLecture live = lectures.get(new LectureId(lecture));
      if (live != null) {
        live.followedBy(node);
      }
    }
  }

  /** Ends following. */
  @FunctionalInterface
  public interface Tail extends AutoCloseable {
    @Override
    void close();
  }
}
