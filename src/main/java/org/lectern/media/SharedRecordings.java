package org.lectern.media;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.lectern.cluster.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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
      Recordings recordings, BucketSharing sharing, BucketStore store, MediaIndex index, MediaSettings settings, Nodes nodes) {
    this.recordings = recordings;
    this.sharing = sharing;
    this.store = store;
    this.index = index;
    this.settings = settings;
    this.nodes = nodes;
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
    } catch (IOException | RuntimeException e) {
      log.error("{} could not be sent to the bucket and stays here", track, e);
      busyUntil.put(track, System.nanoTime() + AFTER_A_FAULT.toNanos());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void seal(Recording recording, SharedEpoch shared) throws IOException {
    sharing.seal(recording, shared);
    recordings.leave(recording);
    store.bucket().deleteSegments(recording.track());
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
    for (MediaIndex.Epoch epoch : index.unsealed()) {
      if (epoch.term() > 0) {
        look(epoch);
      }
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

  /** Removes what a node left that went between sealing a file and deleting its segments. */
  @Scheduled(initialDelay = 600_000, fixedDelay = 3_600_000)
  void tidy() {
    try {
      for (EpochId track : store.bucket().growing()) {
        if (index.find(track).flatMap(MediaIndex.Epoch::sealed).isPresent()) {
          store.bucket().deleteSegments(track);
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
