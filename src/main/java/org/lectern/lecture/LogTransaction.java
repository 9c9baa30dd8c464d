package org.lectern.lecture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.event.EventTypes;

/**
 * Appends to several lectures in one commit. It locks their rows, asks their authors, numbers what they wrote, and inserts all of it at
 * once.
 */
final class LogTransaction {

  /** Locks rows in the order of their ids, so that two nodes with the same lectures never wait for each other in a circle. */
  private static final String LOCK =
      """
      select id, starts_at, started_at, ended_at, last_seq, last_at_ms, sealed_seq
        from lecture where id = any (?) order by id for update;
      select lecture_id, client_id, seq from entry where lecture_id = any (?) and client_id = any (?)
      """;

  /** One message to the database and one answer, as for the lock, because everyone in the queue waits for each of them. */
  private static final String APPEND =
      """
      insert into entry (lecture_id, seq, at_ms, said_at, type, actor, audience, data, client_id)
      select lecture_id, seq, at_ms, said_at, type, actor, audience, data::jsonb, client_id
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
          as fresh (lecture_id, seq, at_ms, said_at, type, actor, audience, data, client_id);
      update lecture set last_seq = moved.seq, last_at_ms = moved.at, started_at = moved.started, ended_at = moved.ended
        from unnest(?, ?, ?, ?, ?) as moved (id, seq, at, started, ended)
       where lecture.id = moved.id;
      commit
      """;

  /** A database that does not answer for so long counts as away. What was under way is tried again. */
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
        return write(connection, group);
      } catch (SQLException | RuntimeException failure) {
        rollBack(connection, failure);
        throw failure;
      }
    }
  }

  /** Rolls back. On a broken connection that fails too, and the failure that broke it is the one to report. */
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
    if (moved.isEmpty()) {
      connection.commit();
    } else {
      append(connection, moved);
    }
    return outcomes;
  }

  private Map<LectureId, LogEnd> lock(Connection connection, EntryRepository entries, List<LogRequest> group)
      throws SQLException {
    Map<LectureId, LogEnd> ends = new TreeMap<>();
    long wallMillis = clock.millis();
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      set(statement, 1, "bigint", group, request -> request.lecture().value());
      set(statement, 2, "bigint", group, request -> request.lecture().value());
      set(statement, 3, "uuid", group.stream().flatMap(request -> request.author().clientIds().stream()).toList(), id -> id);
      statement.execute();
      for (ResultSet rows = statement.getResultSet(); rows.next(); ) {
        LectureId lecture = new LectureId(rows.getLong("id"));
        ends.put(lecture, LogEnd.locked(lecture, rows, wallMillis, entries));
      }
      statement.getMoreResults();
      for (ResultSet rows = statement.getResultSet(); rows.next(); ) {
        LogEnd end = Objects.requireNonNull(ends.get(new LectureId(rows.getLong("lecture_id"))));
        end.wasAppended(rows.getObject("client_id", UUID.class), rows.getLong("seq"));
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
    return new LogRequest.Outcome(request, end.written().stream().map(LogEnd.Written::entry).toList(), null);
  }

  private static void append(Connection connection, List<LogEnd> ends) throws SQLException {
    List<LogEnd.Written> written = ends.stream().flatMap(end -> end.written().stream()).toList();
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      set(statement, 1, "bigint", written, one -> one.entry().lecture().value());
      set(statement, 2, "bigint", written, one -> one.entry().seq());
      set(statement, 3, "bigint", written, one -> one.entry().at());
      set(statement, 4, "timestamptz", written, one -> Timestamp.from(one.entry().saidAt()));
      set(statement, 5, "text", written, one -> EventTypes.nameOf(one.entry().event()));
      set(statement, 6, "bigint", written, one -> one.entry().by() == null ? null : one.entry().by().value());
      set(statement, 7, "text", written, one -> one.entry().to().key());
      set(statement, 8, "text", written, one -> EntryJson.write(one.entry().event()));
      set(statement, 9, "uuid", written, LogEnd.Written::clientId);
      set(statement, 10, "bigint", ends, end -> end.lecture().value());
      set(statement, 11, "bigint", ends, LogEnd::seq);
      set(statement, 12, "bigint", ends, LogEnd::lastAt);
      set(statement, 13, "timestamptz", ends, LogEnd::startedAt);
      set(statement, 14, "timestamptz", ends, LogEnd::endedAt);
      statement.executeUpdate();
    }
  }

  private static <T> void set(PreparedStatement statement, int index, String type, List<T> rows, Function<T, @Nullable Object> column)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf(type, rows.stream().map(column).toArray()));
  }
}
