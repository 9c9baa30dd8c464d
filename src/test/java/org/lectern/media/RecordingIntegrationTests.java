package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** What is left after a crash: each recording here is dropped as a killed process would, without a goodbye. */
@LecternTest
class RecordingIntegrationTests {

  private static final TrackFormat CAMERA =
      new TrackFormat(TrackKind.CAMERA, "vp09.00.31.08", 640, 360, 0, 0, new byte[0]);

  @TempDir Path folder;
  @Autowired MediaIndex index;
  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;

  private MediaSettings settings;
  private MediaIndex.Epoch epoch;

  @BeforeEach
  void anEpochOfACamera() {
    settings = new MediaSettings(folder, Duration.ofMinutes(10), DataSize.ofMegabytes(1));
    User teacher = classroom.person("Dr. Amara Osei");
    LectureId lecture = classroom.lecture(classroom.course(teacher)).id();
    EpochId id = index.open(lecture, teacher.id(), CAMERA, 0, InitSegment.of(CAMERA).length, true, Optional.empty());
    epoch = index.find(id).orElseThrow();
  }

  @Test
  void whatWasAcknowledgedIsThereAfterACrash() {
    AtomicLong acknowledged = new AtomicLong(-1);
    Recording killed = open();
    killed.acknowledgeTo(acknowledged::set);
    publish(killed, 0, 150);
    killed.keep();

    Recording again = open();

    assertThat(acknowledged.get()).isEqualTo(149);
    assertThat(again.next()).isEqualTo(150);
  }

  @Test
  void theFileOfACrashedRecordingEndsUpAsIfNothingHadHappened() throws IOException {
    Recording killed = open();
    publish(killed, 0, 150);
    killed.keep();
    publish(killed, 150, 200); // never kept, but in the journal
    Recording again = open();
    publish(again, 200, 400);
    seal(again);
    byte[] recovered = Files.readAllBytes(settings.finished(epoch.id()));

    assertThat(recovered).isEqualTo(undisturbed(400));
    assertThat(index.segments(epoch.id().lecture(), epoch.id().number()))
        .extracting(MediaIndex.Entry::number).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void whatCameWhileTheDiskWasFullIsTakenLaterAndEndsUpAsIfNothingHadHappened() throws IOException {
    Recording recording = open();
    publish(recording, 0, 100);
    recording.pause();
    publish(recording, 100, 150); // seen live, and kept by its publisher
    recording.keep();
    assertThat(recording.next()).isEqualTo(100);

    recording.resume();
    publish(recording, 150, 160); // before it was told that 100 is due
    assertThat(recording.misses()).isTrue();
    publish(recording, 100, 200);
    seal(recording);

    assertThat(Files.readAllBytes(settings.finished(epoch.id()))).isEqualTo(undisturbed(200));
  }

  @Test
  void aDiskThatIsFullStopsTheRecordingAndNotThePublisher() throws IOException {
    theJournalIsOn(Path.of("/dev/full"));
    AtomicLong acknowledged = new AtomicLong(-1);
    Recording recording = open();
    recording.acknowledgeTo(acknowledged::set);

    publish(recording, 0, 10);

    assertThat(recording.isPaused()).isTrue();
    assertThat(recording.next()).isZero();
    assertThat(acknowledged).hasValue(-1);
  }

  /** Writing to such a file succeeds, and making it durable does not. */
  @Test
  void whileADiskFailsNothingMoreIsTaken() throws IOException {
    theJournalIsOn(Path.of("/dev/null"));
    AtomicLong acknowledged = new AtomicLong(-1);
    Recording recording = open();
    recording.acknowledgeTo(acknowledged::set);
    publish(recording, 0, 10);

    assertThatThrownBy(recording::keep).isInstanceOf(UncheckedIOException.class);
    publish(recording, 10, 20);

    assertThat(recording.isPaused()).isTrue();
    assertThat(recording.next()).isEqualTo(10);
    assertThat(acknowledged).hasValue(-1);
  }

  @Test
  void wherePowerWasCutThePublisherIsAskedForTheRest() throws IOException {
    Recording killed = open();
    publish(killed, 0, 100);
    killed.keep();
    try (FileChannel journal = FileChannel.open(settings.journal(epoch.id(), 0), StandardOpenOption.WRITE)) {
      journal.truncate(journal.size() - 10);
    }

    Recording again = open();

    assertThat(again.next()).isEqualTo(99);
    publish(again, 90, 120); // what it has already is left alone
    assertThat(again.next()).isEqualTo(120);
  }

  /** Its publisher says it once, and has forgotten the run when the server is back. */
  @Test
  void thatNothingMoreComesIsKnownAfterACrash() {
    Recording killed = open();
    publish(killed, 0, 100);
    killed.end();

    Recording again = open();

    assertThat(again.hasEnded()).isTrue();
    assertThat(again.next()).isEqualTo(100);
  }

  @Test
  void aSealedFileIsInTheStoreWithItsLengthAndDigestAndNeedsNoJournal() {
    Recording recording = open();
    publish(recording, 0, 70);
    recording.keep();
    seal(recording);

    MediaIndex.Sealed sealed = index.find(epoch.id()).flatMap(MediaIndex.Epoch::sealed).orElseThrow();
    assertThat(settings.finished(epoch.id())).hasSize(sealed.length());
    assertThat(sealed.digest()).hasSize(32);
    assertThat(settings.journal(epoch.id(), 0)).doesNotExist();
    assertThat(settings.growing(epoch.id())).doesNotExist();
  }

  @Test
  void aRecordingWhoseDatabaseGoesAwayWhileItIsSealedIsSealedLater() {
    Recording recording = open();
    publish(recording, 0, 70);
    recording.keep();
    jdbc.sql("create function away() returns trigger language plpgsql as 'begin raise exception ''away''; end'").update();
    jdbc.sql("create trigger away before update on track_epoch for each row when (new.lecture_id = %d) execute function away()"
        .formatted(epoch.id().lecture().value())).update();
    try {
      assertThatThrownBy(() -> seal(recording)).hasMessageContaining("away");
    } finally {
      jdbc.sql("drop function away() cascade").update();
    }

    seal(recording);

    MediaIndex.Sealed sealed = index.find(epoch.id()).flatMap(MediaIndex.Epoch::sealed).orElseThrow();
    assertThat(settings.finished(epoch.id())).hasSize(sealed.length());
  }

  @Test
  void everySegmentInTheIndexCanBeReadWhileTheFileGrows() throws IOException {
    Recording recording = open();
    publish(recording, 0, 190);
    recording.keep();

    byte[] file = Files.readAllBytes(settings.growing(epoch.id()));
    List<MediaIndex.Entry> entries = index.segments(epoch.id().lecture(), epoch.id().number());
    assertThat(entries).hasSize(3);
    for (MediaIndex.Entry entry : entries) {
      byte[] segment = Arrays.copyOfRange(file, (int) entry.position(), (int) entry.position() + entry.length());
      assertThat(SegmenterTests.Box.all(segment)).extracting(SegmenterTests.Box::type).containsExactly("moof", "mdat");
    }
    recording.close();
  }

  /** Power may fail before it is on the disk, and then it cannot be made again. */
  @Test
  void whatComesWhileTheJournalIsMadeDurableIsNotInTheIndexYet() {
    Recording recording = open();
    publish(recording, 0, 100);
    recording.acknowledgeTo(_ -> publish(recording, 100, 130));
    recording.keep();
    assertThat(index.segments(epoch.id().lecture(), epoch.id().number())).hasSize(1);

    recording.keep();

    assertThat(index.segments(epoch.id().lecture(), epoch.id().number())).hasSize(2);
    recording.close();
  }

  private void theJournalIsOn(Path device) throws IOException {
    assumeTrue(Files.exists(device));
    Files.createDirectories(settings.journal(epoch.id(), 0).getParent());
    Files.createSymbolicLink(settings.journal(epoch.id(), 0), device);
  }

  private byte[] undisturbed(int frames) {
    BoxWriter whole = new BoxWriter().bytes(InitSegment.of(CAMERA), 0);
    Segmenter segmenter = new Segmenter(CAMERA, 0, segment -> whole.bytes(segment.bytes(), 0));
    for (int sequence = 0; sequence < frames; sequence++) {
      segmenter.add(frame(sequence));
    }
    segmenter.finish();
    return whole.written();
  }

  private Recording open() {
    return Recording.open(epoch, settings, new Keeping.Alone(epoch.id(), index));
  }

  private void seal(Recording recording) {
    recording.seal(new FolderStore(settings), index);
  }

  private void publish(Recording recording, int from, int to) {
    for (int sequence = from; sequence < to; sequence++) {
      recording.append(frame(sequence));
    }
  }

  private Frame frame(int sequence) {
    return Frame.of(Frame.Kind.MEDIA, epoch.id().number(), sequence % 60 == 0 ? 1 : 0, epoch.id().epoch(), sequence,
        sequence * 33_333L, new byte[] {(byte) sequence, 1, 2});
  }
}
