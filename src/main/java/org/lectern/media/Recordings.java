package org.lectern.media;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lectern.cluster.Nodes;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.Lectures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The epochs that are being written. A publisher begins one, each second makes it durable, a start after a crash goes on with it, and it
 * is sealed when it is whole.
 */
@Component
class Recordings {

  private static final Logger log = LoggerFactory.getLogger(Recordings.class);

  private final MediaIndex index;
  private final MediaStore store;
  private final Sharing sharing;
  private final MediaSettings settings;
  private final Lectures lectures;
  private final Clock clock;
  private final Map<EpochId, Recording> open = new ConcurrentHashMap<>();
  private final Object taking = new Object();
  private volatile boolean hasRoom = true;

  Recordings(MediaIndex index, MediaStore store, Sharing sharing, MediaSettings settings, Lectures lectures, Clock clock, Nodes nodes) {
    this.index = index;
    this.store = store;
    this.sharing = sharing;
    this.settings = settings;
    this.lectures = lectures;
    this.clock = clock;
    List<MediaIndex.Epoch> unsealed = index.unsealed();
    unsealed.stream().filter(epoch -> epoch.term() == 0 && (nodes.isAlone() || isHere(epoch))).forEach(this::goOn);
    if (nodes.isAlone()) {
      tellWhatIsLeftAlone(unsealed.stream().filter(epoch -> epoch.term() > 0).map(MediaIndex.Epoch::id).toList());
    }
  }

  private static void tellWhatIsLeftAlone(List<EpochId> shared) {
    if (!shared.isEmpty()) {
      log.warn("Several nodes began {}; they are completed once Lectern is started with lectern.cluster=true and its bucket", shared);
    }
  }

  /** Of what nodes keep for themselves each completes what lies in its own folder, and nobody else's. */
  private boolean isHere(MediaIndex.Epoch epoch) {
    return Files.exists(settings.journal(epoch.id(), 0));
  }

  /** Begins an epoch whose number was just given out. Files found in its place are left from another database and are removed. */
  Recording begin(MediaIndex.Epoch epoch) {
    try {
      Files.deleteIfExists(settings.journal(epoch.id(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return take(epoch).orElseGet(() -> goOn(epoch));
  }

  /** Who begins an epoch here; empty where each node keeps its own. */
  Optional<UUID> node() {
    return sharing.node();
  }

  private Optional<Recording> take(MediaIndex.Epoch epoch) {
    synchronized (taking) {
      return sharing.take(epoch).map(this::hold);
    }
  }

  private Recording goOn(MediaIndex.Epoch epoch) {
    return hold(Recording.open(epoch, settings, new Keeping.Alone(epoch.id(), index)));
  }

  private Recording hold(Recording recording) {
    open.put(recording.track(), recording);
    return recording;
  }

  /** An epoch that can still take frames; one that other nodes can go on with is taken over from them. */
  Optional<Recording> find(EpochId track) {
    Optional<Recording> here = Optional.ofNullable(open.get(track));
    return here.isPresent() && here.get().shared().isEmpty() ? here : takeOver(track);
  }

  private Optional<Recording> takeOver(EpochId track) {
    synchronized (taking) {
      Optional<MediaIndex.Epoch> now = index.find(track).filter(epoch -> epoch.node().isPresent());
      Optional<Recording> here = Optional.ofNullable(open.get(track));
      if (now.filter(this::isHeld).isPresent()) {
        return here;
      }
      here.ifPresent(this::leave);
      return now.flatMap(this::take);
    }
  }

  /** Whether this node goes on with it, and no other has taken it over. */
  boolean isHeld(MediaIndex.Epoch epoch) {
    return sharedAs(epoch).isPresent();
  }

  private Optional<SharedEpoch> sharedAs(MediaIndex.Epoch epoch) {
    return Optional.ofNullable(open.get(epoch.id())).flatMap(Recording::shared).filter(shared -> shared.term() == epoch.term());
  }

  /** Forgets an epoch that is another node's, or sealed. */
  void leave(Recording recording) {
    open.remove(recording.track(), recording);
    recording.leave();
  }

  /** Those that other nodes can go on with. */
  List<Recording> shared() {
    return open.values().stream().filter(recording -> recording.shared().isPresent()).toList();
  }

  /** The file of an epoch that grows on this machine, with everything that the index has of it. */
  Optional<Path> growing(MediaIndex.Epoch epoch) {
    boolean isWhole = epoch.term() == 0 || sharedAs(epoch).filter(SharedEpoch::isWholeHere).isPresent();
    return Optional.of(settings.growing(epoch.id())).filter(file -> isWhole && Files.exists(file));
  }

  /** Whether there is room on the disk for more. */
  boolean hasRoom() {
    return hasRoom;
  }

  /** Keeps all recordings side by side, because each waits for its own file, but one round after the other. */
  @Scheduled(fixedDelay = 1000)
  synchronized void keepAll() {
    lookForRoom();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      open.values().forEach(recording -> each.execute(() -> keep(recording)));
    }
  }

  /** Goes on only when more than the reserve is free, so that it does not stop again at once. */
  private void lookForRoom() {
    long free = freeBytes();
    long reserve = settings.reserve().toBytes();
    if (hasRoom && free < reserve) {
      log.error("Nothing is recorded while only {} bytes are free for {}", free, settings.folder());
      hasRoom = false;
    } else if (!hasRoom && free > reserve + reserve / 4) {
      log.info("There is room for recordings again");
      hasRoom = true;
    }
    open.values().forEach(hasRoom ? Recording::resume : Recording::pause);
  }

  private long freeBytes() {
    try {
      return Files.getFileStore(Files.createDirectories(settings.folder())).getUsableSpace();
    } catch (IOException unknown) {
      log.warn("How much room there is for recordings cannot be told: {}", unknown.toString());
      return 0;
    }
  }

  private void keep(Recording recording) {
    try {
      boolean whole = recording.hasEnded();
      recording.keep();
      if (whole && recording.shared().isEmpty()) {
        seal(recording);
      }
    } catch (RuntimeException e) {
      // The journal has it; the next second tries again.
      log.error("Could not keep {}", recording.track(), e);
    }
  }

  /** Seals what nobody will come back to any more to fill in. */
  @Scheduled(fixedDelay = 60_000)
  void endAbandoned() {
    open.values().stream()
        .filter(recording -> !recording.hasPublisher())
        .filter(recording -> isAbandoned(recording.track()))
        .forEach(Recording::end);
  }

  /** Whether it is too late for anybody to fill in what is missing. */
  boolean isAbandoned(EpochId track) {
    Instant lastCall = clock.instant().minus(settings.patience());
    return lectures.find(track.lecture()).flatMap(Lecture::endedAt).filter(lastCall::isAfter).isPresent();
  }

  private void seal(Recording recording) {
    recording.seal(store, index);
    open.remove(recording.track());
  }

  @PreDestroy
  synchronized void close() {
    open.values().forEach(Recording::close);
  }
}
