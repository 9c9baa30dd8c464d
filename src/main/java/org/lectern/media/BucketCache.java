package org.lectern.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies of what is in the bucket, on this machine, within so many bytes: what was used longest ago goes first. Nothing else is here, so
 * all of it may be deleted at any time. A file that still comes from the bucket has its place already; a mark beside it says so to
 * whoever starts after a kill.
 */
final class BucketCache {

  private record Held(long length, @Nullable BucketFetch coming) {}

  private final Bucket bucket;
  private final Outage outage;
  private final BucketFetch.Lanes lanes = new BucketFetch.Lanes();
  private final MediaSettings settings;
  private final long most;
  private final Clock clock;

  // Guarded by this.
  private final Map<EpochId, Held> held = new LinkedHashMap<>(16, 0.75f, true); // used longest ago first
  private long bytes;

  BucketCache(Bucket bucket, Outage outage, MediaSettings settings, long most, Clock clock) {
    this.bucket = bucket;
    this.outage = outage;
    this.settings = settings;
    this.most = most;
    this.clock = clock;
    MediaFiles.in(settings.folder().resolve("cache")).stream()
        .sorted(Comparator.comparing(file -> file.toFile().lastModified()))
        .forEach(this::takeUp);
    makeRoom();
  }

  private void takeUp(Path file) {
    EpochId track = MediaFiles.track(file);
    if (Files.exists(mark(track))) {
      delete(track);
    } else {
      hold(track, new Held(file.toFile().length(), null));
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  /** A whole file. */
  synchronized Optional<Path> find(EpochId track) {
    Held found = held.get(track);
    if (found == null || found.coming() != null) {
      return Optional.empty();
    }
    Path file = settings.cached(track);
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant())); // the next start knows the order by it
      return Optional.of(file);
    } catch (IOException deletedByHand) {
      forget(track);
      return Optional.empty();
    }
  }

  /** Takes over a file that is in the bucket now. */
  synchronized void take(EpochId track, Path file) throws IOException {
    makeRoom(Files.size(file));
    forget(track);
    Files.createDirectories(settings.cached(track).getParent());
    Files.move(file, settings.cached(track), StandardCopyOption.ATOMIC_MOVE);
    hold(track, new Held(Files.size(settings.cached(track)), null));
  }

  /** The file as it comes from the bucket, which begins now where it has not begun; empty when it is whole. */
  synchronized Optional<BucketFetch> coming(EpochId track, MediaIndex.Sealed sealed) throws IOException {
    Held found = held.get(track);
    return found == null ? Optional.of(begin(track, sealed)) : Optional.ofNullable(found.coming());
  }

  private BucketFetch begin(EpochId track, MediaIndex.Sealed sealed) throws IOException {
    makeRoom(sealed.length());
    Path file = settings.cached(track);
    Files.createDirectories(file.getParent());
    Files.write(mark(track), new byte[0]);
    BucketFetch fetch = new BucketFetch(track, sealed, file, bucket, outage, lanes, this::isWhole);
    hold(track, new Held(sealed.length(), fetch));
    return fetch;
  }

  private synchronized void isWhole(BucketFetch fetch) {
    Held found = held.get(fetch.track());
    if (found != null && found.coming() == fetch) {
      try {
        Files.delete(mark(fetch.track()));
        held.put(fetch.track(), new Held(found.length(), null));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What is recorded, or a file of somebody else, may need the disk at any time. A recording is never stopped because of copies. */
  void makeRoom() {
    makeRoom(0);
  }

  /** A file that is larger than all of it has it to itself. */
  private synchronized void makeRoom(long length) {
    Iterator<EpochId> oldest = List.copyOf(held.keySet()).iterator();
    while (oldest.hasNext() && (bytes + length > most || free() - length < 2 * settings.reserve().toBytes())) {
      forget(oldest.next());
    }
  }

  private long free() {
    try {
      FileStore disk = Files.getFileStore(Files.createDirectories(settings.folder()));
      return disk.getUsableSpace();
    } catch (IOException unknown) {
      return 0;
    }
  }

  private void hold(EpochId track, Held file) {
    held.put(track, file);
    bytes += file.length();
  }

  private void forget(EpochId track) {
    Held gone = held.remove(track);
    if (gone != null) {
      bytes -= gone.length();
      if (gone.coming() != null) {
        gone.coming().close();
      }
      delete(track);
    }
  }

  private void delete(EpochId track) {
    try {
      Files.deleteIfExists(settings.cached(track));
      Files.deleteIfExists(mark(track));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path mark(EpochId track) {
    return settings.cached(track).resolveSibling(settings.cached(track).getFileName() + ".coming");
  }

  synchronized void close() {
    held.values().stream().map(Held::coming).forEach(coming -> {
      if (coming != null) {
        coming.close();
      }
    });
  }
}
