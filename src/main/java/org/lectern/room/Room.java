package org.lectern.room;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lectern.accounts.UserId;
import org.lectern.cluster.Bus;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Entry;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.LectureState;
import org.lectern.lecture.LectureTime;
import org.lectern.lecture.LogReadException;
import org.lectern.lecture.Presences.Elsewhere;
import org.lectern.lecture.Presences.Presence;
import org.lectern.lecture.Snapshots;
import org.lectern.lecture.event.Group;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.media.Tracks;
import org.lectern.room.floor.FloorState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.socket.CloseStatus;

/**
 * One lecture's live classroom on this node: the state its log has come to, the people in it, and the way
 * from a command to everybody's screen. It owns nothing: what is in it can be read from the log again.
 */
final class Room {

  /** What nodes tell each other that is never kept, by lecture. */
  static final String HINTS = "hints";

  /** Entries read at a time when a room opens on a long log. */
  private static final int PAGE = 5_000;

  /** Entries from one kept state to the next: what the first to open a room waits for at most. */
  static final int KEPT_EVERY = 1_000;

  private static final Logger logger = LoggerFactory.getLogger(Room.class);

  private final LectureId lecture;
  private final long plannedStart;
  private final LectureLog log;
  private final Snapshots snapshots;
  private final Clock clock;
  private final PersonDirectory directory;
  private final Wire wire;
  private final Roster roster;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Decider decider;
  private final Broadcast broadcast;
  private final LectureLog.Tail tail;
  private final Behaviours behaviours;
  private final Effects effects;
  private final RoomMedia media;
  private final Bus bus;
  private final ReentrantLock advancing = new ReentrantLock();
  private final AtomicBoolean readingOn = new AtomicBoolean();
  private volatile State committed = State.EMPTY;
  private long keptSeq; // guarded by advancing
  private volatile Instant emptySince;
  private volatile Map<UserId, Integer> otherNodes = Map.of();

  /**
   * Reads the log from where its state was last kept and follows it from there.
   *
   * @param taughtUntil when somebody who teaches was last in it
   */
  Room(
      Lecture lecture,
      Instant taughtUntil,
      LectureLog log,
      Snapshots snapshots,
      Clock clock,
      PersonDirectory directory,
      Behaviours behaviours,
      Tracks tracks,
      RoomMeters meters,
      Writers writers,
      Bus bus) {
    this.bus = bus;
    this.snapshots = snapshots;
    this.behaviours = behaviours;
    this.effects = new Effects(tracks);
    this.lecture = lecture.id();
    this.plannedStart = lecture.startsAt().toEpochMilli();
    this.log = log;
    this.clock = clock;
    this.directory = directory;
    this.wire = new Wire(directory::find);
    this.roster = new Roster(clock, taughtUntil);
    this.emptySince = clock.instant();
    this.decider = new Decider(this.lecture, lecture.course(), log, behaviours, roster, () -> committed, this::advance);
    advancing.lock();
    try {
      this.tail = log.tail(this.lecture, new Reader()); // before reading, so that nothing falls between
      List<Entry> lately = readAll();
      this.broadcast =
          new Broadcast(
              "room-" + this.lecture, wire, roster, directory.enrolled(), this::lectureTime, behaviours::admit, committed, lately, this::welcomed, meters, writers);
    } finally {
      advancing.unlock();
    }
    this.media = new RoomMedia(this.lecture, tracks, () -> connections, broadcast::media, broadcast::signal);
    bus.follow(HINTS, this.lecture.value());
    prepare();
  }

  /** Something may be ready to be shown: as the room opens, and when it was prepared while it is open. */
  void prepare() {
    behaviours.prepare(effects);
  }

  /** @return the last entries read */
  private List<Entry> readAll() {
    snapshots.find(lecture, Slices.FOLD, State.class).ifPresent(kept -> committed = kept.state().keptAt(kept.seq()));
    keptSeq = committed.seq();
    List<Entry> page;
    List<Entry> lately = List.of();
    do {
      page = log.read(lecture, committed.seq(), PAGE);
      committed = committed.with(page);
      lately = page.isEmpty() ? lately : page;
    } while (page.size() == PAGE);
    keepWhenDue();
    return lately;
  }

  /** Beside the way of what is said: nobody waits for it, and nothing is lost when it fails. */
  private void keepWhenDue() {
    State state = committed;
    if (state.seq() - keptSeq >= KEPT_EVERY) {
      keptSeq = state.seq();
      Thread.ofVirtual().start(() -> keep(state));
    }
  }

  private void keep(State state) {
    try {
      snapshots.keep(lecture, Slices.FOLD, new Snapshots.Snapshot<>(state.seq(), state));
    } catch (DataAccessException databaseAway) {
      logger.warn("What lecture {} has come to could not be kept: {}", lecture, databaseAway.getMessage());
    }
  }

  /** Follows the log: the sender's own entry comes back this way like everybody's, and what other nodes append comes in its place. */
  private final class Reader implements LectureLog.Reader {

    @Override
    public void appended(List<Entry> entries) {
      advance(entries);
    }

    @Override
    public void movedTo(long seq) {
      if (seq > committed.seq() && readingOn.compareAndSet(false, true)) {
        Thread.ofVirtual().start(Room.this::readOn);
      }
    }
  }

  /** Reads on to what other nodes have appended, while the room goes on. Being told again meanwhile leads to reading once more. */
  private void readOn() {
    readingOn.set(false);
    try {
      List<Entry> read = log.read(lecture, committed.seq(), Integer.MAX_VALUE);
      if (!read.isEmpty()) {
        advance(read);
      }
    } catch (LogReadException databaseAway) {
      logger.warn("What other nodes said in lecture {} could not be read yet: {}", lecture, databaseAway.getMessage());
    }
  }

  private void advance(List<Entry> appended) {
    boolean gap = appended.getFirst().seq() > committed.seq() + 1;
    advance(before -> gap
        ? log.read(lecture, before, Integer.MAX_VALUE)
        : appended.stream().filter(entry -> entry.seq() > before).toList());
  }

  private void advance(LongFunction<List<Entry>> after) {
    advancing.lock();
    try {
      State before = committed;
      List<Entry> fresh = after.apply(before.seq());
      if (!fresh.isEmpty()) {
        committed = before.with(fresh);
        tell(before, fresh);
        keepWhenDue();
        fresh.forEach(entry -> behaviours.after(entry, effects));
      }
    } finally {
      advancing.unlock();
    }
  }

  /** Entry by entry where somebody comes into a group or leaves it: what they are told then is the state at that very entry. */
  private void tell(State before, List<Entry> fresh) {
    int told = 0;
    State state = before;
    for (int i = 0; i < fresh.size(); i++) {
      if (fresh.get(i).event() instanceof Group.Changed) {
        state = state.with(fresh.subList(told, i + 1));
        broadcast.entries(fresh.subList(told, i + 1), state);
        told = i + 1;
      }
    }
    if (told < fresh.size()) {
      broadcast.entries(fresh.subList(told, fresh.size()), committed);
    }
  }

  private void welcomed(Connection connection) {
    media.welcome(connection);
  }

  void join(Connection connection, long lastSeq) {
    if (lastSeq > committed.seq() || !behaviours.admit(committed, connection.member().id())) {
      readOn(); // another node may know more: where they come from, or where they were let in again
    }
    directory.add(connection.member());
    connections.add(connection);
    roster.join(connection.member());
    broadcast.join(connection, lastSeq);
  }

  void leave(Connection connection) {
    if (connections.remove(connection)) {
      roster.leave(connection.member());
      broadcast.leave(connection);
      media.left();
      if (connections.isEmpty()) {
        emptySince = clock.instant();
      }
    }
  }

  /** Who is in this lecture by way of other nodes. */
  void elsewhere(List<Elsewhere> people) {
    List<Member> members = people.stream().map(one -> new Member(one.person(), one.name(), one.role())).toList();
    members.forEach(directory::add);
    roster.elsewhere(members);
    otherNodes = people.stream().collect(Collectors.toMap(Elsewhere::person, Elsewhere::nodes));
  }

  /** To how many nodes this person, who is here, has a line. */
  int nodesOf(UserId person) {
    return 1 + otherNodes.getOrDefault(person, 0);
  }

  /** Who comes now, and what is said from now on, brings the new name; those who are here see it among the people. */
  void rename(UserId person, String name) {
    directory.forgetTheNameOf(person);
    roster.rename(person, name);
    broadcast.namesChanged();
  }

  /** What was hinted at in this room on another node. */
  void hintFromElsewhere(byte[] item) {
    broadcast.hint(item);
  }

  void submit(Rule rule, Command command, Member by, Decider.Answer answer) {
    if (rule.isKept()) {
      beside(command, answer, () -> keep(rule, command, by, answer));
    } else if (rule.isPrepared()) {
      beside(command, answer, () -> decider.submit(command, by, rule.preparation().prepare(command, effects), answer));
    } else {
      decider.submit(command, by, rule.decision(), answer);
    }
  }

  /** Nothing of it becomes an entry, so it waits for no other. */
  private void keep(Rule rule, Command command, Member by, Decider.Answer answer) {
    if (committed.lecture().phase() == LectureState.Phase.ENDED && !rule.mayBeLate()) {
      throw new Rejected("ended");
    }
    if (!behaviours.admit(committed, by.id())) {
      throw new Rejected("notAllowed");
    }
    rule.keeping().keep(command, by, effects);
    answer.acknowledged(command.requiredId(), committed.seq());
  }

  /** Beside the way of what is said, which waits for nothing. */
  private void beside(Command command, Decider.Answer answer, Runnable work) {
    Thread.ofVirtual().start(() -> answered(command, answer, work));
  }

  private void answered(Command command, Decider.Answer answer, Runnable work) {
    UUID id = command.requiredId();
    try {
      work.run();
    } catch (Rejected reason) {
      answer.rejected(id, reason);
    } catch (Malformed reason) {
      answer.malformed(reason);
    } catch (DataAccessException databaseAway) {
      logger.warn("A command of lecture {} could not be kept: {}", lecture, databaseAway.getMessage());
      answer.notSaved(id);
    }
  }

  void submitLate(Rule rule, Command command, Member by, long at, Decider.Answer answer) {
    if (rule.isKept()) {
      beside(command, answer, () -> keep(rule, command, by, answer));
    } else {
      decider.submitLate(command, by, at, rule.decision(), answer);
    }
  }

  void hear(Rule signal, Command message, Member by) {
    signal.hearing().hear(message, by, effects);
  }

  /** To one, before what is broadcast from now on. */
  void answer(Connection connection, byte[] item) {
    broadcast.answer(connection, item);
  }

  /**
   * Once a second: a heartbeat, who came and went, what each behaviour does then, and goodbye to those long silent.
   *
   * @param tellsWhoIsHere not while people are moved, who would seem to go and to come
   */
  void tick(Instant silentSince, boolean tellsWhoIsHere) {
    broadcast.signal(wire.beat(lectureTime()));
    if (tellsWhoIsHere && !broadcast.isBusy()) {
      tellWhoCameAndWent();
    }
    behaviours.tick(effects);
    media.tick();
    connections.stream()
        .filter(connection -> connection.seenAt().isBefore(silentSince))
        .forEach(connection -> connection.close(CloseCode.COME_BACK_LATER.because("nothing heard")));
  }

  private void tellWhoCameAndWent() {
    Roster.Changes changes = roster.changes();
    if (!changes.isEmpty()) {
      broadcast.signal(wire.people(changes.here(), changes.joined(), changes.left()));
    }
  }

  /** What is known of everyone's stay. */
  List<Presence> presences() {
    return presences(_ -> true);
  }

  List<Presence> presences(Predicate<Connection> which) {
    return connections.stream().filter(which).map(this::record).toList();
  }

  /** The stays of those who have just come. */
  List<Presence> newPresences() {
    return connections.stream().filter(connection -> !connection.isRecorded()).map(this::record).toList();
  }

  private Presence record(Connection connection) {
    connection.setRecorded();
    return presence(connection, false);
  }

  Presence presence(Connection connection, boolean closed) {
    return new Presence(
        connection.id(), lecture, connection.member().id(), connection.joinedAt(), connection.seenAt(), closed);
  }

  void close(Predicate<Connection> which, CloseStatus status) {
    connections.stream().filter(which).forEach(connection -> connection.close(status));
  }

  /** Asks some of those who are here to go on at another node: they open a line there before they let go of this one. */
  void move(Collection<Connection> some) {
    connections.stream().filter(some::contains).forEach(connection -> broadcast.answer(connection, wire.move()));
  }

  /** Whoever teaches or has the floor, and whom the others wait for. */
  boolean isAwaited(Connection connection) {
    Member member = connection.member();
    return member.isStaff() || committed.get(FloorState.FLOOR).has(member.id());
  }

  /** Whoever publishes here may sit in the room by way of another node, and is silenced by this one. */
  boolean isEmptySince(Instant moment) {
    return connections.isEmpty() && emptySince.isBefore(moment) && !media.isPublishedHere();
  }

  void close() {
    bus.leave(HINTS, lecture.value());
    tail.close();
    media.close();
    broadcast.close();
  }

  LectureId lecture() {
    return lecture;
  }

  /** The lecture time now, in milliseconds. */
  long lectureTime() {
    return LectureTime.at(clock.millis(), committed.lecture().startedAt(), plannedStart);
  }

  Set<Connection> connections() {
    return connections;
  }

  /** The longest that anything has waited for one of its readers, in nanoseconds. */
  long behind() {
    return connections.stream().mapToLong(Connection::behind).max().orElse(0);
  }

  State state() {
    return committed;
  }

  /** As people are told apart here. */
  String nameOf(UserId person) {
    return directory.find(person).name();
  }

  Wire wire() {
    return wire;
  }

  Roster roster() {
    return roster;
  }

  /** What behaviours ask of this room. */
  private final class Effects implements RoomEffects {

    private final Tracks tracks;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Effects(Tracks tracks) {
      this.tracks = tracks;
    }

    @Override
    public LectureId lecture() {
      return lecture;
    }

    @Override
    public State state() {
      return committed;
    }

    @Override
    public long at() {
      return lectureTime();
    }

    @Override
    public void say(LectureEvent event) {
      decider.append(event);
    }

    @Override
    public void sayIfDue(Function<State, Optional<LectureEvent>> due) {
      sayAllIfDue(state -> due.apply(state).stream().toList());
    }

    @Override
    public void sayAllIfDue(Function<State, List<LectureEvent>> due) {
      if (!due.apply(committed).isEmpty()) { // else the lecture would be locked each second to say nothing
        decider.appendIfDue(due);
      }
    }

    @Override
    public void sayLateIfDue(long at, Function<State, Optional<LectureEvent>> due) {
      if (due.apply(committed).isPresent()) {
        decider.appendLateIfDue(at, due);
      }
    }

    @Override
    public void beside(String what, Runnable work) {
      if (underWay.add(what)) {
        Thread.ofVirtual().start(() -> {
          try {
            work.run();
          } finally {
            underWay.remove(what);
          }
        });
      }
    }

    @Override
    public void hint(Object signal) {
      byte[] item = wire.signal(signal);
      broadcast.hint(item);
      bus.say(HINTS, lecture.value(), item);
    }

    @Override
    public void silence(UserId person) {
      tracks.silence(lecture, person);
    }

    @Override
    public void putOut(UserId person) {
      broadcast.putOut(person);
    }

    @Override
    public Duration awayFor(UserId person) {
      return roster.awayFor(person);
    }

    @Override
    public List<UserId> students() {
      return roster.all().stream().filter(member -> member.role() == CourseRole.STUDENT).map(Member::id).toList();
    }

    @Override
    public boolean isStaff(UserId person) {
      return roster.isStaff(person);
    }
  }
}
