package org.lectern.lecture;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.event.Lifecycle;

/** The end of one lecture's log under its lock: gives numbers and times to what is written there. */
final class LogEnd implements Author.End {

  /** An entry as it is kept, with the id its sender gave it. */
  record Written(Entry entry, @Nullable UUID clientId) {}

  private final LectureId lecture;
  private final long wallMillis;
  private final boolean sealed;
  private final long plannedStart;
  private final EntryRepository entries;
  private final Map<UUID, Long> appended = new HashMap<>();
  private final List<Written> written = new ArrayList<>();
  private @Nullable Timestamp startedAt;
  private @Nullable Timestamp endedAt;
  private long seq;
  private long lastAt;

  private LogEnd(LectureId lecture, ResultSet row, long wallMillis, EntryRepository entries) throws SQLException {
    this.lecture = lecture;
    this.wallMillis = wallMillis;
    this.entries = entries;
    plannedStart = row.getTimestamp("starts_at").getTime();
    startedAt = row.getTimestamp("started_at");
    endedAt = row.getTimestamp("ended_at");
    seq = row.getLong("last_seq");
    lastAt = row.getLong("last_at_ms");
    if (row.wasNull()) {
      lastAt = Long.MIN_VALUE;
    }
    row.getLong("sealed_seq");
    sealed = !row.wasNull();
  }

  static LogEnd locked(LectureId lecture, ResultSet row, long wallMillis, EntryRepository entries)
      throws SQLException {
    return new LogEnd(lecture, row, wallMillis, entries);
  }

  void write(Draft draft) {
    if (draft.event() instanceof Lifecycle.Started) {
      startedAt = new Timestamp(wallMillis);
    } else if (draft.event() instanceof Lifecycle.Ended) {
      endedAt = new Timestamp(wallMillis);
    } else if (draft.event() instanceof Lifecycle.Resumed) {
      endedAt = null;
    }
    if (draft.at() == null) {
      lastAt = at();
    }
    seq++;
    long at = draft.at() == null ? lastAt : draft.at();
    UserId by = draft.event().isAnonymous() ? null : draft.by();
    Entry entry = new Entry(lecture, seq, at, Instant.ofEpochMilli(wallMillis), by, draft.to(), draft.event());
    written.add(new Written(entry, draft.clientId()));
  }

  @Override
  public long at() {
    return Math.max(
        lastAt, LectureTime.at(wallMillis, startedAt == null ? null : startedAt.getTime(), plannedStart));
  }

  @Override
  public long wallMillis() {
    return wallMillis;
  }

  @Override
  public long seq() {
    return seq;
  }

  @Override
  public boolean isSealed() {
    return sealed;
  }

  @Override
  public List<Entry> since(long seq) {
    return seq >= this.seq ? List.of() : entries.after(lecture, seq, Integer.MAX_VALUE);
  }

  @Override
  public Optional<Entry> find(long seq) {
    return entries.find(lecture, seq);
  }

  void wasAppended(UUID clientId, long seq) {
    appended.put(clientId, seq);
  }

  @Override
  public Map<UUID, Long> appended() {
    return Map.copyOf(appended);
  }

  LectureId lecture() {
    return lecture;
  }

  boolean hasMoved() {
    return !written.isEmpty();
  }

  List<Written> written() {
    return written;
  }

  long lastAt() {
    return lastAt;
  }

  @Nullable Timestamp startedAt() {
    return startedAt;
  }

  @Nullable Timestamp endedAt() {
    return endedAt;
  }
}
