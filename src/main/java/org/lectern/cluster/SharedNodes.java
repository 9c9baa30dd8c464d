package org.lectern.cluster;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Nodes that write down each second, on the database's clock, that they are there. Who has not done so for five seconds is gone. A node
 * that was itself kept from the database judges nobody for a while, because the same may have happened to all.
 */
@Component
@ConditionalOnBooleanProperty("lectern.cluster")
final class SharedNodes implements Nodes, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SharedNodes.class);
  private static final Duration LONGEST_BETWEEN_BEATS = Duration.ofSeconds(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration UNTIL_OTHERS_ARE_BACK = Duration.ofSeconds(6);

  private static final String BEAT =
      """
      insert into node (id, seen_at) values (?, clock_timestamp())
      on conflict (id) do update set seen_at = excluded.seen_at
      """;

  private static final String IS_HERE =
      """
      select exists (select from node where id = ? and not stopped and seen_at > clock_timestamp() - interval '5 seconds')
      """;

  private static final String LOOK =
      """
      select id, not stopped and seen_at > clock_timestamp() - interval '5 seconds' as here from node order by started_at, id
      """;

  private final UUID me = UUID.randomUUID();
  private final JdbcTemplate jdbc;
  private volatile int others;
  private volatile Set<UUID> known = Set.of();
  private volatile Set<UUID> gone = Set.of();
  private volatile boolean first;
  private volatile boolean running;
  private volatile boolean judges;
  private volatile long lastBeat = System.nanoTime();
  private long judgesFrom = lastBeat;

  SharedNodes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void start() {
    running = true;
    jdbc.update("delete from node where seen_at < clock_timestamp() - interval '1 hour'");
    beatAndLook();
    first = first || !anotherBeats();
    log.info("This is node {}, {}", me, first ? "the first" : "beside others");
  }

  /** A node that was killed a moment ago seems to be here still, and after a quick start nobody would say that Lectern was away. */
  private boolean anotherBeats() {
    Timestamp before = lastBeatOfAnother();
    long until = System.nanoTime() + LONGEST_BETWEEN_BEATS.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      if (!Objects.equals(before, lastBeatOfAnother())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Timestamp lastBeatOfAnother() {
    return jdbc.queryForObject("select max(seen_at) from node where id <> ? and not stopped", Timestamp.class, me);
  }

  @Scheduled(fixedRate = 1000)
  synchronized void beat() {
    if (!running) {
      return;
    }
    try {
      beatAndLook();
    } catch (DataAccessException databaseAway) {
      log.warn("The other nodes cannot be seen: {}", databaseAway.getMessage());
    }
  }

  private void beatAndLook() {
    jdbc.update(BEAT, me);
    long now = System.nanoTime();
    if (now - lastBeat > LONGEST_BETWEEN_BEATS.toNanos()) {
      judgesFrom = now + UNTIL_OTHERS_ARE_BACK.toNanos();
    }
    lastBeat = now;
    judges = now >= judgesFrom;
    look();
  }

  private void look() {
    Set<UUID> notHere = new HashSet<>();
    Set<UUID> before = new HashSet<>();
    Set<UUID> seen = new HashSet<>();
    jdbc.query(
        LOOK,
        row -> {
          UUID node = row.getObject("id", UUID.class);
          seen.add(node);
          if (!row.getBoolean("here")) {
            notHere.add(node);
          } else if (!seen.contains(me)) {
            before.add(node);
          }
        });
    first = before.isEmpty();
    others = (int) seen.stream().filter(node -> !node.equals(me) && !notHere.contains(node)).count();
    gone = judges ? Set.copyOf(notHere) : Set.of();
    seen.removeAll(gone);
    seen.remove(me);
    known = Set.copyOf(seen);
  }

  /** For how long the others have not been told that this node is here. */
  Duration sinceLastBeat() {
    return Duration.ofNanos(System.nanoTime() - lastBeat);
  }

  @Override
  public UUID me() {
    return me;
  }

  @Override
  public boolean isAlone() {
    return false;
  }

  @Override
  public boolean isFirst() {
    return first;
  }

  @Override
  public int others() {
    return others;
  }

  @Override
  public Set<UUID> known() {
    return known;
  }

  @Override
  public Set<UUID> gone() {
    return gone;
  }

  @Override
  public boolean isGone(UUID node) {
    return judges && Boolean.FALSE.equals(jdbc.queryForObject(IS_HERE, Boolean.class, node));
  }

  /** Says goodbye, so that nobody waits five seconds. Without a database the others find out by themselves. */
  @Override
  public synchronized void stop() {
    running = false;
    try {
      jdbc.update("update node set stopped = true where id = ?", me);
    } catch (DataAccessException databaseAway) {
      log.warn("The other nodes could not be told that this one stops: {}", databaseAway.getMessage());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before whoever asks for other nodes, and after they have stopped. */
  @Override
  public int getPhase() {
    return -2;
  }
}
