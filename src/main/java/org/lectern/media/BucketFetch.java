package org.lectern.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file on its way from the bucket. What somebody waits for comes first, then the rest from there on, each piece once however many
 * wait. Each piece is written to its own place, so what is here can be read long before the file is whole.
 */
final class BucketFetch implements AutoCloseable {

  /** Half a minute of a camera; long enough that it is not the answering that takes the time. */
  static final int PIECE = 4 << 20;

  private static final Logger log = LoggerFactory.getLogger(BucketFetch.class);

  /** Whoever looks at a replay is told after this; the piece goes on coming. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How often somebody who fetches ahead looks whether there is room. */
  private static final Duration UNTIL_FREE = Duration.ofMillis(250);

  /** Seconds after which a file is asked for again that was not there, or not as it should be. */
  private static final int UNTIL_AGAIN = 10;

  private final EpochId track;
  private final MediaIndex.Sealed sealed;
  private final Path file;
  private final Bucket bucket;
  private final Outage outage;
  private final Lanes lanes;
  private final Consumer<BucketFetch> whenWhole;
  private final FileChannel out;
  private final int pieces;

  // Guarded by this.
  private final BitSet here = new BitSet();
  private final Deque<Integer> asked = new ArrayDeque<>();
  private int next;
  private boolean runs;
  private boolean closed;
  private @Nullable BucketAwayException failure;
  private long notBefore = System.nanoTime();

  BucketFetch(EpochId track, MediaIndex.Sealed sealed, Path file, Bucket bucket, Outage outage, Lanes lanes, Consumer<BucketFetch> whenWhole)
      throws IOException {
    this.track = track;
    this.sealed = sealed;
    this.file = file;
    this.bucket = bucket;
    this.outage = outage;
    this.lanes = lanes;
    this.whenWhole = whenWhole;
    this.pieces = (int) ((sealed.length() + PIECE - 1) / PIECE);
    this.out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
  }

  /** How many pieces come at a time, for all files together: those that somebody waits for, and those that will be wanted later. */
  record Lanes(Semaphore asked, Semaphore ahead) {
    Lanes() {
      this(new Semaphore(6, true), new Semaphore(2));
    }
  }

  private record Next(int piece, Semaphore lane) {}

  EpochId track() {
    return track;
  }

  /**
   * Returns when these bytes are at their place.
   *
   * @throws BucketAwayException when they cannot be had now
   */
  synchronized Path await(long from, long to) {
    int first = (int) (from / PIECE);
    int last = (int) ((to - 1) / PIECE);
    ask(first, last);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (here.nextClearBit(first) <= last) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (closed || left <= 0) {
        throw outage.slow("%s comes too slowly from the bucket".formatted(track));
      }
      if (!runs && failure != null) {
        throw failure;
      }
      sleep(left);
    }
    return file;
  }

  private void ask(int first, int last) {
    boolean missing = false;
    for (int piece = here.nextClearBit(first); piece <= last; piece = here.nextClearBit(piece + 1)) {
      asked.add(piece);
      missing = true;
    }
    if (missing && !runs && !closed && System.nanoTime() - notBefore >= 0) {
      runs = true;
      failure = null;
      Thread.ofVirtual().name("fetch-" + track).start(this::run);
    }
  }

  private void sleep(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw outage.slow("Lectern stops while %s is waited for".formatted(track));
    }
  }

  private void run() {
    try {
      for (Next piece; (piece = nextPiece()) != null; ) {
        bring(piece);
      }
      complete();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e); // nobody interrupts this thread
    } catch (BucketAwayException away) {
      fail(away);
    } catch (IOException e) {
      failForNow(e);
    } finally {
      synchronized (this) {
        runs = false;
        notifyAll();
      }
    }
  }

  /** @return null when all are here, or nobody wants them any more */
  private synchronized @Nullable Next nextPiece() throws InterruptedException {
    while (!closed && here.cardinality() < pieces) {
      while (!asked.isEmpty()) {
        int wanted = asked.remove();
        if (!here.get(wanted)) {
          next = wanted + 1;
          return new Next(wanted, lanes.asked());
        }
      }
      if (lanes.ahead().availablePermits() > 0) {
        return new Next(following(), lanes.ahead());
      }
      wait(UNTIL_FREE.toMillis());
    }
    return null;
  }

  private int following() {
    int following = here.nextClearBit(next);
    next = following < pieces ? following + 1 : here.nextClearBit(0) + 1;
    return next - 1;
  }

  private void bring(Next wanted) throws IOException, InterruptedException {
    wanted.lane().acquire();
    try {
      bring(wanted.piece());
    } finally {
      wanted.lane().release();
    }
  }

  private void bring(int piece) throws IOException {
    long from = (long) piece * PIECE;
    long to = Math.min(from + PIECE, sealed.length());
    byte[] bytes = bucket.read(track, from, to);
    if (bytes.length != to - from) {
      throw new IOException("%s is not in the bucket, or not as it was put there".formatted(track));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer, from + buffer.position());
    }
    synchronized (this) {
      here.set(piece);
      notifyAll();
    }
  }

  /** What is damaged is thrown away and not kept as if it were the recording. */
  private void complete() throws IOException {
    if (isClosed()) {
      return;
    }
    if (!MessageDigest.isEqual(digest(), sealed.digest())) {
      synchronized (this) {
        here.clear();
      }
      throw new IOException("%s in the bucket is not what was put there".formatted(track));
    }
    out.force(true); // before it is said to be whole, which a power failure would leave standing
    out.close();
    whenWhole.accept(this);
  }

  private byte[] digest() throws IOException {
    MessageDigest digest = Bucket.digest("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return digest.digest();
  }

  private void failForNow(IOException e) {
    if (!isClosed()) {
      String number = Outage.number();
      log.error("{} {}", number, e.getMessage());
      synchronized (this) {
        notBefore = System.nanoTime() + Duration.ofSeconds(UNTIL_AGAIN).toNanos();
      }
      fail(new BucketAwayException(number, UNTIL_AGAIN, e.toString()));
    }
  }

  private synchronized void fail(BucketAwayException away) {
    failure = away;
    asked.clear();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends it where it is; whoever waits is told to ask again. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      asked.clear();
      notifyAll();
    }
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
