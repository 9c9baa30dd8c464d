package org.lectern.media;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;

/**
 * What one person publishes over one socket. What they say is heard one after the other, but a socket that is closed from here is
 * closed while something is still being heard, and nothing may be shown after that. {@link #tellDecodable}, {@link #isLive}, {@link
 * #begin}, {@link #goOn}, {@link #beat} and {@link #revoke} come from elsewhere.
 */
final class Publication {

  private static final int MOST_TRACKS = 4;
  private static final int SECONDS_TO_RETURN = 5;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  /** The socket, seen from here. Sends never wait. */
  interface Link {
    void send(ServerMessage message);

    /** Ends the socket; the person may not publish any more. */
    void revoke();

    /** Cuts the line; the publisher comes back and is let in or not. */
    void askToComeBack();
  }

  /** Two readings of a clock that are further apart are of different clocks, or one of them was turned. */
  private static final long LONGEST_DELAY_MICROS = 10_000_000;

  /** What a publication asks of the rest of the module. */
  record Surroundings(
      LiveLecture live, Recordings recordings, MediaIndex index, Lectures lectures, MayPublish mayPublish, Clock clock) {}

  private final LectureId lecture;
  private final User person;
  private final boolean staff;
  private final Link link;
  private final Surroundings around;
  /** Runs that take frames, by number and epoch; those not kept have no recording. */
  private final Map<PublisherMessage.Run, Optional<Recording>> runs = new ConcurrentHashMap<>();
  private final Map<PublisherMessage.Run, Track> shown = new ConcurrentHashMap<>();
  /** Wall clock minus publisher's clock, microseconds: the least seen is the nearest to the truth, the rest is delay. */
  private long clockDifference = Long.MAX_VALUE;
  private volatile boolean waitsForStart;
  private volatile Instant heardAt;
  private volatile boolean waitsForRoom;
  private boolean closed; // guarded by this

  Publication(LectureId lecture, User person, boolean staff, Link link, Surroundings around) {
    this.lecture = lecture;
    this.person = person;
    this.staff = staff;
    this.link = link;
    this.around = around;
    this.heardAt = around.clock().instant();
    around.live().publications().add(this);
  }

  synchronized void hear(PublisherMessage message) {
    if (closed) {
      return;
    }
    heardAt = around.clock().instant();
    switch (message) {
      case PublisherMessage.Hello hello -> welcome(hello);
      case PublisherMessage.Beat _ -> {}
      case PublisherMessage.Clock reading -> compareClocks(reading.now());
      case PublisherMessage.Open open -> open(open);
      case PublisherMessage.End end -> end(end);
    }
  }

  private void welcome(PublisherMessage.Hello hello) {
    compareClocks(hello.now());
    List<PublisherMessage.Run> unfinished = hello.unfinished() == null ? List.of() : hello.unfinished();
    link.send(new ServerMessage.Welcome(
        around.live().decodable(), unfinished.stream().map(this::goOnWith).toList()));
  }

  /** Frames of an epoch that a line cut off are taken from the very person who began it. */
  private ServerMessage.Due goOnWith(PublisherMessage.Run run) {
    TrackId id = new TrackId(lecture, run.track(), run.epoch());
    Optional<MediaIndex.Epoch> own = around.index().find(id).filter(epoch -> epoch.by().equals(person.id()));
    Optional<Recording> recording = own.flatMap(_ -> around.recordings().find(id)).filter(found -> !found.hasEnded());
    recording.ifPresent(found -> {
      take(run, found);
      compareClocks(own.get());
    });
    return new ServerMessage.Due(run.track(), run.epoch(), recording.map(Recording::next).orElse(-1L));
  }

  private void take(PublisherMessage.Run run, Recording recording) {
    recording.acknowledgeTo(frame -> link.send(new ServerMessage.Ack(run.track(), run.epoch(), frame)));
    runs.put(run, Optional.of(recording));
  }

  /** Tracks of one socket share one clock, so they keep the difference with which the first of them was opened. */
  private void compareClocks(long now) {
    if (shown.isEmpty()) {
      clockDifference = Math.min(clockDifference, micros(around.clock().instant()) - now);
    }
  }

  /**
   * What was found when that epoch began. A server that has just started again takes seconds to hear somebody's first words, and
   * what they publish from then on would lie as much too late in the recording.
   */
  private void compareClocks(MediaIndex.Epoch earlier) {
    Lecture now = around.lectures().find(lecture).orElseThrow();
    long then = earlier.offset() + micros(now.startedAt().orElse(now.startsAt()));
    if (shown.isEmpty() && clockDifference - then < LONGEST_DELAY_MICROS) {
      clockDifference = Math.min(clockDifference, then);
    }
  }

  private void open(PublisherMessage.Open open) {
    TrackFormat format = open.format();
    if (clockDifference == Long.MAX_VALUE) {
      throw new MalformedFrame("open before hello");
    }
    if (!mayPublish()) {
      link.send(new ServerMessage.Refused(open.ref(), "You can speak once you are called."));
      return;
    }
    if (shown.size() >= MOST_TRACKS && shown.values().stream().noneMatch(track -> track.kind() == format.kind())) {
      throw new MalformedFrame("too many tracks");
    }
    Lecture now = around.lectures().find(lecture).orElseThrow();
    if (now.endedAt().isPresent()) {
      link.send(new ServerMessage.Refused(open.ref(), "The session is over."));
      return;
    }
    waitsForStart = !now.isLive();
    boolean kept = now.isLive() && around.recordings().hasRoom();
    show(open.ref(), format, offset(now), kept);
    if (now.isLive() && !kept) {
      tellUnkept();
    }
  }

  private void show(int ref, TrackFormat format, long offset, boolean kept) {
    int initLength = InitSegment.of(format).length;
    TrackId id = around.index().open(lecture, person.id(), format, offset, initLength, kept);
    PublisherMessage.Run run = new PublisherMessage.Run(id.number(), id.epoch());
    if (kept) {
      take(run, around.recordings().begin(around.index().find(id).orElseThrow()));
    } else {
      runs.put(run, Optional.empty());
    }
    shown.keySet().removeIf(other -> other.track() == id.number());
    Track track = new Track(id, person.id(), person.name(), format, offset, kept);
    shown.put(run, track);
    link.send(new ServerMessage.Opened(ref, id.number(), id.epoch(), kept));
    around.live().open(new LiveTrack(track));
  }

  /** Before the start, the planned start stands in for zero; nothing of it is kept. */
  private long offset(Lecture lecture) {
    return clockDifference - micros(lecture.startedAt().orElse(lecture.startsAt()));
  }

  /** Takes a frame: durable first in the journal's file, then on to whoever watches. */
  synchronized void frame(Frame frame) {
    if (closed) {
      return; // whoever sent it has no acknowledgement and sends it again
    }
    heardAt = around.clock().instant();
    PublisherMessage.Run run = new PublisherMessage.Run(frame.track(), frame.epoch());
    Optional<Recording> recording = runs.get(run);
    if (recording == null || frame.kind() != Frame.Kind.MEDIA) {
      throw new MalformedFrame("a frame of no open track");
    }
    recording.ifPresent(found -> keep(found, frame));
    if (shown.containsKey(run)) { // else it is filled in, and viewers are past it
      around.live().pass(frame);
    }
  }

  private void keep(Recording recording, Frame frame) {
    recording.append(frame);
    if (recording.isPaused()) {
      tellUnkept();
    }
  }

  private void tellUnkept() {
    if (!waitsForRoom) {
      waitsForRoom = true;
      link.send(new ServerMessage.Unkept(
          "The server's disk is full, so nothing is recorded at the moment. Everyone still sees and hears you. Keep this page open: what is missing is added when there is room."));
    }
  }

  private void end(PublisherMessage.End end) {
    PublisherMessage.Run run = new PublisherMessage.Run(end.track(), end.epoch());
    Optional<Recording> recording = runs.get(run);
    if (recording == null) {
      throw new MalformedFrame("end of no open track");
    }
    hide(run);
    if (end.whole() && recording.filter(Recording::misses).isEmpty()) { // else it is asked for and told whole again
      runs.remove(run);
      recording.ifPresent(Recording::end);
    }
  }

  private void hide(PublisherMessage.Run run) {
    Track track = shown.remove(run);
    if (track != null) {
      around.live().close(track.id());
    }
  }

  /**
   * The line is gone. What is recorded stays open for what the publisher fills in when it comes back.
   *
   * @param returns whether it is likely to come back at once: then the last picture stays until it does, or for a few seconds
   */
  synchronized void close(boolean returns) {
    closed = true;
    around.live().publications().remove(this);
    List<TrackId> tracks = shown.values().stream().map(Track::id).toList();
    CompletableFuture.delayedExecutor(returns ? SECONDS_TO_RETURN : 0, TimeUnit.SECONDS)
        .execute(() -> tracks.forEach(around.live()::close));
    runs.values().forEach(recording -> recording.ifPresent(found -> found.acknowledgeTo(null)));
  }

  /** Whether it shows something, rather than only filling in what was missed. */
  boolean isLive() {
    return !shown.isEmpty();
  }

  boolean isBy(UserId other) {
    return person.id().equals(other);
  }

  boolean mayPublish() {
    return staff || around.mayPublish().mayPublish(lecture, person.id());
  }

  void revoke() {
    link.revoke();
  }

  void askToComeBack() {
    link.askToComeBack();
  }

  /** The lecture has begun since: what was only shown is from now on kept. */
  void begin() {
    if (waitsForStart && around.lectures().find(lecture).filter(Lecture::isLive).isPresent()) {
      waitsForStart = false;
      link.send(new ServerMessage.Reopen());
    }
  }

  /** Each second: a publisher on a line that died without a word must not look as if it were live. */
  void beat() {
    if (heardAt.plus(LONGEST_SILENCE).isBefore(around.clock().instant())) {
      link.askToComeBack();
    } else {
      link.send(new ServerMessage.Beat());
    }
  }

  /** There is room again: what was not kept is asked for, or opened anew where nobody has it. */
  void goOn() {
    if (waitsForRoom && around.recordings().hasRoom() && runs.values().stream().flatMap(Optional::stream).noneMatch(Recording::isPaused)) {
      waitsForRoom = false;
      link.send(new ServerMessage.Welcome(around.live().decodable(), stillDue()));
    }
  }

  private List<ServerMessage.Due> stillDue() {
    List<ServerMessage.Due> due = new ArrayList<>();
    runs.forEach((run, recording) -> recording.ifPresent(found -> due.add(new ServerMessage.Due(run.track(), run.epoch(), found.next()))));
    return due;
  }

  void tellDecodable() {
    link.send(new ServerMessage.Codecs(around.live().decodable()));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
