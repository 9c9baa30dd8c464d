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

  private final EpochId track;
  private final Path file;
  private final MediaIndex index;
  private final Journal journal;
  private final Segmenter segmenter;
  private final FileChannel out;
  private volatile @Nullable LongConsumer publisher;
  private long length;
  private final Deque<Segment> notWritten = new ArrayDeque<>();
  private List<MediaIndex.Entry> notIndexed = new ArrayList<>();

  // Guarded by this: the publisher's thread adds, the keeper's takes.
  private List<Segment> finished = new ArrayList<>();
  private long next;
  private boolean ended;
  private boolean paused;
  private boolean diskFails;
  private boolean awaitsNext;

  private Recording(MediaIndex.Epoch epoch, MediaSettings settings, MediaIndex index) throws IOException {
    this.track = epoch.id();
    this.file = settings.growing(track);
    this.index = index;
    this.segmenter = new Segmenter(epoch.format(), epoch.offset(), segment -> finished.add(segment));
    Files.createDirectories(file.getParent());
    this.out = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    write(InitSegment.of(epoch.format()));
    this.journal = Journal.open(settings.journal(track), this::took);
  }

  /** Begins an epoch, or goes on with one that a crash or a restart interrupted. */
  static Recording open(MediaIndex.Epoch epoch, MediaSettings settings, MediaIndex index) {
    try {
      Recording recording = new Recording(epoch, settings, index);
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
    long before = takeFinished();
    LongConsumer told = publisher;
    force();
    if (told != null && before > 0) {
      told.accept(before - 1);
    }
    writeTaken();
  }

  /** @return the frame that is due after those whose segments were taken */
  private synchronized long takeFinished() {
    notWritten.addAll(finished);
    finished = new ArrayList<>();
    return next;
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
  void seal(MediaStore store, MediaSettings settings) {
    synchronized (this) {
      ended = true;
      segmenter.finish();
    }
    writeFinished();
    try {
      if (out.isOpen()) { // else it is tried again, after something failed further down
        out.force(true);
        out.close();
      }
      byte[] digest = Files.exists(file) ? put(store) : digest(stored(store)); // else an earlier attempt got that far
      index.seal(track, length, digest);
      journal.close();
      Files.deleteIfExists(settings.journal(track));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  private void writeFinished() {
    takeFinished();
    writeTaken();
  }

  /** Writes the file before the index, so that a segment found in the index is in the file. */
  private void writeTaken() {
    for (Segment segment; (segment = notWritten.peek()) != null; notWritten.remove()) {
      long position = length;
      write(segment.bytes());
      notIndexed.add(new MediaIndex.Entry(
          0, track.epoch(), segment.number(), position, segment.bytes().length, segment.at(), segment.duration()));
    }
    if (!notIndexed.isEmpty()) {
      index.add(track, notIndexed);
      notIndexed = new ArrayList<>();
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

  private static byte[] digest(Path file) throws IOException {
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
