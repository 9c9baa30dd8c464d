package org.lectern.room;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Entry;
import org.lectern.lecture.Groups;
import org.lectern.lecture.Viewer;
import org.lectern.lecture.event.Audience;
import org.lectern.lecture.event.Group;
import org.lectern.media.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends everything that goes to a room, on one thread. Entries, signals and newcomers pass through it in one order, so the first entry
 * that a newcomer is sent always follows on their snapshot. What has queued since the last round goes out in one write to each reader,
 * and is encoded once for each audience. {@link Writers} help where there are many readers.
 *
 * <p>The thread is a platform thread. It is busy for as long as it takes to write to everyone, and a virtual thread would keep a
 * carrier from all other virtual threads for that long.
 */
final class Broadcast {

  private static final Logger log = LoggerFactory.getLogger(Broadcast.class);

  /** From so many waiting pieces of work on, signals are left out. Entries never are. It is some seconds of a lively lecture. */
  static final int MUCH_WAITING = 200;

  /** A round that took longer has many readers. */
  private static final long LONG_ROUND_NANOS = 1_000_000;

  /** The length of two packets of sound. A player holds twice as much, so nobody hears the rest. */
  private static final long LONGEST_REST_NANOS = 40_000_000;

  private final Wire wire;
  private final Roster roster;
  private final int enrolled;
  private final LongSupplier lectureTime;
  private final BiPredicate<State, UserId> admits;
  private final Consumer<Connection> newcomer;
  private final String name;
  private final RoomMeters meters;
  private final Writers writers;
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Thread thread;

  // Everything below belongs to that thread.
  private final List<Connection> connections = new ArrayList<>();
  private final RecentEntries recent;
  private final Gathered gathered = new Gathered();
  private EncodedState delivered;
  private long groupsChangedAt;

  /**
   * @param admits whether somebody may be in the room as it has become
   * @param newcomer told of everyone who has been welcomed
   */
  Broadcast(
      String name,
      Wire wire,
      Roster roster,
      int enrolled,
      LongSupplier lectureTime,
      BiPredicate<State, UserId> admits,
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
    this.admits = admits;
    this.delivered = new EncodedState(state, wire);
    List<Entry> kept = lately.subList(Math.max(0, lately.size() - RecentEntries.MOST), lately.size());
    this.recent = new RecentEntries(state.seq() - kept.size());
    kept.forEach(this::remember);
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
        boolean flows = gathered.hasFrames();
        long begun = System.nanoTime();
        flush();
        rest(System.nanoTime() - begun, flows);
      }
    } catch (InterruptedException closed) {
      // the room is empty
    }
  }

  /**
   * Rests after a long round, so that more gathers for the next one. What a round costs depends on the number of readers and hardly on
   * how much goes out, so fewer rounds cost less. Where picture and sound flow the rest is six times as long as the round, which
   * nobody notices and which saves a hall of a thousand more than half of the CPU. Where people only write it is as long as the
   * round, because they wait for each other's answers.
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

  /**
   * @param entries of which only the last may change a group
   * @param after the state with these entries folded in
   */
  void entries(List<Entry> entries, State after) {
    work.add(
        () -> {
          entries.forEach(entry -> queue(entry.to(), remember(entry)));
          if (entries.getLast().event() instanceof Group.Changed changed) {
            flush(); // to those who were in the group until now
            Groups before = delivered.state().groups();
            delivered = new EncodedState(after, wire);
            tellWhoCameAndWent(changed.group(), before, after.groups());
          } else {
            delivered = new EncodedState(after, wire);
          }
        });
  }

  /** Who comes into a group is told what was said in it so far; who leaves it forgets that. */
  private void tellWhoCameAndWent(String group, Groups before, Groups after) {
    for (Audience side : List.of(Audience.group(group), Audience.groupAndStaff(group))) {
      for (Connection connection : connections) {
        Viewer viewer = connection.member().viewer();
        boolean isIn = after.tell(viewer, side);
        if (isIn != before.tell(viewer, side)) {
          connection.send(TextFrame.of(List.of(wire.side(side, isIn ? delivered.side(side) : null))));
        }
      }
    }
  }

  /** Closes somebody's sockets once they were sent what was said before this. */
  void putOut(UserId person) {
    work.add(
        () -> {
          flush();
          connections.stream()
              .filter(connection -> connection.member().id().equals(person))
              .forEach(connection -> connection.close(CloseCode.REMOVED.because("removed from this session")));
        });
  }

  /** Sent and never kept: heartbeats, who is here, what is on. */
  void signal(byte[] item) {
    work.add(() -> queue(Audience.EVERYONE, item));
  }

  /** Tells everyone something that is worth nothing later, such as where somebody points. It is left out when there is too much to send. */
  void hint(byte[] item) {
    if (isBusy()) {
      meters.shed();
    } else {
      signal(item);
    }
  }

  /** Whether so much waits that signals are left out. */
  boolean isBusy() {
    return work.size() > MUCH_WAITING;
  }

  void media(Frame frame) {
    long cameAt = System.nanoTime();
    work.add(() -> gathered.add(frame, cameAt));
  }

  /** To one, before what is broadcast from now on. */
  void answer(Connection connection, byte[] item) {
    work.add(() -> connection.send(TextFrame.of(List.of(item))));
  }

  void join(Connection connection, long lastSeq) {
    work.add(
        () -> {
          if (!admits.test(delivered.state(), connection.member().id())) {
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

  /** What was encoded has the old names. */
  void namesChanged() {
    work.add(() -> delivered = new EncodedState(delivered.state(), wire));
  }

  void close() {
    thread.interrupt();
  }

  private TextFrame welcome(Member member, long lastSeq) {
    Wire.People people = wire.people(roster.size(), enrolled, roster.staffAwayFor(), roster.page(Roster.FIRST_PAGE));
    long at = lectureTime.getAsLong();
    State state = delivered.state();
    Viewer viewer = member.viewer();
    if (!knowsTheRest(lastSeq, state)) {
      byte[] seen = delivered.seenBy(audience -> state.groups().tell(viewer, audience));
      return TextFrame.of(List.of(wire.snapshot(seen, state.seq(), at, member, people)));
    }
    List<byte[]> items = new ArrayList<>();
    items.add(wire.resumed(state.seq(), at, member, people));
    items.addAll(recent.since(lastSeq, viewer, state.groups()));
    return TextFrame.of(items);
  }

  /** Whether the entries after {@code lastSeq} are enough. They are not when a group has changed since: the reader may have come into it. */
  private boolean knowsTheRest(long lastSeq, State state) {
    return lastSeq > 0 && lastSeq <= state.seq() && lastSeq >= groupsChangedAt && recent.reachBackTo(lastSeq);
  }

  /** Encodes an entry, and keeps it for those whose line was cut. */
  private byte[] remember(Entry entry) {
    RecentEntries.Encoded encoded = new RecentEntries.Encoded(entry.seq(), entry.to(), wire.entry(entry));
    recent.add(encoded);
    if (entry.event() instanceof Group.Changed) {
      groupsChangedAt = entry.seq();
    }
    return encoded.bytes();
  }

  private void queue(Audience to, byte[] item) {
    if (!gathered.hasRoomFor(to)) {
      flush();
    }
    gathered.add(to, item);
  }

  private void flush() {
    if (gathered.isEmpty()) {
      return;
    }
    BroadcastEvent event = new BroadcastEvent();
    event.begin();
    long begun = System.nanoTime();
    Gathered.Round round = gathered.close(delivered.state().groups());
    event.behind = writers.serve(connections, round);
    long written = System.nanoTime();
    if (round.media() != null) {
      meters.mediaSent(written - round.media().madeAt());
    }
    event.room = name;
    event.readers = connections.size();
    event.items = round.size();
    event.bytes = round.bytes();
    event.commit();
    meters.sent(event.readers, event.items, event.bytes, written - begun);
  }
}
