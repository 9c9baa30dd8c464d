package org.lectern.room;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lectern.cluster.Nodes;
import org.lectern.cluster.Wakeups;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Presences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Who is in the rooms by way of other nodes. Each node writes down its own people and tells that somebody came or went; the others read
 * who is there now. A node that is gone takes its people with it.
 */
@Component
class PeopleElsewhere implements Wakeups.Listener {

  static final String TOPIC = "people";

  /** A thousand people who come in at once are read a few times and not a thousand. */
  private static final long GATHER_MILLIS = 200;

  /** Where a hundred thousand are elsewhere, reading takes long. It then rests so many times as long, and costs the database no more. */
  private static final int REST = 10;

  /** Somebody who left while the database was away is not written down as gone: they are not found any more after a while. */
  private static final int LOOKS_BETWEEN_FULL_READS = 5;

  private static final Logger log = LoggerFactory.getLogger(PeopleElsewhere.class);

  private final Rooms rooms;
  private final Presences presences;
  private final Nodes nodes;
  private final Wakeups wakeups;
  private final Set<LectureId> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile long took; // milliseconds, the last time
  private int looks;

  PeopleElsewhere(Rooms rooms, Presences presences, Nodes nodes, Wakeups wakeups) {
    this.rooms = rooms;
    this.presences = presences;
    this.nodes = nodes;
    this.wakeups = wakeups;
    wakeups.listen(TOPIC, this);
  }

  @Override
  public void told(long id, long number) {
    readSoon(Set.of(new LectureId(id)));
  }

  @Override
  public void mayHaveMissed() {
    if (++looks % LOOKS_BETWEEN_FULL_READS == 0) {
      readSoon(rooms.open());
    }
  }

  private void readSoon(Set<LectureId> lectures) {
    changed.addAll(lectures);
    if (!changed.isEmpty() && reading.compareAndSet(false, true)) {
      Thread.ofVirtual().start(this::read);
    }
  }

  private void read() {
    try {
      Thread.sleep(Math.max(GATHER_MILLIS, REST * took));
      reading.set(false); // what is told from now on is read once more
      readWhatHasChanged();
    } catch (DataAccessException databaseAway) {
      log.warn("Who is here by way of other nodes could not be read: {}", databaseAway.getMessage());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** One after the other, or what was read first might be brought last. */
  private synchronized void readWhatHasChanged() {
    Set<LectureId> lectures = new HashSet<>(changed);
    changed.removeAll(lectures);
    long begun = System.nanoTime();
    rooms.readWhoIsElsewhere(lectures);
    took = (System.nanoTime() - begun) / 1_000_000;
  }

  /** Every node does it: whoever is first has done it for all. */
  @Scheduled(fixedRate = 1000)
  void endTheStaysOfNodesThatAreGone() {
    Set<LectureId> left = presences.endWithTheirNodes(nodes.gone());
    left.forEach(lecture -> wakeups.tell(TOPIC, lecture.value(), 0));
    readSoon(left);
  }
}
