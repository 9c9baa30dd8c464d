package org.lectern.room;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lectern.accounts.Renamed;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.cluster.Bus;
import org.lectern.cluster.Severed;
import org.lectern.cluster.Wakeups;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.DeckAdded;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.Presences;
import org.lectern.lecture.Presences.Elsewhere;
import org.lectern.lecture.Presences.Presence;
import org.lectern.lecture.Snapshots;
import org.lectern.media.Tracks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The rooms that are open on this node. A room opens with its first visitor and closes some time after its last. */
@Component
public class Rooms {

  /** A connection from which nothing came for this long ended at its last heartbeat. */
  static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  private static final Duration KEPT_OPEN_EMPTY = Duration.ofSeconds(30);
  private static final int TICKS_BETWEEN_FLUSHES = 5;
  private static final Logger log = LoggerFactory.getLogger(Rooms.class);

  private final Map<LectureId, Room> rooms = new ConcurrentHashMap<>();
  private final LectureLog lectureLog;
  private final Snapshots snapshots;
  private final Presences presences;
  private final Lectures lectures;
  private final Users users;
  private final Enrolments enrolments;
  private final Clock clock;
  private final Behaviours behaviours;
  private final Tracks tracks;
  private final RoomMeters meters;
  private final Writers writers;
  private final Wakeups wakeups;
  private final Bus bus;
  private int tick;
  private volatile boolean draining;

  Rooms(
      LectureLog lectureLog,
      Snapshots snapshots,
      Presences presences,
      Lectures lectures,
      Users users,
      Enrolments enrolments,
      Clock clock,
      Behaviours behaviours,
      Tracks tracks,
      RoomMeters meters,
      Writers writers,
      Wakeups wakeups,
      Bus bus) {
    this.bus = bus;
    bus.listen(Room.HINTS, (_, lecture, item) -> hintFromElsewhere(new LectureId(lecture), item));
    this.wakeups = wakeups;
    this.writers = writers;
    this.tracks = tracks;
    this.meters = meters;
    this.lectureLog = lectureLog;
    this.snapshots = snapshots;
    this.presences = presences;
    this.lectures = lectures;
    this.users = users;
    this.enrolments = enrolments;
    this.clock = clock;
    this.behaviours = behaviours;
    meters.watch(
        rooms::size,
        () -> rooms.values().stream().mapToInt(room -> room.connections().size()).sum(),
        () -> rooms.values().stream().mapToInt(room -> room.roster().size()).sum(),
        () -> rooms.values().stream().mapToLong(Room::behind).max().orElse(0));
  }

  /** The room of a lecture, opened if it was not. */
  Room at(LectureId lecture) {
    return rooms.computeIfAbsent(lecture, this::open);
  }

  /** Comes in. Under the map's lock, so that the room cannot close in the same moment. */
  Room join(LectureId lecture, Connection connection, long lastSeq) {
    return rooms.compute(
        lecture,
        (any, open) -> {
          Room room = open == null ? open(lecture) : open;
          room.join(connection, lastSeq);
          return room;
        });
  }

  void leave(Room room, Connection connection) {
    room.leave(connection);
    if (!draining) { // else it was written down, and stays open
      flush(List.of(room.presence(connection, true)));
      tellOtherNodes(room.lecture());
    }
  }

  private void hintFromElsewhere(LectureId lecture, ByteBuffer item) {
    Room room = rooms.get(lecture);
    if (room != null) {
      byte[] bytes = new byte[item.remaining()];
      item.get(bytes);
      room.hintFromElsewhere(bytes);
    }
  }

  @EventListener
  void somethingWasPrepared(DeckAdded added) {
    somethingWasPrepared(added.lecture());
  }

  void somethingWasPrepared(LectureId lecture) {
    Room room = rooms.get(lecture);
    if (room != null) {
      room.prepare();
    }
  }

  @TransactionalEventListener // after the commit, or who comes in now might bring the old name
  void somebodyWasRenamed(Renamed event) {
    rename(event.user(), event.name());
  }

  void rename(UserId person, String name) {
    rooms.values().forEach(room -> room.rename(person, name));
  }

  /** What a lecture has come to. */
  public State stateOf(LectureId lecture) {
    return at(lecture).state();
  }

  /** How many people are in the room of a lecture now. */
  public int here(LectureId lecture) {
    Room room = rooms.get(lecture);
    return room == null ? 0 : room.roster().size();
  }

  /**
   * Asks somebody's sockets to come back, because something has changed about who they are: the door then
   * decides as it would for anyone.
   */
  void askToComeBack(UserId person) {
    close(connection -> connection.member().id().equals(person), "who you are has changed");
    tracks.askToComeBack(person);
  }

  private void close(Predicate<Connection> which, String reason) {
    rooms.values().forEach(room -> room.close(which, CloseCode.COME_BACK.because(reason)));
  }

  private Room open(LectureId id) {
    Lecture lecture = lectures.find(id).orElseThrow();
    PersonDirectory directory = new PersonDirectory(lecture.course(), users, enrolments);
    Instant taughtUntil = presences.lastTaught(List.of(id)).getOrDefault(id, clock.instant());
    Room room = new Room(lecture, taughtUntil, lectureLog, snapshots, clock, directory, behaviours, tracks, meters, writers, bus);
    room.elsewhere(presences.elsewhere(List.of(id), clock.instant()).getOrDefault(id, List.of()));
    return room;
  }

  /** Brings to these rooms, where they are open here, who is in them by way of other nodes. */
  void readWhoIsElsewhere(Collection<LectureId> lectures) {
    List<Room> open = lectures.stream().map(rooms::get).filter(Objects::nonNull).toList();
    Map<LectureId, List<Elsewhere>> people = presences.elsewhere(open.stream().map(Room::lecture).toList(), clock.instant());
    open.forEach(room -> room.elsewhere(people.getOrDefault(room.lecture(), List.of())));
  }

  Set<LectureId> open() {
    return Set.copyOf(rooms.keySet());
  }

  private void tellOtherNodes(LectureId lecture) {
    wakeups.tell(PeopleElsewhere.TOPIC, lecture.value(), 0);
  }

  @Scheduled(fixedRate = 1000)
  void tick() {
    Instant now = clock.instant();
    rooms.values().forEach(room -> room.tick(now.minus(LONGEST_SILENCE), !draining));
    boolean all = ++tick % TICKS_BETWEEN_FLUSHES == 0;
    List<Presence> fresh = presences(Room::newPresences);
    flush(all ? presences(Room::presences) : fresh);
    fresh.stream().map(Presence::lecture).distinct().forEach(this::tellOtherNodes);
    if (all) {
      closeEmpty(now.minus(KEPT_OPEN_EMPTY));
    }
  }

  private List<Presence> presences(Function<Room, List<Presence>> which) {
    return rooms.values().stream().flatMap(room -> which.apply(room).stream()).toList();
  }

  private void closeEmpty(Instant moment) {
    for (LectureId lecture : new ArrayList<>(rooms.keySet())) {
      rooms.computeIfPresent(
          lecture,
          (any, room) -> {
            if (!room.isEmptySince(moment)) {
              return room;
            }
            room.close();
            return null;
          });
    }
  }

  private void flush(List<Presence> stays) {
    try {
      presences.flush(stays);
    } catch (DataAccessException databaseAway) {
      // The next flush writes the same intervals, longer.
      log.warn("Presence of {} connections could not be written yet: {}", stays.size(), databaseAway.getMessage());
    }
  }

  /** From here on nobody comes in any more, and who goes is on the way to another node. */
  void beginToDrain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  /** Asks some to go on at another node. Their stays are left open, so that they are not seen to go: the other nodes end them. */
  void move(Set<Connection> some) {
    flush(presences(room -> room.presences(some::contains)));
    rooms.values().forEach(room -> room.move(some));
  }

  /** Everyone who is here, by whether others wait for them. */
  Map<Boolean, List<Connection>> byWhetherAwaited() {
    return rooms.values().stream()
        .flatMap(room -> room.connections().stream().map(connection -> Map.entry(room.isAwaited(connection), connection)))
        .collect(Collectors.partitioningBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  @EventListener(Severed.class)
  void cutOff() {
    close(any -> true, "cut off from what the nodes share");
  }

  /**
   * Stopping: everyone who is still here is asked to come back, which takes them to the next instance, or to another node. Their stays are
   * left open: the other nodes end them, or the next start does and so knows from when to when Lectern was away.
   */
  @EventListener(ContextClosedEvent.class)
  void drain() {
    draining = true;
    flush(presences(Room::presences));
    close(any -> true, "restarting");
  }
}
