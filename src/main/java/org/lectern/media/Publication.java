package org.lectern.media;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.springframework.context.MessageSource;

/**
 * What one person publishes over one socket. Messages are heard one after the other. The socket may be closed from another thread
 * while a message is being heard, and nothing may be shown after that. {@link #tellDecodable}, {@link #isLive}, {@link #begin},
 * {@link #goOn}, {@link #beat} and {@link #revoke} are called from other threads.
 */
final class Publication {

  private static final int MOST_TRACKS = 4;
  static final int SECONDS_TO_RETURN = 5;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  /** For so long a publisher keeps what is not in the store without a word: a store that is started again needs nobody's attention. */
  private static final Duration LONGEST_WITHOUT_A_WORD = Duration.ofSeconds(60);

  /** What waits for less is on its way. */
  private static final Duration NEARLY_THERE = Duration.ofSeconds(3);

  /** The socket, seen from here. Sends never wait. */
  interface Link {
    void send(ServerMessage message);

    /** Ends the socket; the person may not publish any more. */
    void revoke();

    /** Closes the socket. The publisher comes back, and is let in or not. */
    void askToComeBack();
  }

  /** What a publication asks of the rest of the module. */
  record Surroundings(
      LiveLecture live, Recordings recordings, MediaIndex index, Lectures lectures, MayPublish mayPublish, MessageSource sentences, Clock clock) {}

  private final LectureId lecture;
  private final User person;
  private final PublishingRight right;
  private final PublisherClock theirClock = new PublisherClock();
  private final Link link;
  private final Surroundings around;
  /** Epochs that take frames, by track and epoch. One that is not kept has no recording. */
  private final Map<PublisherMessage.Epoch, Optional<Recording>> epochs = new ConcurrentHashMap<>();
  private final Map<PublisherMessage.Epoch, Track> shown = new ConcurrentHashMap<>();
  private volatile boolean waitsForStart;
  private volatile Instant heardAt;
  private volatile boolean waitsForRoom;
  private boolean closed; // guarded by this

  Publication(LectureId lecture, User person, boolean staff, Link link, Surroundings around) {
    this.lecture = lecture;
    this.person = person;
    this.right = new PublishingRight(lecture, person.id(), staff, around.mayPublish());
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
    List<PublisherMessage.Epoch> unfinished = hello.unfinished() == null ? List.of() : hello.unfinished();
    link.send(new ServerMessage.Welcome(
        around.live().decodable(), unfinished.stream().map(this::goOnWith).toList()));
  }

  /** Goes on with an epoch that a broken line cut off, but only for the person who began it. */
  private ServerMessage.Due goOnWith(PublisherMessage.Epoch epoch) {
    EpochId id = new EpochId(lecture, epoch.track(), epoch.epoch());
    Optional<MediaIndex.Epoch> own = around.index().find(id).filter(found -> found.by().equals(person.id()));
    Optional<Recording> recording = own.flatMap(_ -> around.recordings().find(id)).filter(found -> !found.hasEnded());
    recording.ifPresent(found -> {
      take(epoch, found);
      goOnFrom(own.get());
    });
    return new ServerMessage.Due(epoch.track(), epoch.epoch(), recording.map(Recording::due).orElse(-1L));
  }

  private void take(PublisherMessage.Epoch epoch, Recording recording) {
    recording.acknowledgeTo(frame -> link.send(new ServerMessage.Ack(epoch.track(), epoch.epoch(), frame)));
    epochs.put(epoch, Optional.of(recording));
  }

  /** Compares clocks until the first track is opened. All tracks of a socket keep that difference, so that they stay in step. */
  private void compareClocks(long now) {
    if (shown.isEmpty()) {
      theirClock.read(now, around.clock().instant());
    }
  }

  private void goOnFrom(MediaIndex.Epoch earlier) {
    if (shown.isEmpty()) {
      theirClock.goOnFrom(earlier.offset(), zero(around.lectures().find(lecture).orElseThrow()));
    }
  }

  /** Before the start, the planned start stands in for zero; nothing of it is kept. */
  private static Instant zero(Lecture lecture) {
    return lecture.startedAt().orElse(lecture.startsAt());
  }

  private void open(PublisherMessage.Open open) {
    TrackFormat format = open.format();
    if (!theirClock.isKnown()) {
      throw new MalformedFrame("open before hello");
    }
    Lecture now = around.lectures().find(lecture).orElseThrow();
    Optional<String> refusal = right.refusal(now);
    if (refusal.isPresent()) {
      link.send(new ServerMessage.Refused(open.ref(), sentence(refusal.get())));
      return;
    }
    if (shown.size() >= MOST_TRACKS && shown.values().stream().noneMatch(track -> track.kind() == format.kind())) {
      throw new MalformedFrame("too many tracks");
    }
    waitsForStart = !now.isLive();
    boolean kept = now.isLive() && around.recordings().hasRoom();
    show(open.ref(), format, theirClock.offsetTo(zero(now)), kept);
    if (now.isLive() && !kept) {
      tellUnkept("media.unkept");
    }
  }

  private void show(int ref, TrackFormat format, long offset, boolean kept) {
    int initLength = InitSegment.of(format).length;
    EpochId id = around.index().open(lecture, person.id(), format, offset, initLength, kept, around.recordings().node());
    PublisherMessage.Epoch epoch = new PublisherMessage.Epoch(id.number(), id.epoch());
    if (kept) {
      take(epoch, around.recordings().begin(around.index().find(id).orElseThrow()));
    } else {
      epochs.put(epoch, Optional.empty());
    }
    shown.keySet().removeIf(other -> other.track() == id.number());
    Track track = new Track(id, person.id(), person.name(), format, offset, kept);
    shown.put(epoch, track);
    link.send(new ServerMessage.Opened(ref, id.number(), id.epoch(), kept));
    around.live().open(new LiveTrack(track));
  }

  /**
   * Takes a frame: into the journal, and on to whoever watches. The journal is forced to the disk about every second, so a frame is seen
   * before it is durable; the publisher keeps it until it is told that it is.
   */
  synchronized void frame(Frame frame) {
    if (closed) {
      return; // it is not acknowledged, so the publisher sends it again
    }
    heardAt = around.clock().instant();
    PublisherMessage.Epoch epoch = new PublisherMessage.Epoch(frame.track(), frame.epoch());
    Optional<Recording> recording = epochs.get(epoch);
    if (recording == null || frame.kind() != Frame.Kind.MEDIA) {
      throw new MalformedFrame("a frame of no open track");
    }
    recording.ifPresent(found -> keep(found, frame));
    if (shown.containsKey(epoch)) { // else it is filled in, and viewers are past it
      around.live().pass(frame);
    }
  }

  private void keep(Recording recording, Frame frame) {
    recording.append(frame);
    if (recording.isPaused()) {
      tellUnkept("media.unkept");
    } else if (isBehind(recording, LONGEST_WITHOUT_A_WORD)) {
      tellUnkept("media.unkept.store");
    }
  }

  /** Whether what is taken here has waited for so long to be where other nodes find it. */
  private static boolean isBehind(Recording recording, Duration longest) {
    return recording.shared().filter(shared -> shared.waitsFor().compareTo(longest) > 0).isPresent();
  }

  private void tellUnkept(String why) {
    if (!waitsForRoom) {
      waitsForRoom = true;
      link.send(new ServerMessage.Unkept(sentence(why)));
    }
  }

  private void end(PublisherMessage.End end) {
    PublisherMessage.Epoch epoch = new PublisherMessage.Epoch(end.track(), end.epoch());
    Optional<Recording> recording = epochs.get(epoch);
    if (recording == null) {
      throw new MalformedFrame("end of no open track");
    }
    hide(epoch);
    if (end.whole() && recording.filter(Recording::misses).isEmpty()) { // else it is asked for and told whole again
      epochs.remove(epoch);
      recording.ifPresent(Recording::end);
    }
  }

  private void hide(PublisherMessage.Epoch epoch) {
    Track track = shown.remove(epoch);
    if (track != null) {
      around.live().close(track.id());
    }
  }

  /**
   * Ends what is shown when the socket is gone. Recordings stay open, because the publisher fills in what is missing when it comes back.
   *
   * @param returns whether it is likely to come back at once. Then the last picture stays for a few seconds
   */
  synchronized void close(boolean returns) {
    closed = true;
    around.live().publications().remove(this);
    List<EpochId> tracks = shown.values().stream().map(Track::id).toList();
    CompletableFuture.delayedExecutor(returns ? SECONDS_TO_RETURN : 0, TimeUnit.SECONDS)
        .execute(() -> tracks.forEach(around.live()::close));
    epochs.values().forEach(recording -> recording.ifPresent(found -> found.acknowledgeTo(null)));
  }

  /** Whether it shows something now. Otherwise it only fills in what was missed. */
  boolean isLive() {
    return !shown.isEmpty();
  }

  boolean isBy(UserId other) {
    return person.id().equals(other);
  }

  boolean mayPublish() {
    return right.isGiven();
  }

  void revoke() {
    link.revoke();
  }

  void askToComeBack() {
    link.askToComeBack();
  }

  /** Asks the publisher to go on at another node, and to end this socket once it does. */
  void moveElsewhere() {
    link.send(new ServerMessage.Move());
  }

  /** Asks the publisher to open its tracks again when the lecture has begun since, so that they are kept from now on. */
  void begin() {
    if (waitsForStart && around.lectures().find(lecture).filter(Lecture::isLive).isPresent()) {
      waitsForStart = false;
      link.send(new ServerMessage.Reopen());
    }
  }

  /**
   * Called each second. A publisher from whom nothing comes any more must not look as if it were live. One of whom another node has taken
   * something over begins anew, here or there.
   */
  void beat() {
    boolean isElsewhere = recordings().anyMatch(Recording::hasLeft);
    if (isElsewhere || heardAt.plus(LONGEST_SILENCE).isBefore(around.clock().instant())) {
      link.askToComeBack();
    } else {
      link.send(new ServerMessage.Beat());
    }
  }

  /** Called when there may be room again, or a store. Asks for what was not kept. */
  void goOn() {
    if (waitsForRoom && around.recordings().hasRoom() && recordings().noneMatch(Publication::waits)) {
      waitsForRoom = false;
      link.send(new ServerMessage.Welcome(around.live().decodable(), stillDue()));
    }
  }

  private static boolean waits(Recording recording) {
    return recording.isPaused() || isBehind(recording, NEARLY_THERE);
  }

  private Stream<Recording> recordings() {
    return epochs.values().stream().flatMap(Optional::stream);
  }

  private List<ServerMessage.Due> stillDue() {
    List<ServerMessage.Due> due = new ArrayList<>();
    epochs.forEach((epoch, recording) -> recording.ifPresent(found -> due.add(new ServerMessage.Due(epoch.track(), epoch.epoch(), found.due()))));
    return due;
  }

  void tellDecodable() {
    link.send(new ServerMessage.Codecs(around.live().decodable()));
  }

  private String sentence(String key) {
    return around.sentences().getMessage(key, null, person.language().orElse(Locale.UK));
  }
}
