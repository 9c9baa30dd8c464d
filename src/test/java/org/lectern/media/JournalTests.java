package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTests {

  @TempDir Path folder;

  @RepeatedTest(200)
  void whereverACrashCutsItTheFramesBeforeAreWholeAndWritingGoesOn(RepetitionInfo repetition) throws IOException {
    RandomGenerator random = new Random(repetition.getCurrentRepetition());
    Path file = folder.resolve("1-0.journal");
    List<Long> ends = new ArrayList<>();
    List<Frame> written = write(file, random, ends);

    long cut = random.nextLong(Files.size(file) + 1);
    cut(file, cut);
    List<Frame> survived = new ArrayList<>();
    try (Journal journal = Journal.open(file, survived::add)) {
      journal.append(frame(999, 5, random));
    }

    int whole = (int) ends.stream().filter(end -> end <= cut).count();
    assertThat(survived).usingElementComparator((a, b) -> Arrays.compare(a.array(), b.array()))
        .containsExactlyElementsOf(written.subList(0, whole));
    assertThat(sequences(file)).hasSize(whole + 1).endsWith(999L);
  }

  @RepeatedTest(100)
  void aDamagedRecordEndsWhatIsBelieved(RepetitionInfo repetition) throws IOException {
    RandomGenerator random = new Random(repetition.getCurrentRepetition());
    Path file = folder.resolve("1-0.journal");
    List<Long> ends = new ArrayList<>();
    write(file, random, ends);

    int at = random.nextInt((int) Files.size(file));
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);

    long before = ends.stream().filter(end -> end <= at).count();
    assertThat(sequences(file)).hasSize((int) before);
  }

  /** A device that is always full. */
  @Test
  void aFullDiskIsSaidAndNotHidden() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    try (Journal journal = Journal.open(full, frame -> {})) {
      assertThatThrownBy(() -> journal.append(frame(0, 100, new Random(1)))).isInstanceOf(UncheckedIOException.class);
    }
  }

  /** As Linux does: what it could not write it forgets, and forcing again succeeds without it. */
  @Test
  void whatADiskFailedToTakeIsWrittenAgainBeforeItIsBelieved() throws IOException {
    RandomGenerator random = new Random(1);
    Path file = folder.resolve("1-0.journal");
    try (FileChannel disk = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileChannel failing = mock(FileChannel.class, delegatesTo(disk));
      Journal journal = Journal.open(failing, _ -> {});
      journal.append(frame(0, 100, random));
      journal.force();
      long onDisk = disk.size();
      journal.append(frame(1, 100, random));
      journal.append(frame(2, 100, random));
      doAnswer(_ -> {
        disk.write(ByteBuffer.allocate((int) (disk.size() - onDisk)), onDisk);
        throw new IOException("Input/output error");
      }).when(failing).force(false);

      assertThatThrownBy(journal::force).isInstanceOf(UncheckedIOException.class);
      journal.append(frame(3, 100, random));
      doAnswer(_ -> null).when(failing).force(false);
      journal.force();
    }

    assertThat(sequences(file)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void anEmptyJournalIsABeginning() {
    assertThat(sequences(folder.resolve("new/1-0.journal"))).isEmpty();
  }

  private static List<Frame> write(Path file, RandomGenerator random, List<Long> ends) throws IOException {
    List<Frame> written = new ArrayList<>();
    try (Journal journal = Journal.open(file, _ -> {})) {
      for (int sequence = 0; sequence < 20; sequence++) {
        Frame frame = frame(sequence, random.nextInt(300), random);
        journal.append(frame);
        journal.force();
        written.add(frame);
        ends.add(Files.size(file));
      }
    }
    return written;
  }

  private static Frame frame(long sequence, int length, RandomGenerator random) {
    byte[] payload = new byte[length];
    random.nextBytes(payload);
    return Frame.of(Frame.Kind.MEDIA, 1, 0, 0, sequence, sequence * 33_333, payload);
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private static List<Long> sequences(Path file) {
    List<Long> sequences = new ArrayList<>();
    Journal.open(file, frame -> sequences.add(frame.sequence())).close();
    return sequences;
  }
}
