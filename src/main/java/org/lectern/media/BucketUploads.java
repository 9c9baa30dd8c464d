package org.lectern.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts finished files into the bucket, one after the other, in a thread of its own. The folder of finished files is the list of what is
 * still to do: a file leaves it only when the bucket has it, so a start after any end goes on where it was. A folder that was filled
 * before there was a bucket is moved in the same way.
 */
final class BucketUploads implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BucketUploads.class);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);
  private static final Duration UNTIL_SEALED = Duration.ofSeconds(1);

  private final Bucket bucket;
  private final Outage outage;
  private final BucketCache cache;
  private final MediaSettings settings;
  private final MediaIndex index;
  private final BlockingDeque<EpochId> next = new LinkedBlockingDeque<>();
  private final Set<EpochId> waiting = ConcurrentHashMap.newKeySet();
  private final Set<EpochId> setAside = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofPlatform().name("media-to-bucket").daemon().unstarted(this::run);

  private volatile boolean closed;

  /** What was found at the start and is being moved; then it is looked at once more. */
  private final Set<EpochId> moving = new LinkedHashSet<>();
  private int found;
  private boolean looksOver;
  private long toldAt = System.nanoTime();

  BucketUploads(Bucket bucket, Outage outage, BucketCache cache, MediaSettings settings, MediaIndex index) {
    this.bucket = bucket;
    this.outage = outage;
    this.cache = cache;
    this.settings = settings;
    this.index = index;
  }

  void start() {
    List<Path> files = MediaFiles.in(settings.folder().resolve("finished"));
    files.stream().map(MediaFiles::track).forEach(moving::add);
    next.addAll(moving);
    waiting.addAll(moving);
    found = files.size();
    if (found > 0) {
      long bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
      log.info("{} files of recordings ({} MB) are on this machine alone and are put into the bucket now", found, bytes / 1_000_000);
    }
    thread.start();
  }

  /** Files that are on this machine alone. */
  int waiting() {
    return waiting.size();
  }

  /** Of these, what is not tried again before the next start, because something is wrong with it. */
  Set<EpochId> setAside() {
    return Set.copyOf(setAside);
  }

  /** Puts this one next: what was just recorded is looked at first. */
  void add(EpochId track) {
    waiting.add(track);
    next.addFirst(track);
  }

  private void run() {
    try {
      while (!closed) {
        EpochId track = next.poll(LOOK_AGAIN.toSeconds(), TimeUnit.SECONDS);
        if (track == null) {
          rest();
        } else {
          putNext(track);
        }
      }
    } catch (InterruptedException stopped) {
      // The next start goes on.
    }
  }

  /** A bucket that is back would be said to be away until somebody wants something of it, were it not asked here. */
  private void rest() throws InterruptedException {
    try {
      if (outage.now().isPresent()) {
        bucket.lookAgain();
      } else if (looksOver) {
        tellWhole();
        looksOver = false;
      }
    } catch (BucketAwayException still) {
      // It is told where it is noted.
    } catch (RuntimeException e) {
      log.error("It cannot be told whether the bucket has everything", e);
      Thread.sleep(AFTER_A_FAULT);
    }
  }

  private void putNext(EpochId track) throws InterruptedException {
    try {
      Optional<MediaIndex.Epoch> epoch = index.find(track);
      Optional<MediaIndex.Sealed> sealed = epoch.flatMap(MediaIndex.Epoch::sealed);
      if (sealed.isPresent()) {
        put(track, sealed.get());
        isDone(track);
      } else if (epoch.isPresent()) {
        next.add(track); // it is sealed in a moment
        Thread.sleep(UNTIL_SEALED);
      } else {
        setAside(track, "is of no recording that this database knows");
        isDone(track);
      }
    } catch (BucketAwayException away) {
      next.addFirst(track);
      Thread.sleep(outage.left().plusMillis(1));
    } catch (NoSuchFileException gone) {
      log.error("The file {} was deleted before it was in the bucket", gone.getFile());
      waiting.remove(track);
      isDone(track);
    } catch (IOException | RuntimeException e) {
      log.error("{} could not be put into the bucket and stays here", track, e);
      next.add(track);
      Thread.sleep(AFTER_A_FAULT);
    }
  }

  /** A file that is there already was put before something kept us from noting it. */
  private void put(EpochId track, MediaIndex.Sealed sealed) throws IOException {
    Path file = settings.finished(track);
    Optional<Bucket.Kept> kept = bucket.find(track);
    if (kept.isPresent() && !kept.get().is(sealed)) {
      setAside(track, "has another file in its place in the bucket, perhaps of another Lectern or of an older backup");
    } else if (kept.isEmpty() && !bucket.put(track, file, sealed)) {
      setAside(track, "is damaged on this machine");
    } else if (bucket.find(track).filter(there -> there.is(sealed)).isEmpty()) {
      throw new IOException("%s is not in the bucket as it was put there".formatted(track));
    } else {
      cache.take(track, file);
      waiting.remove(track);
    }
  }

  private void setAside(EpochId track, String why) {
    log.error("The file {} {}. It stays where it is and is looked at again at the next start", settings.finished(track), why);
    setAside.add(track);
  }

  private void isDone(EpochId track) {
    if (!moving.remove(track)) {
      return;
    }
    if (moving.isEmpty()) {
      looksOver = true;
    } else if (System.nanoTime() - toldAt > BETWEEN_LINES.toNanos()) {
      log.info("{} of {} files are done", found - moving.size(), found);
      toldAt = System.nanoTime();
    }
  }

  /** Holds what the index names against what the bucket has, which also tells of what was lost before. */
  private void tellWhole() {
    Map<String, Long> there = bucket.all();
    List<MediaIndex.Epoch> sealed = index.sealed();
    List<EpochId> missing =
        sealed.stream()
            .filter(epoch -> !epoch.sealed().map(MediaIndex.Sealed::length).equals(Optional.ofNullable(there.get(Bucket.key(epoch.id())))))
            .map(MediaIndex.Epoch::id)
            .toList();
    List<EpochId> lost = missing.stream().filter(track -> !Files.exists(settings.finished(track))).toList();
    log.info("All {} files are done. Of {} of all recordings the bucket has {}, and {} are still here alone",
        found, sealed.size(), sealed.size() - missing.size(), missing.size() - lost.size());
    if (!lost.isEmpty()) {
      log.error("Neither in the bucket nor on this machine are {}", lost);
    }
  }

  /** Waits for the part that is under way. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join(Duration.ofSeconds(15));
  }
}
