package org.lectern.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One epoch of a track while it is written. A frame goes to the journal at once; about every second {@link #keep} forces the
 * journal to the disk, which is when frames may be acknowledged, and brings file and index up to the last whole segment.
 *
 * <p>An epoch has no holes: a frame is taken only when it is the next one. What a publisher could not send in time it sends
 * afterwards, and the file simply goes on. After a crash the file is made again from the journal.
 */
final class Recording {

  private static final Logger log = LoggerFactory.getLogger(Recording.class);

  /** Segments of a journal that is read again. */
  private static final int MOST_IN_MEMORY = 50;

  private record Cut(Segment segment, Segmenter.Seam seam) {}

  private final EpochId track;
  private final Path file;
  private final Path journalFile;
  private final Keeping keeping;
  private final Journal journal;
  private final Segmenter segmenter;
  private final FileChannel out;
  private volatile @Nullable LongConsumer publisher;
  private volatile long forced;
  private long length;
  private final Deque<Cut> notWritten = new ArrayDeque<>();
  private List<Keeping.Written> notTaken = new ArrayList<>();

  // Guarded by this: the publisher's thread adds, the keeper's takes.
  private List<Cut> finished = new ArrayList<>();
  private long next;
  private boolean ended;
  private boolean paused;
  private boolean diskFails;
  private boolean awaitsNext;
  private boolean left;

  private Recording(MediaIndex.Epoch epoch, MediaSettings settings, Keeping keeping) throws IOException {
    this.track = epoch.id();
    this.file = settings.growing(track);
    this.journalFile = settings.journal(track, epoch.term());
    this.keeping = keeping;
    this.ended = epoch.ended();
    this.segmenter = new Segmenter(epoch.format(), epoch.offset(), keeping.from().map(MediaIndex.Stored::seam).orElse(null), this::cut);
    Files.createDirectories(file.getParent());
    this.out = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    write(InitSegment.of(epoch.format()));
    keeping.from().ifPresent(this::beginBehind);
    this.journal = Journal.open(journalFile, this::tookEarlier);
  }

  private void beginBehind(MediaIndex.Stored last) {
    length = last.entry().end();
    next = last.seam().frame();
  }

  /** Begins an epoch, or goes on with one that a crash or a restart interrupted. */
  static Recording open(MediaIndex.Epoch epoch, MediaSettings settings, Keeping keeping) {
    try {
      Recording recording = new Recording(epoch, settings, keeping);
      recording.writeFinished();
      return recording;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EpochId track() {
    return track;
  }

  /** Sets who is told up to which frame nothing can be lost any more; null when the publisher is gone. */
  void acknowledgeTo(@Nullable LongConsumer publisher) {
    this.publisher = publisher;
  }

  boolean hasPublisher() {
    return publisher != null;
  }

  /**
   * Takes the next frame. One that was taken before is ignored. One that leaves a hole breaks the format, unless the frame that is due
   * could not be taken here.
   */
  synchronized void append(Frame frame) {
    if (left) {
      return; // it is not acknowledged, and its publisher is asked to come back
    }
    if (ended || frame.sequence() > next && !awaitsNext) {
      throw new MalformedFrame("frame %d where %d is due".formatted(frame.sequence(), next));
    }
    if (frame.sequence() == next) {
      awaitsNext = isPaused() || !write(frame);
    }
  }

  private boolean write(Frame frame) {
    try {
      journal.append(frame);
      took(frame);
      return true;
    } catch (UncheckedIOException noRoom) {
      log.error("{} cannot be recorded at the moment", track, noRoom);
      pause();
      return false;
    }
  }

  /** Stops taking frames for now. The publisher keeps what comes meanwhile. */
  synchronized void pause() {
    paused = true;
  }

  /** Goes on with the frame that is due, as soon as its publisher has been told which that is. */
  synchronized void resume() {
    paused = false;
  }

  /** Whether frames came that could not be taken. */
  synchronized boolean misses() {
    return awaitsNext;
  }

  synchronized boolean isPaused() {
    return paused || diskFails;
  }

  /** The journal of some hours is not in memory at once. */
  private void tookEarlier(Frame frame) {
    took(frame);
    if (finished.size() >= MOST_IN_MEMORY) {
      writeFinished();
    }
  }

  private void cut(Segment segment) {
    finished.add(new Cut(segment, segmenter.seam()));
  }

  private void took(Frame frame) {
    if (frame.kind() == Frame.Kind.END) {
      ended = true;
      return;
    }
    segmenter.add(frame);
    next = frame.sequence() + 1;
  }

  /** The frame that is due. */
  synchronized long next() {
    return next;
  }

  /** The frame from which on its publisher must send again what it still has when it comes back. */
  long due() {
    return keeping.safe(next());
  }

  /** Notes that no more frames will come. It is written to the journal, because it is said once and a killed server must know it again. */
  synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      journal.append(Frame.of(Frame.Kind.END, track.number(), 0, track.epoch(), next, 0, new byte[0]));
    } catch (UncheckedIOException noRoom) {
      log.warn("That {} has ended is known until the next start only", track, noRoom);
    }
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /**
   * Makes what came in durable and readable, and tells the publisher. Only what the journal has on the disk goes to the index. Otherwise,
   * after a power failure, the index would name segments that cannot be made again.
   */
  void keep() {
    synchronized (keeping) {
      if (!hasLeft()) {
        keepNow();
      }
    }
  }

  private void keepNow() {
    Taken taken = takeFinished();
    LongConsumer told = publisher;
    force();
    acknowledge(told, taken.next());
    writeTaken();
    if (taken.all()) {
      keeping.takenAll();
    }
  }

  /** Tells the publisher what cannot be lost any more. */
  void acknowledge() {
    acknowledge(publisher, forced);
  }

  private void acknowledge(@Nullable LongConsumer told, long inJournal) {
    forced = inJournal;
    long safe = keeping.safe(inJournal);
    if (told != null && safe > 0) {
      told.accept(safe - 1);
    }
  }

  /**
   * @param next the frame that is due after those whose segments were taken
   * @param all whether none will follow
   */
  private record Taken(long next, boolean all) {}

  private synchronized Taken takeFinished() {
    if (ended) {
      segmenter.finish();
    }
    notWritten.addAll(finished);
    finished = new ArrayList<>();
    return new Taken(next, ended);
  }

  /** Forces the journal to the disk. While that fails nothing more is taken, because the journal keeps in memory what is not on the disk. */
  private void force() {
    boolean forced = false;
    try {
      journal.force();
      forced = true;
    } finally {
      synchronized (this) {
        diskFails = !forced;
      }
    }
  }

  /** Closes the file and hands it to the store; afterwards the journal is not needed. */
  void seal(MediaStore store, MediaIndex index) {
    synchronized (this) {
      ended = true;
    }
    writeFinished();
    try {
      closeFile();
      byte[] digest = Files.exists(file) ? put(store) : digest(stored(store)); // else an earlier attempt got that far
      index.seal(track, length, digest);
      journal.close();
      Files.deleteIfExists(journalFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void closeFile() throws IOException {
    if (out.isOpen()) { // else it is tried again, after something failed further down
      out.force(true);
      out.close();
    }
  }

  /** @return the digest of what is in the store now */
  private byte[] put(MediaStore store) throws IOException {
    byte[] digest = digest(file);
    store.put(track, file);
    Path stored = stored(store);
    if (Files.size(stored) != length || !MessageDigest.isEqual(digest, digest(stored))) {
      throw new IOException("%s is not in the store as it was put there".formatted(track));
    }
    return digest;
  }

  private Path stored(MediaStore store) throws IOException {
    return store.find(track).orElseThrow(() -> new IOException("%s is not in the store".formatted(track)));
  }

  /** Leaves everything as it is, for the next start. */
  void close() {
    try {
      journal.force();
      journal.close();
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As an epoch that other nodes can go on with; empty where this one keeps it for itself. */
  Optional<SharedEpoch> shared() {
    return keeping instanceof SharedEpoch shared ? Optional.of(shared) : Optional.empty();
  }

  /** Whether the file is still written. */
  boolean isOpen() {
    return out.isOpen();
  }

  /** Puts bytes that another node had taken in into their place. */
  void fill(long position, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer, position + buffer.position());
    }
  }

  /** @return the file, to which nothing will be added */
  Path closeWhole() throws IOException {
    closeFile();
    return file;
  }

  /**
   * Leaves the epoch to another node, or to the bucket, and nothing of it on this machine. Returns when that is done, whoever does it, because
   * this node may take the epoch over again, and then its file is in the same place.
   */
  void leave() {
    synchronized (keeping) {
      if (hasLeft()) {
        return;
      }
      synchronized (this) {
        left = true;
      }
      closeAndDelete();
    }
  }

  private void closeAndDelete() {
    try {
      journal.close();
      out.close();
      Files.deleteIfExists(journalFile);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nothing is taken here any more because it is another node's. */
  synchronized boolean hasLeft() {
    return left;
  }

  private void writeFinished() {
    takeFinished();
    writeTaken();
  }

  /** Writes the file before the index, so that a segment found in the index is in the file. */
  private void writeTaken() {
    for (Cut cut; (cut = notWritten.peek()) != null; notWritten.remove()) {
      Segment segment = cut.segment();
      long position = length;
      write(segment.bytes());
      notTaken.add(new Keeping.Written(
          new MediaIndex.Entry(0, track.epoch(), segment.number(), position, segment.bytes().length, segment.at(), segment.duration()),
          cut.seam()));
    }
    if (!notTaken.isEmpty()) {
      keeping.take(notTaken);
      notTaken = new ArrayList<>();
    }
  }

  /** Writes all of it, or, where there is no room, nothing. */
  private void write(byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer, length + buffer.position());
      }
      length += bytes.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] digest(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read; (read = in.read(buffer)) > 0; ) {
        sha.update(buffer, 0, read);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
