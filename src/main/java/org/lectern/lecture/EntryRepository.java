package org.lectern.lecture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.EventTypes;
import org.lectern.lecture.event.LectureEvent;

/** Reads the log. Readers have a connection of their own; authors read on the connection that holds the lock. */
final class EntryRepository {

  private static final String AFTER =
      """
      select lecture_id, seq, at_ms, said_at, type, actor, audience, data from entry
       where lecture_id = ? and seq > ? order by seq limit ?
      """;

  /** The topic is written into the statement, so that PostgreSQL finds the index that is for it alone. */
  private static final String OF_TOPIC =
      """
      select lecture_id, seq, at_ms, said_at, type, actor, audience, data from entry
       where lecture_id = any (?) and type like '%s.%%' order by lecture_id, seq
      """;

  /** PostgreSQL's operator {@code ?} is written {@code ??} for JDBC. */
  private static final String BEFORE =
      """
      with page as (
        select * from entry where lecture_id = ? and type = ? and lower(audience) = ? and seq < ? order by seq desc limit ?)
      select lecture_id, seq, at_ms, said_at, type, actor, audience, data from page
      union all
      select lecture_id, seq, at_ms, said_at, type, actor, audience, data from entry
       where lecture_id = ? and data ?? 'of' and (data ->> 'of')::bigint in (select seq from page)
       order by seq
      """;

  private final @Nullable DataSource database;
  private final @Nullable Connection connection;

  EntryRepository(DataSource database) {
    this.database = database;
    this.connection = null;
  }

  EntryRepository(Connection connection) {
    this.database = null;
    this.connection = connection;
  }

  List<Entry> after(LectureId lecture, long seq, int limit) {
    return query(
        AFTER,
        statement -> {
          statement.setLong(1, lecture.value());
          statement.setLong(2, seq);
          statement.setInt(3, limit);
        },
        EntryRepository::entries);
  }

  /** All that was said of one topic in these lectures. */
  List<Entry> of(Class<? extends LectureEvent> topic, Collection<LectureId> lectures) {
    Object[] ids = lectures.stream().map(LectureId::value).toArray();
    return query(
        OF_TOPIC.formatted(EventTypes.topic(topic)),
        statement -> statement.setArray(1, statement.getConnection().createArrayOf("bigint", ids)),
        EntryRepository::entries);
  }

  List<Entry> before(LectureId lecture, String type, Audience to, long seq, int limit) {
    return query(
        BEFORE,
        statement -> {
          statement.setLong(1, lecture.value());
          statement.setString(2, type);
          statement.setString(3, to.key());
          statement.setLong(4, seq);
          statement.setInt(5, limit);
          statement.setLong(6, lecture.value());
        },
        EntryRepository::entries);
  }

  /** How far these logs have come. */
  Map<LectureId, Long> ends(Collection<LectureId> lectures) {
    if (lectures.isEmpty()) {
      return Map.of();
    }
    Object[] ids = lectures.stream().map(LectureId::value).toArray();
    return query(
        "select id, last_seq from lecture where id = any (?)",
        statement -> statement.setArray(1, statement.getConnection().createArrayOf("bigint", ids)),
        EntryRepository::ends);
  }

  private static Map<LectureId, Long> ends(ResultSet rows) throws SQLException {
    Map<LectureId, Long> ends = new HashMap<>();
    while (rows.next()) {
      ends.put(new LectureId(rows.getLong("id")), rows.getLong("last_seq"));
    }
    return ends;
  }

  Optional<Entry> find(LectureId lecture, long seq) {
    return after(lecture, seq - 1, 1).stream().filter(entry -> entry.seq() == seq).findFirst();
  }

  /** What only a newer version knows is left out: an older node beside it goes on, and its people see it once they are with a newer one. */
  private static List<Entry> entries(ResultSet rows) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    while (rows.next()) {
      if (!EventTypes.knows(rows.getString("type"))) {
        continue;
      }
      long actor = rows.getLong("actor");
      UserId by = rows.wasNull() ? null : new UserId(actor);
      entries.add(
          new Entry(
              new LectureId(rows.getLong("lecture_id")),
              rows.getLong("seq"),
              rows.getLong("at_ms"),
              rows.getTimestamp("said_at").toInstant(),
              by,
              Audience.of(rows.getString("audience")),
              EntryJson.read(rows.getString("type"), rows.getString("data"))));
    }
    return entries;
  }

  private <T> T query(String sql, Parameters parameters, Rows<T> reader) {
    try {
      if (connection != null) {
        return query(connection, sql, parameters, reader);
      }
      try (Connection own = Objects.requireNonNull(database).getConnection()) {
        return query(own, sql, parameters, reader);
      }
    } catch (SQLException failure) {
      throw new LogReadException(failure);
    }
  }

  private static <T> T query(Connection connection, String sql, Parameters parameters, Rows<T> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return reader.read(rows);
      }
    }
  }

  @FunctionalInterface
  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  @FunctionalInterface
  private interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }
}
