package org.lectern.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Everything that came in for one track and epoch, in order: the truth from which its file can be made again. Each record is
 * a length, a CRC-32C and the frame as it came. A write that was cut short fails its check and is cut off when the journal is next
 * opened; nothing after it can have been acknowledged, because {@link #force} covers all that was written before.
 *
 * <p>Not safe for use by several threads, but {@link #force} may run beside {@link #append}.
 */
final class Journal implements AutoCloseable {

  private static final int PREFIX = 8;
  private static final int LARGEST_FRAME = 8 << 20;

  private final FileChannel channel;
  private final ByteBuffer[] record = {ByteBuffer.allocate(PREFIX), ByteBuffer.allocate(0)};

  /** Bytes of whole records. */
  private long whole;

  private Journal(FileChannel channel, long whole) {
    this.channel = channel;
    this.whole = whole;
  }

  /** Opens or begins a journal; what it holds goes to {@code frames} first. */
  static Journal open(Path file, Consumer<Frame> frames) {
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel = FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      long whole = replay(channel, frames);
      channel.truncate(whole);
      channel.position(whole);
      return new Journal(channel, whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @throws UncheckedIOException when there is no room for it, for example; then the journal is as it was before */
  void append(Frame frame) {
    record[0].clear().putInt(frame.length()).putInt(checksum(frame.array())).flip();
    record[1] = ByteBuffer.wrap(frame.array());
    try {
      while (record[1].hasRemaining()) {
        channel.write(record);
      }
      whole += PREFIX + frame.length();
    } catch (IOException e) {
      cutOff(e);
      throw new UncheckedIOException(e);
    }
  }

  /** Half a record would hide everything after it from whoever reads the journal again. */
  private void cutOff(IOException failure) {
    try {
      channel.truncate(whole);
      channel.position(whole);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Returns when all that was appended before is on the disk. */
  void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX);
    long position = 0;
    while (filled(channel, prefix.clear(), position)) {
      int length = prefix.getInt(0);
      if (length < Frame.HEADER || length > LARGEST_FRAME) {
        return position;
      }
      byte[] bytes = new byte[length];
      if (!filled(channel, ByteBuffer.wrap(bytes), position + PREFIX) || checksum(bytes) != prefix.getInt(4)) {
        return position;
      }
      frames.accept(Frame.read(bytes));
      position += PREFIX + length;
    }
    return position;
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
