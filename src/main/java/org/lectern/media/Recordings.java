package org.lectern.media;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
  private final MediaSettings settings;
  private final Lectures lectures;
  private final Clock clock;
  private final Map<EpochId, Recording> open = new ConcurrentHashMap<>();
  private volatile boolean hasRoom = true;

  Recordings(MediaIndex index, MediaStore store, MediaSettings settings, Lectures lectures, Clock clock, Nodes nodes) {
    this.index = index;
    this.store = store;
    this.settings = settings;
    this.lectures = lectures;
    this.clock = clock;
    index.unsealed().stream().filter(epoch -> nodes.isAlone() || isHere(epoch)).forEach(this::goOn);
  }

  /** Among several nodes each completes what lies in its own folder, and nobody else's. */
  private boolean isHere(MediaIndex.Epoch epoch) {
    return Files.exists(settings.journal(epoch.id()));
  }

  /** Begins an epoch whose number was just given out. Files found in its place are left from another database and are removed. */
  Recording begin(MediaIndex.Epoch epoch) {
    try {
      Files.deleteIfExists(settings.journal(epoch.id()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return goOn(epoch);
  }

  private Recording goOn(MediaIndex.Epoch epoch) {
    Recording recording = Recording.open(epoch, settings, index);
    open.put(epoch.id(), recording);
    return recording;
  }

  /** An epoch that can still take frames. */
  Optional<Recording> find(EpochId track) {
    return Optional.ofNullable(open.get(track));
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
      if (whole) {
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
    Instant lastCall = clock.instant().minus(settings.patience());
    open.values().stream()
        .filter(recording -> !recording.hasPublisher())
        .filter(recording -> lectures.find(recording.track().lecture())
            .flatMap(Lecture::endedAt)
            .filter(lastCall::isAfter)
            .isPresent())
        .forEach(Recording::end);
  }

  private void seal(Recording recording) {
    recording.seal(store, settings);
    open.remove(recording.track());
  }

  @PreDestroy
  synchronized void close() {
    open.values().forEach(Recording::close);
  }
}
