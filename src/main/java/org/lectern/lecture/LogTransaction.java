package org.lectern.lecture;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Appends to several lectures in one commit: lock their rows, ask their authors, number what they wrote,
 * one multi-row insert, one update, commit.
 */
final class LogTransaction {

  /** In the order of their ids, so that two nodes with the same lectures never wait for each other in a circle. */
  private static final String LOCK =
      """
      select id, starts_at, started_at, ended_at, last_seq, last_at_ms, sealed_seq
        from lecture where id = any (?) order by id for update
      """;

  private static final String MOVE =
      """
      update lecture set last_seq = moved.seq, last_at_ms = moved.at, started_at = moved.started, ended_at = moved.ended
        from unnest(?, ?, ?, ?, ?) as moved (id, seq, at, started, ended)
       where lecture.id = moved.id
      """;

  /** A database that does not answer for so long is away; what was under way is asked again. */
  private static final int LONGEST_ANSWER_MILLIS = 5_000;

  private final DataSource database;
  private final Clock clock;

  LogTransaction(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  List<LogRequest.Outcome> commit(List<LogRequest> group) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setNetworkTimeout(Runnable::run, LONGEST_ANSWER_MILLIS);
      connection.setAutoCommit(false);
      try {
        List<LogRequest.Outcome> outcomes = write(connection, group);
        connection.commit();
        return outcomes;
      } catch (SQLException | RuntimeException failure) {
        rollBack(connection, failure);
        throw failure;
      }
    }
  }

  /** A connection that broke cannot be rolled back; what broke it is what is told. */
  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      failure.addSuppressed(broken);
    }
  }

  /** Whether the database was away, so that asking again at once would only wait again. */
  static boolean isAway(Exception failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause -> cause instanceof SQLException sql && (sql instanceof SQLTransientConnectionException || isAway(sql.getSQLState())));
  }

  /** Class 08 is a connection that failed, 57P0 a server that stops or starts, 53 one that has no room. */
  private static boolean isAway(@Nullable String state) {
    return state != null && (state.startsWith("08") || state.startsWith("57P0") || state.startsWith("53"));
  }

  private List<LogRequest.Outcome> write(Connection connection, List<LogRequest> group) throws SQLException {
    EntryRepository entries = new EntryRepository(connection);
    Map<LectureId, LogEnd> ends = lock(connection, entries, group);
    List<LogRequest.Outcome> outcomes = new ArrayList<>(group.size());
    for (LogRequest request : group) {
      outcomes.add(ask(request, ends.get(request.lecture())));
    }
    List<LogEnd> moved = ends.values().stream().filter(LogEnd::hasMoved).toList();
    if (!moved.isEmpty()) {
      entries.insert(moved.stream().flatMap(end -> end.written().stream()).toList());
      move(connection, moved);
    }
    return outcomes;
  }

  private Map<LectureId, LogEnd> lock(Connection connection, EntryRepository entries, List<LogRequest> group)
      throws SQLException {
    Map<LectureId, LogEnd> ends = new TreeMap<>();
    long wallMillis = clock.millis();
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      Object[] ids = group.stream().map(request -> request.lecture().value()).toArray();
      statement.setArray(1, connection.createArrayOf("bigint", ids));
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        LectureId lecture = new LectureId(rows.getLong("id"));
        ends.put(lecture, LogEnd.locked(lecture, rows, wallMillis, entries));
      }
    }
    return ends;
  }

  private static LogRequest.Outcome ask(LogRequest request, @Nullable LogEnd end) {
    if (end == null) {
      return new LogRequest.Outcome(
          request, List.of(), new IllegalArgumentException("There is no lecture " + request.lecture()));
    }
    List<Draft> drafts;
    try {
      drafts = request.author().write(end);
    } catch (LogReadException broken) {
      throw broken; // the transaction itself is lost
    } catch (RuntimeException refusal) {
      return new LogRequest.Outcome(request, List.of(), refusal);
    }
    drafts.forEach(end::write);
    return new LogRequest.Outcome(request, end.written().stream().map(EntryRepository.Row::entry).toList(), null);
  }

  private static void move(Connection connection, List<LogEnd> ends) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setArray(1, array(connection, "bigint", ends.stream().map(end -> end.lecture().value()).toArray()));
      statement.setArray(2, array(connection, "bigint", ends.stream().map(LogEnd::seq).toArray()));
      statement.setArray(3, array(connection, "bigint", ends.stream().map(LogEnd::lastAt).toArray()));
      statement.setArray(4, array(connection, "timestamptz", ends.stream().map(LogEnd::startedAt).toArray()));
      statement.setArray(5, array(connection, "timestamptz", ends.stream().map(LogEnd::endedAt).toArray()));
      statement.executeUpdate();
    }
  }

  private static Array array(Connection connection, String type, Object[] values) throws SQLException {
    return connection.createArrayOf(type, values);
  }
}
