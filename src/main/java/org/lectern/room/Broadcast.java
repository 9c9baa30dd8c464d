package org.lectern.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.Entry;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Person;
import org.lectern.media.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread through which everything goes that is sent to a room. Because entries, signals and newcomers pass through it in one
 * order, a newcomer's snapshot and the first entry after it always meet. Whatever has queued when it comes round goes out in one write
 * to each, encoded once for each audience; {@link Writers} help it where there are many. A thread of the system's own: it is busy for as
 * long as it takes to write to everyone, and a virtual one would keep a processor from all others that long.
 */
final class Broadcast {

  private static final Logger log = LoggerFactory.getLogger(Broadcast.class);

  /** Pieces of work that may wait before there is too much: seconds of a lively lecture. Entries wait however many there are. */
  static final int MUCH_WAITING = 200;

  /** A round that took longer has many readers. */
  private static final long LONG_ROUND_NANOS = 1_000_000;

  /** Two packets of sound: a player has twice as much in hand. */
  private static final long LONGEST_REST_NANOS = 40_000_000;

  private final Wire wire;
  private final Roster roster;
  private final int enrolled;
  private final LongSupplier lectureTime;
  private final Consumer<Connection> newcomer;
  private final String name;
  private final RoomMeters meters;
  private final Writers writers;
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Thread thread;

  // Everything below belongs to that thread.
  private final List<Connection> connections = new ArrayList<>();
  private final RecentEntries recent;
  private final List<byte[]> forEveryone = new ArrayList<>();
  private final List<byte[]> forStaff = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private long firstFrameAt;
  private State delivered;
  private byte @Nullable [] everyonesState;
  private byte @Nullable [] staffState;

  /** @param newcomer told of everyone who has been welcomed */
  Broadcast(
      String name,
      Wire wire,
      Roster roster,
      int enrolled,
      LongSupplier lectureTime,
      State state,
      List<Entry> lately,
      Consumer<Connection> newcomer,
      RoomMeters meters,
      Writers writers) {
    this.writers = writers;
    this.name = name;
    this.meters = meters;
    this.newcomer = newcomer;
    this.wire = wire;
    this.roster = roster;
    this.enrolled = enrolled;
    this.lectureTime = lectureTime;
    this.delivered = state;
    List<Entry> kept = lately.subList(Math.max(0, lately.size() - RecentEntries.MOST), lately.size());
    this.recent = new RecentEntries(state.seq() - kept.size());
    kept.forEach(entry -> recent.add(encoded(entry)));
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  private void run() {
    List<Runnable> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(work.take());
        work.drainTo(batch);
        batch.forEach(this::perform);
        batch.clear();
        boolean flows = !frames.isEmpty();
        long begun = System.nanoTime();
        flush();
        rest(System.nanoTime() - begun, flows);
      }
    } catch (InterruptedException closed) {
      // the room is empty
    }
  }

  /**
   * What a round costs hardly depends on how much goes out in it. After a long one some time is left for the next to gather: six
   * times as long when picture and sound flow, which nobody notices and which takes more than half of the CPU off a hall of a
   * thousand; as long where people only write, because they answer each other.
   */
  private static void rest(long nanos, boolean flows) {
    if (nanos > LONG_ROUND_NANOS) {
      LockSupport.parkNanos(Math.min(flows ? 6 * nanos : nanos, LONGEST_REST_NANOS));
    }
  }

  /** One bad piece of work must not silence the room. */
  private void perform(Runnable piece) {
    try {
      piece.run();
    } catch (RuntimeException unexpected) {
      log.error("A piece of a broadcast was lost", unexpected);
    }
  }

  /** @param after the state with these entries folded in */
  void entries(List<Entry> entries, State after) {
    work.add(
        () -> {
          for (Entry entry : entries) {
            RecentEntries.Encoded encoded = encoded(entry);
            recent.add(encoded);
            queue(encoded.audience(), encoded.bytes());
          }
          delivered = after;
          everyonesState = null;
          staffState = null;
          entries.forEach(this::putOutIfRemoved);
        });
  }

  /** Sent and never kept: heartbeats, who is here, what is on. */
  void signal(byte[] item) {
    work.add(() -> queue(Audience.EVERYONE, item));
  }

  /** Worth something only at once, such as where somebody points: the first thing not to be sent when there is too much. */
  void hint(byte[] item) {
    if (isBusy()) {
      meters.shed();
    } else {
      signal(item);
    }
  }

  /** Whether there is too much for what is not needed. */
  boolean isBusy() {
    return work.size() > MUCH_WAITING;
  }

  void media(Frame frame) {
    long cameAt = System.nanoTime();
    work.add(
        () -> {
          firstFrameAt = frames.isEmpty() ? cameAt : firstFrameAt;
          frames.add(frame);
        });
  }

  /** To one, before what is broadcast from now on. */
  void answer(Connection connection, byte[] item) {
    work.add(() -> connection.send(TextFrame.of(List.of(item))));
  }

  void join(Connection connection, long lastSeq) {
    work.add(
        () -> {
          if (delivered.removed().includes(connection.member().id())) {
            connection.close(CloseCode.REMOVED.because("removed from this session"));
            return;
          }
          flush(); // to those who were here before
          connection.send(welcome(connection.member(), lastSeq));
          connections.add(connection);
          newcomer.accept(connection);
        });
  }

  void leave(Connection connection) {
    work.add(() -> connections.remove(connection));
  }

  void close() {
    thread.interrupt();
  }

  private TextFrame welcome(Member member, long lastSeq) {
    Wire.People people = Wire.people(roster.size(), enrolled, roster.page(Roster.FIRST_PAGE));
    long at = lectureTime.getAsLong();
    boolean knowsTheRest = lastSeq > 0 && lastSeq <= delivered.seq() && recent.reachBackTo(lastSeq);
    if (!knowsTheRest) {
      return TextFrame.of(List.of(wire.snapshot(stateFor(member), delivered.seq(), at, member, people)));
    }
    List<byte[]> items = new ArrayList<>();
    items.add(wire.resumed(delivered.seq(), at, member, people));
    items.addAll(recent.since(lastSeq, member.isStaff()));
    return TextFrame.of(items);
  }

  /** Encoded once for everyone who comes at this moment. */
  private byte[] stateFor(Member member) {
    if (member.isStaff()) {
      if (staffState == null) {
        staffState = wire.state(delivered);
      }
      return staffState;
    }
    if (everyonesState == null) {
      everyonesState = wire.state(delivered.forEveryone());
    }
    return everyonesState;
  }

  private RecentEntries.Encoded encoded(Entry entry) {
    return new RecentEntries.Encoded(entry.seq(), entry.event().audience(), wire.entry(entry));
  }

  private void queue(Audience audience, byte[] item) {
    forStaff.add(item);
    if (audience == Audience.EVERYONE) {
      forEveryone.add(item);
    }
  }

  private void flush() {
    if (forStaff.isEmpty() && frames.isEmpty()) {
      return;
    }
    BroadcastEvent event = new BroadcastEvent();
    event.begin();
    long begun = System.nanoTime();
    int items = forStaff.size() + frames.size();
    MediaBatch media = frames.isEmpty() ? null : MediaBatch.of(frames, firstFrameAt);
    Volley toStaff = Objects.requireNonNull(volley(forStaff, media));
    Volley toEveryone = forEveryone.size() == forStaff.size() ? toStaff : volley(forEveryone, media);
    forStaff.clear();
    forEveryone.clear();
    frames.clear();
    event.behind = writers.serve(connections, () -> sender(toStaff, toEveryone));
    long written = System.nanoTime();
    if (media != null) {
      meters.mediaSent(written - media.madeAt());
    }
    event.room = name;
    event.readers = connections.size();
    event.items = items;
    event.bytes = toStaff.size();
    event.commit();
    meters.sent(event.readers, items, event.bytes, written - begun);
  }

  /** What is sent to a reader, for one of the threads that send. */
  private static Consumer<Connection> sender(Volley toStaff, @Nullable Volley toEveryone) {
    Volley staffs = toStaff.again();
    if (toEveryone == toStaff) {
      return reader -> reader.send(staffs);
    }
    Volley everyones = toEveryone == null ? null : toEveryone.again();
    return reader -> {
      if (reader.member().isStaff()) {
        reader.send(staffs);
      } else if (everyones != null) {
        reader.send(everyones);
      }
    };
  }

  private static @Nullable Volley volley(List<byte[]> items, @Nullable MediaBatch media) {
    List<Outgoing> messages = new ArrayList<>(2);
    if (!items.isEmpty()) {
      messages.add(TextFrame.of(items));
    }
    if (media != null) {
      messages.add(media);
    }
    return messages.isEmpty() ? null : Volley.of(messages);
  }

  private void putOutIfRemoved(Entry entry) {
    if (entry.event() instanceof Person.Removed removed) {
      connections.stream()
          .filter(connection -> connection.member().id().equals(removed.person()))
          .forEach(connection -> connection.close(CloseCode.REMOVED.because("removed from this session")));
    }
  }
}
