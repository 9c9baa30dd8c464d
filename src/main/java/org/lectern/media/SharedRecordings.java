package org.lectern.media;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.lectern.cluster.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what this node takes in to the bucket while it grows, seals it there, and completes what other nodes left when they went for good.
 */
@Component
@ConditionalOnBooleanProperty("lectern.cluster")
@ConditionalOnProperty("lectern.media.s3.bucket")
class SharedRecordings {

  private static final Logger log = LoggerFactory.getLogger(SharedRecordings.class);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

  private static final Duration WITHOUT_DATABASE = Duration.ofSeconds(2);

  /** Segments on their way at a time, each of which is in memory once. */
  private static final int MOST_AT_A_TIME = 32;

  private final Recordings recordings;
  private final BucketSharing sharing;
  private final BucketStore store;
  private final MediaIndex index;
  private final MediaSettings settings;
  private final Nodes nodes;
  private final Semaphore places = new Semaphore(MOST_AT_A_TIME);
  /** What is sent or sealed at the moment, or has to wait until then (nanoseconds). */
  private final Map<EpochId, Long> busyUntil = new ConcurrentHashMap<>();
  private volatile boolean closed;

  SharedRecordings(
      Recordings recordings, BucketSharing sharing, BucketStore store, MediaIndex index, MediaSettings settings, Nodes nodes,
      MeterRegistry meters) {
    this.recordings = recordings;
    this.sharing = sharing;
    this.store = store;
    this.index = index;
    this.settings = settings;
    this.nodes = nodes;
    TimeGauge.builder("lectern.media.bucket.behind", this, TimeUnit.MILLISECONDS, SharedRecordings::behind)
        .description("How long the first segment has waited that is not in the bucket yet").register(meters);
  }

  private long behind() {
    return recordings.shared().stream()
        .flatMap(recording -> recording.shared().stream())
        .mapToLong(shared -> shared.waitsFor().toMillis())
        .max()
        .orElse(0);
  }

  /** Each recording by itself, so that none waits for another's. While the bucket is away everything waits where it is. */
  @Scheduled(fixedDelay = 200)
  void send() {
    for (Recording recording : recordings.shared()) {
      SharedEpoch shared = recording.shared().orElseThrow();
      if (shared.isLost()) {
        leave(recording);
      } else if ((shared.waits() || shared.isAllSent()) && !closed && !store.isAway() && begins(recording.track())) {
        Thread.ofVirtual().name("share-" + recording.track()).start(() -> send(recording, shared));
      }
    }
  }

  private boolean begins(EpochId track) {
    long now = System.nanoTime();
    Long until = busyUntil.get(track);
    if (until != null && until - now > 0) {
      return false;
    }
    busyUntil.put(track, Long.MAX_VALUE / 2 + now);
    return true;
  }

  private void send(Recording recording, SharedEpoch shared) {
    EpochId track = recording.track();
    try {
      places.acquire();
      try {
        shared.send();
      } finally {
        places.release();
      }
      recording.acknowledge();
      if (shared.isAllSent()) {
        seal(recording, shared);
      }
      busyUntil.remove(track);
    } catch (BucketAwayException away) {
      busyUntil.remove(track); // it is told where it is noted
    } catch (DataAccessException databaseAway) {
      log.warn("{} waits for the database: {}", track, databaseAway.getMessage());
      busyUntil.put(track, System.nanoTime() + WITHOUT_DATABASE.toNanos());
    } catch (IOException | RuntimeException e) {
      if (!closed) { // else it is cut short because we end
        log.error("{} could not be sent to the bucket and stays here", track, e);
      }
      busyUntil.put(track, System.nanoTime() + AFTER_A_FAULT.toNanos());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void seal(Recording recording, SharedEpoch shared) throws IOException {
    if (sharing.seal(recording, shared)) {
      recordings.leave(recording);
      deleteSegments(recording.track());
    }
  }

  private void deleteSegments(EpochId track) {
    if (!store.bucket().deleteSegments(track)) {
      log.warn("The keys of the bucket may not delete what is below growing/, so the segments of {} stay there beside its file", track);
    }
  }

  private void leave(Recording recording) {
    log.info("Another node goes on with {}", recording.track());
    recordings.leave(recording);
  }

  /**
   * Looks for what nobody is there to complete. Whoever has the journal of an epoch that no other node took over since goes on with it; what a
   * node left that is gone is sealed by the first to look, once it would have been sealed there.
   */
  @Scheduled(fixedDelay = 5_000)
  void look() {
    try {
      index.unsealed().stream().filter(epoch -> epoch.node().isPresent()).forEach(this::look);
    } catch (DataAccessException databaseAway) {
      log.warn("What other nodes left cannot be looked for: {}", databaseAway.getMessage());
    }
  }

  private void look(MediaIndex.Epoch epoch) {
    if (recordings.isHeld(epoch)) {
      return;
    }
    loseEarlier(epoch);
    boolean isOver = epoch.ended() || recordings.isAbandoned(epoch.id());
    if (Files.exists(settings.journal(epoch.id(), epoch.term())) || isOver && epoch.node().filter(this::hasLeftIt).isPresent()) {
      log.info("Going on with {}, which another process left", epoch.id());
      recordings.find(epoch.id()).filter(_ -> isOver).ifPresent(Recording::end);
    }
  }

  private void loseEarlier(MediaIndex.Epoch epoch) {
    recordings.shared().stream()
        .filter(recording -> recording.track().equals(epoch.id()))
        .flatMap(recording -> recording.shared().stream())
        .filter(shared -> shared.term() < epoch.term())
        .forEach(SharedEpoch::lose);
  }

  /** Its node is gone, or is this one, which could not begin it when it had taken it over. */
  private boolean hasLeftIt(UUID node) {
    return node.equals(nodes.me()) || nodes.isGone(node);
  }

  /** Removes what was left by nodes that went, this one among them: segments of files that are whole, and files that others went on with. */
  @Scheduled(initialDelay = 600_000, fixedDelay = 3_600_000)
  void tidy() throws IOException {
    for (MediaFiles.SharedJournal journal : MediaFiles.sharedJournals(settings.folder().resolve("journals"))) {
      if (index.find(journal.track()).filter(epoch -> epoch.sealed().isEmpty() && epoch.term() == journal.term()).isEmpty()) {
        Files.deleteIfExists(journal.file());
      }
    }
    for (Path growing : MediaFiles.in(settings.folder().resolve("growing"))) {
      if (index.find(MediaFiles.track(growing)).filter(this::isElsewhere).isPresent()) {
        Files.deleteIfExists(growing);
      }
    }
    tidyBucket();
  }

  private boolean isElsewhere(MediaIndex.Epoch epoch) {
    return epoch.term() > 0 && (epoch.sealed().isPresent() || !epoch.node().equals(Optional.of(nodes.me())));
  }

  private void tidyBucket() {
    try {
      for (EpochId track : store.bucket().growing()) {
        if (index.find(track).flatMap(MediaIndex.Epoch::sealed).isPresent()) {
          deleteSegments(track);
        }
      }
    } catch (BucketAwayException later) {
      // it is told where it is noted
    }
  }

  @PreDestroy
  void close() {
    closed = true;
  }
}
