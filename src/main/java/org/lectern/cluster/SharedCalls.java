package org.lectern.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Calls are rows. Numbers are handed out before transactions commit, so each look takes all of the last while and leaves out what was
 * heard already. A node that could not look for longer looks back further.
 */
@Component
@ConditionalOnBooleanProperty("lectern.cluster")
final class SharedCalls implements Calls, Wakeups.Listener {

  private static final Logger log = LoggerFactory.getLogger(SharedCalls.class);
  private static final String TOPIC = "call";

  /** Longer than a transaction that calls may take. */
  private static final int LOOK_BACK_SECONDS = 30;

  private final Nodes nodes;
  private final Wakeups wakeups;
  private final JdbcTemplate jdbc;
  private final Map<String, LongConsumer> listeners = new ConcurrentHashMap<>();
  private final Map<Long, Long> heard = new HashMap<>(); // a call's number, and when it was heard
  private long lookedAt = System.nanoTime();

  SharedCalls(Nodes nodes, Wakeups wakeups, JdbcTemplate jdbc) {
    this.nodes = nodes;
    this.wakeups = wakeups;
    this.jdbc = jdbc;
    wakeups.listen(TOPIC, this);
  }

  @Override
  public void say(String what, long whom) {
    jdbc.update("insert into call (node_id, what, whom) values (?, ?, ?)", nodes.me(), what, whom);
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              wakeups.tell(TOPIC, 0, 0);
            }
          });
    } else {
      wakeups.tell(TOPIC, 0, 0);
    }
  }

  @Override
  public void hear(String what, LongConsumer listener) {
    listeners.put(what, listener);
  }

  @Override
  public void told(long id, long number) {
    Thread.ofVirtual().start(this::mayHaveMissed);
  }

  @Override
  public synchronized void mayHaveMissed() {
    long now = System.nanoTime();
    long back = LOOK_BACK_SECONDS * 1_000_000_000L + (now - lookedAt);
    jdbc.query(
        "select id, what, whom from call where node_id <> ? and said_at > clock_timestamp() - make_interval(secs => ?) order by id",
        row -> {
          if (heard.put(row.getLong("id"), now) == null) {
            pass(row.getString("what"), row.getLong("whom"));
          }
        },
        nodes.me(),
        back / 1e9);
    lookedAt = now;
    heard.values().removeIf(at -> now - at > 2 * back);
  }

  private void pass(String what, long whom) {
    LongConsumer listener = listeners.get(what); // a newer version may call what this one does not know
    if (listener == null) {
      return;
    }
    try {
      listener.accept(whom);
    } catch (RuntimeException unexpected) {
      log.error("The call {} of another node could not be followed", what, unexpected);
    }
  }

  /** Whoever has not looked for an hour has been declared gone, and its people have come in anew. */
  @Scheduled(fixedRate = 600_000)
  void forgetOld() {
    jdbc.update("delete from call where said_at < clock_timestamp() - interval '1 hour'");
  }
}
