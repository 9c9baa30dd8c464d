package org.lectern.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything that came in for one track and epoch, in order, so that its file can be made again from it. Each record is a
 * length, a CRC-32C and the frame as it came. A record that was written in part fails its check and is cut off when the journal is
 * next opened. Nothing after it can have been acknowledged, because {@link #force} covers all that was written before.
 *
 * <p>When forcing fails, the operating system may mark the bytes as written and forget them, so that forcing again succeeds without
 * them ("fsyncgate"). What is not known to be on the disk, about a second of it, is therefore kept in memory and written again.
 *
 * <p>One thread appends, and one other may {@link #force}.
 */
final class Journal implements AutoCloseable {

  private static final int PREFIX = 8;
  private static final int LARGEST_FRAME = 8 << 20;

  private final FileChannel channel;
  private final ByteBuffer[] record = {ByteBuffer.allocate(PREFIX), ByteBuffer.allocate(0)};

  // Guarded by this.
  private final List<Frame> notForced = new ArrayList<>();
  /** Bytes of whole records; and of those that are on the disk. */
  private long whole;
  private long forced;
  private boolean inDoubt;

  private Journal(FileChannel channel, long whole) {
    this.channel = channel;
    this.whole = whole;
    this.forced = whole;
  }

  /** Opens or begins a journal; what it holds goes to {@code frames} first. */
  static Journal open(Path file, Consumer<Frame> frames) {
    try {
      Files.createDirectories(file.getParent());
      return open(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), frames);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Journal open(FileChannel channel, Consumer<Frame> frames) throws IOException {
    long whole = replay(channel, frames);
    channel.truncate(whole);
    channel.position(whole);
    if (whole > 0) {
      channel.force(false); // what was read may have been in the system's memory only
    }
    return new Journal(channel, whole);
  }

  /** The first frame of a journal; empty where there is none. */
  static Optional<Frame> first(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return Optional.ofNullable(frameAt(channel, 0));
    }
  }

  /** @throws UncheckedIOException when there is no room for it, for example; then the journal is as it was before */
  synchronized void append(Frame frame) {
    try {
      write(frame);
      whole += PREFIX + frame.length();
      notForced.add(frame);
    } catch (IOException e) {
      cutOff(e);
      throw new UncheckedIOException(e);
    }
  }

  private void write(Frame frame) throws IOException {
    record[0].clear().putInt(frame.length()).putInt(checksum(frame.array())).flip();
    record[1] = ByteBuffer.wrap(frame.array());
    while (record[1].hasRemaining()) {
      channel.write(record);
    }
  }

  /** Cuts off half a record, which would hide everything after it when the journal is read again. */
  private void cutOff(IOException failure) {
    try {
      channel.truncate(whole);
      channel.position(whole);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Returns when all that was appended before is on the disk.
   *
   * @throws UncheckedIOException when it is not; everything is then tried again by the next call
   */
  void force() {
    try {
      int frames;
      long end;
      synchronized (this) {
        if (inDoubt) {
          rewrite();
        }
        frames = notForced.size();
        end = whole;
      }
      channel.force(false);
      synchronized (this) {
        notForced.subList(0, frames).clear();
        forced = end;
      }
    } catch (IOException e) {
      synchronized (this) {
        inDoubt = true;
      }
      throw new UncheckedIOException(e);
    }
  }

  private void rewrite() throws IOException {
    try {
      channel.position(forced);
      for (Frame frame : notForced) {
        write(frame);
      }
      inDoubt = false;
    } finally {
      channel.position(whole);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long replay(FileChannel channel, Consumer<Frame> frames) throws IOException {
    long position = 0;
    for (Frame frame; (frame = frameAt(channel, position)) != null; position += PREFIX + frame.length()) {
      frames.accept(frame);
    }
    return position;
  }

  /** @return null where there is no whole record */
  private static @Nullable Frame frameAt(FileChannel channel, long position) throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX);
    if (!filled(channel, prefix, position)) {
      return null;
    }
    int length = prefix.getInt(0);
    if (length < Frame.HEADER || length > LARGEST_FRAME) {
      return null;
    }
    byte[] bytes = new byte[length];
    boolean whole = filled(channel, ByteBuffer.wrap(bytes), position + PREFIX) && checksum(bytes) == prefix.getInt(4);
    return whole ? Frame.read(bytes) : null;
  }

  private static boolean filled(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position());
      if (read < 0) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
