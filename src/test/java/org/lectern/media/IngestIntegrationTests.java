package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.accounts.User;
import org.lectern.cluster.Nodes;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** The sample recording is taken in, by a server that is killed and by one that is not. */
@LecternTest
class IngestIntegrationTests {

  private static final Instant ZERO = Instant.parse("2026-03-09T13:00:00Z");

  @TempDir Path folder;
  @Autowired MediaIndex index;
  @Autowired Lectures lectures;
  @Autowired MessageSource sentences;
  @Autowired Tracks tracks;
  @Autowired Clock clock;
  @Autowired Nodes nodes;
  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;

  private MediaSettings settings;
  private FolderStore store;
  private Recordings recordings;
  private User teacher;
  private byte[] messages;

  @BeforeEach
  void aServer() throws IOException {
    settings = new MediaSettings(folder, Duration.ofMinutes(10), DataSize.ofMegabytes(1));
    store = new FolderStore(settings);
    recordings = recordings();
    teacher = classroom.person("Dr. Amara Osei");
    try (InputStream sample = getClass().getResourceAsStream("/sample/recording.frames")) {
      messages = sample.readAllBytes();
    }
  }

  @Test
  void pictureAndSoundLastAsLongAsTheLectureAndBeginWithIt() throws IOException {
    LectureId lecture = lecture();
    take(lecture, messages);

    List<MediaIndex.Epoch> epochs = index.of(lecture);
    assertThat(epochs).extracting(epoch -> epoch.format().kind()).containsExactly(TrackKind.CAMERA, TrackKind.MICROPHONE);
    assertThat(epochs).allSatisfy(epoch -> {
      List<MediaIndex.Entry> segments = index.segments(lecture, epoch.id().number());
      MediaIndex.Entry last = segments.getLast();
      assertThat(segments.getFirst().at()).isZero();
      assertThat(last.at() + last.duration()).isBetween(179_900_000L, 180_100_000L);
      assertThat(epoch.sealed()).isPresent();
    });
  }

  @Test
  void whatAKillCutShortIsGoneOnWithAndEndsUpAsIfNothingHadHappened() throws IOException {
    LectureId undisturbed = lecture();
    take(undisturbed, messages);
    LectureId killed = lecture();
    InputStream half = new ByteArrayInputStream(messages, 0, messages.length / 2);
    assertThatThrownBy(() -> ingest().take(killed, teacher, ZERO, half)).isInstanceOf(EOFException.class);

    recordings = recordings(); // nobody said goodbye to the first
    take(killed, messages);

    for (int track : new int[] {1, 2}) {
      assertThat(file(killed, track)).hasBinaryContent(Files.readAllBytes(file(undisturbed, track)));
    }
  }

  @Test
  void takenInAgainItIsThereOnce() throws IOException {
    LectureId lecture = lecture();
    take(lecture, messages);
    List<MediaIndex.Entry> before = index.segments(lecture, 1);

    take(lecture, messages);

    assertThat(index.of(lecture)).hasSize(2);
    assertThat(index.segments(lecture, 1)).isEqualTo(before);
  }

  private LectureId lecture() {
    LectureId lecture = classroom.lecture(classroom.course(teacher)).id();
    jdbc.sql("update lecture set started_at = ?::timestamptz where id = ?").params(ZERO.toString(), lecture.value()).update();
    return lecture;
  }

  private void take(LectureId lecture, byte[] all) throws IOException {
    ingest().take(lecture, teacher, ZERO, new ByteArrayInputStream(all));
    recordings.keepAll();
  }

  private Ingest ingest() {
    return new Ingest(tracks, recordings, index, lectures, sentences);
  }

  private Recordings recordings() {
    return new Recordings(index, store, new Sharing.None(), settings, lectures, clock, nodes);
  }

  private Path file(LectureId lecture, int track) {
    return settings.finished(new EpochId(lecture, track, 0));
  }
}
