package org.lectern.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * An epoch that any of several nodes can go on with. Its segments go to the bucket one by one, and each counts once the database says so,
 * which it does only for the node that took the epoch over last. Frames are safe when their segment counts.
 *
 * <p>The keeper takes segments, and one other thread at a time sends them. What waits is in the file of this machine and not in memory.
 */
final class SharedEpoch implements Keeping {

  private record Waiting(Written segment, Instant since) {}

  private final EpochId track;
  private final int term;
  private final MediaIndex.@Nullable Stored from;
  private final int storedBefore;
  private final Path file;
  private final Bucket bucket;
  private final MediaIndex index;
  private final Clock clock;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private volatile long safe;
  private volatile boolean allTaken;
  private volatile boolean allSent;
  private volatile boolean lost;

  /**
   * @param from the segment behind which the file of this machine begins; null where it has all
   * @param last the last segment that is in the bucket
   */
  SharedEpoch(MediaIndex.Epoch epoch, MediaIndex.@Nullable Stored from, Optional<MediaIndex.Stored> last, Path file, Bucket bucket,
      MediaIndex index, Clock clock) {
    this.track = epoch.id();
    this.term = epoch.term();
    this.from = from;
    this.storedBefore = last.map(stored -> stored.entry().number()).orElse(0);
    this.safe = last.map(stored -> stored.seam().frame()).orElse(0L);
    this.file = file;
    this.bucket = bucket;
    this.index = index;
    this.clock = clock;
  }

  int term() {
    return term;
  }

  @Override
  public Optional<MediaIndex.Stored> from() {
    return Optional.ofNullable(from);
  }

  /** Whether the file of this machine has everything that was ever in it, so that it can be read from. */
  boolean isWholeHere() {
    return from == null;
  }

  /** Those that are in the bucket already come again where the journal was read again. */
  @Override
  public void take(List<Written> segments) {
    Instant now = clock.instant();
    segments.stream()
        .filter(segment -> segment.entry().number() > storedBefore)
        .forEach(segment -> waiting.add(new Waiting(segment, now)));
  }

  @Override
  public void takenAll() {
    allTaken = true;
  }

  /** Frames that are in no segment are safe, or of no use to anybody, when nothing follows them and everything else is. */
  @Override
  public long safe(long inJournal) {
    return allSent ? inJournal : safe;
  }

  /**
   * Sends what waits, until the bucket does not take more or another node has taken over.
   *
   * @throws BucketAwayException when the rest has to wait
   */
  void send() throws IOException {
    for (Waiting next; !lost && (next = waiting.peek()) != null; ) {
      send(next.segment());
    }
    if (allTaken && waiting.isEmpty() && !allSent && !lost) {
      lost = !index.end(track, term);
      allSent = !lost;
    }
  }

  private void send(Written segment) throws IOException {
    byte[] bytes = read(segment.entry());
    byte[] digest = Bucket.digest("SHA-256").digest(bytes);
    MediaIndex.Stored stored = new MediaIndex.Stored(segment.entry(), segment.seam(), digest);
    bucket.put(track, stored, bytes);
    lost = !index.add(track, term, stored);
    if (!lost) {
      safe = segment.seam().frame();
      waiting.remove();
    }
  }

  private byte[] read(MediaIndex.Entry entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(entry.length());
    try (FileChannel in = FileChannel.open(file)) {
      while (bytes.hasRemaining()) {
        if (in.read(bytes, entry.position() + bytes.position()) < 0) {
          throw new IOException("%s ends before its segment %d".formatted(file, entry.number()));
        }
      }
    }
    return bytes.array();
  }

  /** Whether there is something to send. */
  boolean waits() {
    return !waiting.isEmpty() || allTaken && !allSent;
  }

  /** For how long the first segment that waits has been waiting. */
  Duration waitsFor() {
    Waiting first = waiting.peek();
    return first == null ? Duration.ZERO : Duration.between(first.since(), clock.instant());
  }

  /** Whether everything there will ever be is in the bucket. */
  boolean isAllSent() {
    return allSent;
  }

  /** Notes that another node has taken it over. */
  void lose() {
    lost = true;
  }

  /** Whether another node has taken it over, so that nothing of what comes here counts. */
  boolean isLost() {
    return lost;
  }
}
