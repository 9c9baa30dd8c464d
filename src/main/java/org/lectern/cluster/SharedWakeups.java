package org.lectern.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Wake-ups by PostgreSQL's NOTIFY. They go out after the commit they tell of and never inside it, because a commit that notifies takes a
 * lock that all such commits share. What gathers while one NOTIFY is under way goes into the next.
 */
@Component
@ConditionalOnBooleanProperty("lectern.cluster")
final class SharedWakeups implements Wakeups, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SharedWakeups.class);
  private static final String CHANNEL = "lectern";

  /** PostgreSQL takes a little less than 8,000 bytes. */
  private static final int LONGEST_MESSAGE = 7_000;

  /** What happens within these arrives as one message. Nobody notices so little. */
  private static final long GATHER_MILLIS = 3;

  private static final int LISTEN_MILLIS = 1_000;
  private static final int LONGEST_ANSWER_SECONDS = 3;

  /** The sender's commit is not waited for: nothing is lost with it that is not looked for anyway. */
  private static final String NOTIFY = "select set_config('synchronous_commit', 'off', true), pg_notify('" + CHANNEL + "', ?)";

  private record Subject(String topic, long id) {}

  private final Nodes nodes;
  private final JdbcTemplate jdbc;
  private final JdbcConnectionDetails database;
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
  private final Map<Subject, Long> untold = new ConcurrentHashMap<>();
  private final Semaphore somethingToTell = new Semaphore(0);
  private final ReentrantLock looking = new ReentrantLock();
  private volatile boolean running;
  private volatile boolean hears;

  SharedWakeups(Nodes nodes, JdbcTemplate jdbc, JdbcConnectionDetails database) {
    this.nodes = nodes;
    this.jdbc = jdbc;
    this.database = database;
  }

  @Override
  public void tell(String topic, long id, long number) {
    if (untold.merge(new Subject(topic, id), number, Math::max) == number) {
      somethingToTell.release();
    }
  }

  @Override
  public void listen(String topic, Listener listener) {
    listeners.put(topic, listener);
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("wakeups-out").start(this::tellAll);
    Thread.ofVirtual().name("wakeups-in").start(this::listenAlways);
  }

  private void tellAll() {
    try {
      while (running) {
        if (somethingToTell.tryAcquire(LISTEN_MILLIS, TimeUnit.MILLISECONDS)) {
          Thread.sleep(GATHER_MILLIS);
          somethingToTell.drainPermits();
          messages().forEach(this::send);
        }
      }
    } catch (InterruptedException stopping) {
      // nothing is left to tell
    }
  }

  private List<String> messages() {
    List<String> messages = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    for (Subject subject : untold.keySet()) {
      Long number = untold.remove(subject);
      if (message.isEmpty()) {
        message.append(nodes.me());
      }
      message.append(' ').append(subject.topic()).append(' ').append(subject.id()).append(' ').append(number);
      if (message.length() > LONGEST_MESSAGE) {
        messages.add(message.toString());
        message.setLength(0);
      }
    }
    if (!message.isEmpty()) {
      messages.add(message.toString());
    }
    return messages;
  }

  private void send(String message) {
    try {
      jdbc.query(NOTIFY, row -> {}, message);
    } catch (DataAccessException databaseAway) {
      log.warn("Other nodes could not be told at once: {}", databaseAway.getMessage()); // they look by themselves
    }
  }

  private void listenAlways() {
    while (running) {
      try (Connection connection = connect()) {
        listen(connection);
      } catch (SQLException lost) {
        if (running) {
          log.warn("What other nodes tell is not heard, and looked for once a second: {}", lost.getMessage());
        }
      }
      hears = false;
      pause();
    }
  }

  /** Whether the line by which other nodes are heard stands. */
  boolean hears() {
    return hears;
  }

  /** Beside the pool: it waits for hours, and nothing else is ever asked on it. */
  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    setIfKnown(properties, "user", database.getUsername());
    setIfKnown(properties, "password", database.getPassword());
    properties.setProperty("ApplicationName", "lectern-wakeups");
    properties.setProperty("connectTimeout", String.valueOf(LONGEST_ANSWER_SECONDS));
    properties.setProperty("loginTimeout", String.valueOf(LONGEST_ANSWER_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(database.getJdbcUrl(), properties);
  }

  /** What is not said here may stand in the address. */
  private static void setIfKnown(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
    }
    hears = true;
    Thread.ofVirtual().start(this::look);
    PGConnection line = connection.unwrap(PGConnection.class);
    while (running) {
      PGNotification[] heard = line.getNotifications(LISTEN_MILLIS);
      for (PGNotification one : heard) {
        hear(one.getParameter());
      }
      if (heard.length == 0 && !connection.isValid(LONGEST_ANSWER_SECONDS)) {
        throw new SQLException("the connection does not answer");
      }
    }
  }

  private void hear(String message) {
    String[] words = message.split(" ");
    if (words[0].equals(nodes.me().toString())) {
      return;
    }
    for (int i = 1; i + 2 < words.length; i += 3) {
      Listener listener = listeners.get(words[i]); // a newer version may speak of what this one does not know
      if (listener != null) {
        tell(listener, Long.parseLong(words[i + 1]), Long.parseLong(words[i + 2]));
      }
    }
  }

  private static void tell(Listener listener, long id, long number) {
    try {
      listener.told(id, number);
    } catch (RuntimeException unexpected) {
      log.error("A wake-up could not be passed on", unexpected);
    }
  }

  /** Whoever told something may have died before saying so, and the line it would come by may be dead. */
  @Scheduled(fixedRate = 1000)
  void look() {
    if (running && looking.tryLock()) {
      try {
        listeners.values().forEach(SharedWakeups::look);
      } finally {
        looking.unlock();
      }
    }
  }

  private static void look(Listener listener) {
    try {
      listener.mayHaveMissed();
    } catch (RuntimeException databaseAway) {
      log.warn("What other nodes may have told could not be looked for: {}", databaseAway.getMessage());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LISTEN_MILLIS / 2);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is told last goes out after people were asked to come back. */
  @Override
  public void stop() {
    running = false;
    messages().forEach(this::send);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return -1;
  }
}
