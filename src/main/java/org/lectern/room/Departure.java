package org.lectern.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.lectern.cluster.Leaving;
import org.lectern.media.Tracks;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Moves the people of a node that is about to stop. Publishers go first, so that nobody waits for them, then whoever is awaited, and then
 * the others in groups, so that another node is not met by a thousand at once. Each is asked to open a line elsewhere before they let go of
 * this one; whoever has not done so after a while is closed with <em>come back</em>.
 */
@Component
class Departure {

  private static final Duration BETWEEN_GROUPS = Duration.ofMillis(100);
  private static final Duration LONGEST_MOVE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /** Those on one node are gone in some three seconds, unless they are more than the others can let in meanwhile. */
  private static final int GROUPS = 30;

  private static final int SMALLEST = 10;
  private static final int LARGEST = 50;

  private final Rooms rooms;
  private final Tracks tracks;

  Departure(Rooms rooms, Tracks tracks) {
    this.rooms = rooms;
    this.tracks = tracks;
  }

  @EventListener
  void leave(Leaving leaving) throws InterruptedException {
    rooms.beginToDrain();
    tracks.moveElsewhere();
    waitUntil(() -> !tracks.hasPublishers());
    Map<Boolean, List<Connection>> people = rooms.byWhetherAwaited();
    for (List<Connection> group : groups(people.get(true), people.get(false))) {
      move(Set.copyOf(group));
      Thread.sleep(BETWEEN_GROUPS);
    }
    waitUntil(() -> rooms.byWhetherAwaited().values().stream().allMatch(List::isEmpty));
  }

  private void move(Set<Connection> group) {
    rooms.move(group);
    CompletableFuture.delayedExecutor(LONGEST_MOVE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> group.forEach(connection -> connection.close(CloseCode.COME_BACK.because("this node stops"))));
  }

  /** Who is asked at the same time, one group after the other. */
  static <T> List<List<T>> groups(List<T> awaited, List<T> others) {
    List<T> all = new ArrayList<>(awaited);
    all.addAll(others);
    int size = Math.clamp(all.size() / GROUPS, SMALLEST, LARGEST);
    List<List<T>> groups = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      groups.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return groups;
  }

  /** A little longer than anybody is given. */
  private static void waitUntil(BooleanSupplier gone) throws InterruptedException {
    long until = System.nanoTime() + LONGEST_MOVE.plusMillis(500).toNanos();
    while (!gone.getAsBoolean() && System.nanoTime() < until) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
