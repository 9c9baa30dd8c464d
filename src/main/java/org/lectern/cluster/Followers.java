package org.lectern.cluster;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Which other nodes follow what. They say so each second, and whoever has not said so for three seconds follows no longer. */
final class Followers {

  static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(3);

  private final Map<Subject, Map<UUID, Long>> heardAt = new ConcurrentHashMap<>();

  /**
   * @param now nanoseconds of a clock that only goes forward
   * @return whether this is news
   */
  boolean follows(UUID node, Subject subject, long now) {
    boolean[] news = new boolean[1];
    heardAt.compute(subject, (_, nodes) -> {
      Map<UUID, Long> known = nodes == null ? new ConcurrentHashMap<>() : nodes;
      news[0] = known.put(node, now) == null;
      return known;
    });
    return news[0];
  }

  void leaves(UUID node, Subject subject) {
    heardAt.computeIfPresent(subject, (_, nodes) -> {
      nodes.remove(node);
      return nodes.isEmpty() ? null : nodes;
    });
  }

  Set<UUID> of(Subject subject) {
    Map<UUID, Long> nodes = heardAt.get(subject);
    return nodes == null ? Set.of() : Set.copyOf(nodes.keySet());
  }

  void forgetSilent(long now) {
    for (Subject subject : heardAt.keySet()) {
      heardAt.computeIfPresent(subject, (_, nodes) -> {
        nodes.values().removeIf(heard -> now - heard > LONGEST_SILENCE);
        return nodes.isEmpty() ? null : nodes;
      });
    }
  }
}
