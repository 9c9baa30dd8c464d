package org.lectern.lecture;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.lectern.cluster.Wakeups;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.EventTypes;
import org.lectern.lecture.event.Group;
import org.lectern.lecture.event.LectureEvent;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The append-only log of every lecture: append, read, tail.
 *
 * <p>An entry is visible only when it is durable. Appends are committed in groups: whatever has queued
 * while the last commit was under way goes into the next, so that the previous commit is the only timer.
 * The order within a lecture is made by the lock on its row, so any node may append and none owns a
 * lecture; see {@link LogLane}.
 */
@Component
public class LectureLog implements DisposableBean {

  /** Lectures share lanes, so that many small lectures share commits. A slow lock holds up one lane only. */
  private static final int LANES = 2;

  private static final String TOPIC = "log";

  private final DataSource database;
  private final LogMeters meters;
  private final Wakeups wakeups;
  private final EntryRepository entries;
  private final List<LogLane> lanes;
  private final Map<LectureId, List<Reader>> tails = new ConcurrentHashMap<>();

  @Autowired
  LectureLog(DataSource database, Clock clock, MeterRegistry registry, Wakeups wakeups) {
    this(database, clock, new LogMeters(registry), wakeups);
    wakeups.listen(TOPIC, new OfOtherNodes());
  }

  private LectureLog(DataSource database, Clock clock, LogMeters meters, Wakeups wakeups) {
    this.database = database;
    this.meters = meters;
    this.wakeups = wakeups;
    entries = new EntryRepository(database);
    lanes =
        IntStream.range(0, LANES)
            .mapToObj(number -> new LogLane("log-" + number, new LogTransaction(database, clock), this::tell, meters))
            .toList();
  }

  /** The same log with another clock, for a past that is written afterwards. Nobody tails it. Destroy it when that is done. */
  public LectureLog at(Clock past) {
    return new LectureLog(database, past, meters, wakeups);
  }

  /**
   * Asks the author, under the lecture's lock, what to append, and appends it.
   *
   * @return completed after the commit with what was appended; exceptionally, and with nothing appended,
   *     when the author threw, the lecture does not exist, or the database could not be reached. After a
   *     failure of the connection the entries may still be there: a draft with a client id is safe to send
   *     again.
   */
  public CompletableFuture<List<Entry>> append(LectureId lecture, Author author) {
    CompletableFuture<List<Entry>> appended = new CompletableFuture<>();
    append(
        lecture,
        author,
        (entries, failure) -> {
          if (failure == null) {
            appended.complete(entries);
          } else {
            appended.completeExceptionally(failure);
          }
        });
    return appended;
  }

  /**
   * The same for an author who must be told before anyone who tails.
   *
   * @param settled told after the commit and before anyone who tails; what it is told of a failure is as
   *     above
   */
  public void append(LectureId lecture, Author author, Settled settled) {
    lanes.get((int) (lecture.value() % LANES)).append(new LogRequest(lecture, author, settled));
  }

  /** The entries after {@code seq}, in order, at most {@code limit} of them. */
  public List<Entry> read(LectureId lecture, long seq, int limit) {
    return entries.after(lecture, seq, limit);
  }

  /** The last {@code limit} entries of a kind before {@code seq} to one audience, oldest first, and all that was said about them since. */
  public List<Entry> readBefore(LectureId lecture, Class<? extends LectureEvent> kind, Audience to, long seq, int limit) {
    return entries.before(lecture, EventTypes.nameOf(kind), to, seq, limit);
  }

  /** All that was said of one topic in these lectures, each lecture's in order. */
  public List<Entry> readTopic(Class<? extends LectureEvent> topic, Collection<LectureId> lectures) {
    return entries.of(topic, lectures);
  }

  /** Where each of these lectures is in its life, and its breaks and outages. */
  public Map<LectureId, LectureState> lifeOf(Collection<LectureId> lectures) {
    Map<LectureId, LectureState> lives = new HashMap<>();
    lectures.forEach(lecture -> lives.put(lecture, LectureState.PLANNED));
    entries
        .of(org.lectern.lecture.event.Lifecycle.class, lectures)
        .forEach(entry -> lives.compute(entry.lecture(), (any, life) -> Objects.requireNonNull(life).with(entry)));
    return lives;
  }

  /** Who is in which group of a lecture, and was. */
  public Groups groupsOf(LectureId lecture) {
    Groups groups = Groups.NONE;
    for (Entry entry : entries.of(Group.class, List.of(lecture))) {
      groups = groups.with(entry);
    }
    return groups;
  }

  /** One entry, if it exists. */
  public Optional<Entry> find(LectureId lecture, long seq) {
    return entries.find(lecture, seq);
  }

  /** Follows what is appended to a lecture, by this node and by others. */
  public Tail tail(LectureId lecture, Reader reader) {
    tails.computeIfAbsent(lecture, any -> new CopyOnWriteArrayList<>()).add(reader);
    return () ->
        tails.computeIfPresent(
            lecture,
            (any, readers) -> {
              readers.remove(reader);
              return readers.isEmpty() ? null : readers;
            });
  }

  private void tell(LectureId lecture, List<Entry> appended) {
    wakeups.tell(TOPIC, lecture.value(), appended.getLast().seq());
    tails.getOrDefault(lecture, List.of()).forEach(reader -> reader.appended(appended));
  }

  private void tellMoved(LectureId lecture, long seq) {
    tails.getOrDefault(lecture, List.of()).forEach(reader -> reader.movedTo(seq));
  }

  /** What other nodes append. */
  private final class OfOtherNodes implements Wakeups.Listener {

    @Override
    public void told(long lecture, long seq) {
      tellMoved(new LectureId(lecture), seq);
    }

    @Override
    public void mayHaveMissed() {
      entries.ends(List.copyOf(tails.keySet())).forEach(LectureLog.this::tellMoved);
    }
  }

  @Override
  public void destroy() {
    lanes.forEach(LogLane::close);
  }

  /** What came of an append: entries and no failure, or a failure and no entries. */
  @FunctionalInterface
  public interface Settled {
    void settled(List<Entry> entries, @Nullable Throwable failure);
  }

  /** Somebody who follows a log. Both are called on threads that others wait for, so it must only hand on. */
  public interface Reader {

    /** This node has appended these, and they are durable. Between them and what was told before may lie entries of other nodes. */
    void appended(List<Entry> entries);

    /** The log has come as far as this. Told of what other nodes append; it may be told late, and again. */
    void movedTo(long seq);
  }

  /** Following a log; closing ends it. */
  @FunctionalInterface
  public interface Tail extends AutoCloseable {
    @Override
    void close();
  }
}
