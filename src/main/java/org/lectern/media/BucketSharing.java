package org.lectern.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectern.cluster.Nodes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Epochs whose segments are in the bucket while their file grows. Any node can go on behind the last of them, whoever came before it, and
 * any can read them.
 */
@Component
@ConditionalOnBooleanProperty("lectern.cluster")
@ConditionalOnProperty("lectern.media.s3.bucket")
final class BucketSharing implements Sharing {

  /** Of segments that were read lately; some minutes of a camera. */
  private static final long MOST_BYTES = 64 << 20;

  private final MediaIndex index;
  private final MediaSettings settings;
  private final BucketStore store;
  private final Nodes nodes;
  private final Clock clock;
  private final Cache<String, byte[]> read =
      Caffeine.newBuilder().maximumWeight(MOST_BYTES).weigher((String _, byte[] bytes) -> bytes.length).build();

  BucketSharing(MediaIndex index, MediaSettings settings, BucketStore store, Nodes nodes, Clock clock) {
    this.index = index;
    this.settings = settings;
    this.store = store;
    this.nodes = nodes;
    this.clock = clock;
  }

  @Override
  public Optional<UUID> node() {
    return Optional.of(nodes.me());
  }

  @Override
  public Optional<Recording> take(MediaIndex.Epoch epoch) {
    return index.take(epoch.id(), nodes.me(), epoch.term()).map(mine -> open(mine, epoch.term()));
  }

  /** Whoever has the journal of the last term has all that came in it, also what the bucket could not take. */
  private Recording open(MediaIndex.Epoch mine, int lastTerm) {
    try {
      Path before = settings.journal(mine.id(), lastTerm);
      if (Files.exists(before)) {
        Files.move(before, settings.journal(mine.id(), mine.term()), StandardCopyOption.ATOMIC_MOVE);
      }
      Optional<MediaIndex.Stored> last = index.lastStored(mine.id());
      Recording recording = Recording.open(mine, settings, shared(mine, beginning(mine, last), last));
      if (recording.due() <= recording.next()) {
        return recording;
      }
      recording.leave(); // a disk lost the end of the journal
      return Recording.open(mine, settings, shared(mine, last.orElse(null), last));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SharedEpoch shared(MediaIndex.Epoch mine, MediaIndex.@Nullable Stored from, Optional<MediaIndex.Stored> last) {
    return new SharedEpoch(mine, from, last, settings.growing(mine.id()), store.bucket(), index, clock);
  }

  /** The segment behind which the journal on this machine begins, or a new one has to. */
  private MediaIndex.@Nullable Stored beginning(MediaIndex.Epoch mine, Optional<MediaIndex.Stored> last) throws IOException {
    Path journal = settings.journal(mine.id(), mine.term());
    Optional<Frame> first = Journal.first(journal);
    if (first.isEmpty()) {
      return last.orElse(null);
    }
    if (first.get().sequence() == 0) {
      return null;
    }
    Optional<MediaIndex.Stored> before =
        index.stored(mine.id()).stream().filter(stored -> stored.seam().frame() == first.get().sequence()).findFirst();
    if (before.isEmpty()) {
      Files.delete(journal);
    }
    return before.or(() -> last).orElse(null);
  }

  /**
   * Seals an epoch of which everything is in the bucket: its file is there whole before anybody says so.
   *
   * @return whether it is; else another node has taken it over, and needs its segments
   */
  boolean seal(Recording recording, SharedEpoch shared) throws IOException {
    EpochId track = recording.track();
    if (recording.isOpen()) {
      fillFromBucket(recording, shared);
    }
    Path file = recording.closeWhole();
    MediaIndex.Sealed sealed = new MediaIndex.Sealed(Files.size(file), Recording.digest(file));
    store.keep(track, file, sealed);
    if (!index.seal(track, shared.term(), sealed)) {
      shared.lose();
      return false;
    }
    store.keepCopy(track, file);
    return true;
  }

  /** Brings what other nodes took in before the file of this machine began. */
  private void fillFromBucket(Recording recording, SharedEpoch shared) throws IOException {
    long begins = shared.from().map(from -> from.entry().end()).orElse(0L);
    for (MediaIndex.Stored segment : index.stored(recording.track(), 0, begins)) {
      recording.fill(segment.entry().position(), fetch(recording.track(), segment));
    }
  }

  @Override
  public Optional<MediaRange.Source> growing(MediaIndex.Epoch epoch) {
    return epoch.term() == 0 ? Optional.empty() : Optional.of((from, to) -> bytes(epoch, from, to));
  }

  private byte[] bytes(MediaIndex.Epoch epoch, long from, long to) {
    byte[] bytes = new byte[(int) (to - from)];
    copy(InitSegment.of(epoch.format()), 0, bytes, from);
    for (MediaIndex.Stored segment : index.stored(epoch.id(), from, to)) {
      copy(read(epoch.id(), segment), segment.entry().position(), bytes, from);
    }
    return bytes;
  }

  private static void copy(byte[] source, long at, byte[] target, long from) {
    int skip = (int) Math.max(0, from - at);
    int into = (int) Math.max(0, at - from);
    int length = Math.min(source.length - skip, target.length - into);
    if (length > 0) {
      System.arraycopy(source, skip, target, into, length);
    }
  }

  /** Those who look at the same at the same time fetch it once. */
  private byte[] read(EpochId track, MediaIndex.Stored segment) {
    return read.get("%s/%d".formatted(track, segment.entry().number()), _ -> fetch(track, segment));
  }

  private byte[] fetch(EpochId track, MediaIndex.Stored segment) {
    return store.bucket().read(track, segment)
        .orElseThrow(() -> store.lacks("segment %d of %s".formatted(segment.entry().number(), track)));
  }
}
