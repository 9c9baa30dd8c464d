package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.support.Buckets;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One lecture that several nodes take in, one after the other, by way of a bucket and a database that all have. */
@LecternTest
class SharedRecordingsIntegrationTests {

  private static final String BUCKET = "shared-lectures";
  private static final TrackFormat CAMERA = new TrackFormat(TrackKind.CAMERA, "vp09.00.31.08", 640, 360, 0, 0, new byte[0]);
  private static final TrackFormat SPEECH = new TrackFormat(TrackKind.MICROPHONE, "opus", 0, 0, 1, 20_000, new byte[0]);

  @TempDir Path folder;
  @Autowired MediaIndex index;
  @Autowired Lectures lectures;
  @Autowired Tracks tracks;
  @Autowired MessageSource sentences;
  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;

  private Duration later = Duration.ZERO;
  private final List<MediaNode> nodes = new ArrayList<>();
  private MediaNode one;
  private MediaNode two;
  private User teacher;
  private LectureId lecture;

  @BeforeAll
  static void aBucket() {
    Buckets.make(BUCKET);
  }

  @BeforeEach
  void twoNodes() throws IOException {
    one = node("one");
    two = node("two");
    teacher = classroom.person("Dr. Amara Osei");
    lecture = classroom.lecture(classroom.course(teacher)).id();
  }

  private MediaNode node(String name) throws IOException {
    MediaNode node = new MediaNode(folder.resolve(name), BUCKET, index, lectures, clock());
    nodes.add(node);
    return node;
  }

  @AfterEach
  void bothStop() throws Exception {
    for (MediaNode node : nodes) {
      node.close();
    }
  }

  @Test
  void nothingIsAcknowledgedThatIsNotInTheBucket() {
    Publisher amara = new Publisher(CAMERA, frames(CAMERA, 200));
    amara.goesTo(one);
    one.line.cut();
    amara.sends(200);
    one.second();
    one.second();
    assertThat(amara.acknowledged).hasValue(-1);
    assertThat(segments(amara.track)).isEmpty();

    one.line.mend();
    await().untilAsserted(() -> {
      one.second();
      assertThat(amara.acknowledged).hasValue(179);
    });
    assertThat(Buckets.keys(BUCKET, "growing/%s/".formatted(lecture))).hasSize(3);
    assertThat(segments(amara.track)).extracting(MediaIndex.Entry::number).containsExactly(1, 2, 3);
  }

  @Test
  void whatANodeThatDiesHadNotAcknowledgedIsSentToTheOtherAndTheFileIsWhole() throws IOException {
    Publisher amara = new Publisher(CAMERA, frames(CAMERA, 400));
    amara.goesTo(one);
    amara.sends(130);
    acknowledged(one, amara, 119);
    amara.sends(60);
    one.dies();

    amara.goesTo(two);
    assertThat(amara.due).isEqualTo(120);
    amara.sendsTheRest();

    assertThat(sealed(two, amara)).hasBinaryContent(amara.undisturbed());
    assertThat(segments(amara.track)).extracting(MediaIndex.Entry::number).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aNodeThatWasOnlyCutOffAddsNothingAndKeepsNothingOnceAnotherWentOn() throws IOException {
    Publisher amara = new Publisher(CAMERA, frames(CAMERA, 400));
    amara.goesTo(one);
    amara.sends(190);
    Recording stale = amara.recording;
    one.recordings.keepAll(); // three segments wait, and the line is cut
    amara.goesTo(two);
    assertThat(amara.due).isZero();
    amara.sends(100);
    acknowledged(two, amara, 59);

    await().until(() -> {
      one.second();
      return one.recordings.shared().isEmpty();
    });
    assertThat(stale.hasLeft()).isTrue();
    assertThat(one.settings.growing(amara.track)).doesNotExist();
    assertThat(one.settings.journal(amara.track, 1)).doesNotExist();
    amara.sendsTheRest();
    assertThat(sealed(two, amara)).hasBinaryContent(amara.undisturbed());
  }

  @Test
  void whoComesBackToTheFirstNodeAfterTheOtherIsAskedForWhatTheOtherLacks() throws IOException {
    Publisher amara = new Publisher(CAMERA, frames(CAMERA, 400));
    amara.goesTo(one);
    Recording earlier = amara.recording;
    amara.sends(70);
    acknowledged(one, amara, 59);
    amara.goesTo(two);
    amara.sends(130);
    acknowledged(two, amara, 179);

    amara.goesTo(one);

    assertThat(amara.due).isEqualTo(180);
    earlier.leave(); // by whoever learns late that it is another's
    assertThat(one.settings.growing(amara.track)).exists();
    amara.sendsTheRest();
    assertThat(sealed(one, amara)).hasBinaryContent(amara.undisturbed());
  }

  @Test
  void whatANodeLeftThatNeverReturnsIsSealedByAnotherWhenItWouldHaveBeenSealedThere() throws IOException {
    Publisher amara = new Publisher(CAMERA, frames(CAMERA, 400));
    amara.goesTo(one);
    amara.sends(400);
    acknowledged(one, amara, 359);
    amara.recording.acknowledgeTo(null); // she closes her laptop and does not come back
    two.shared.look();
    assertThat(two.recordings.shared()).as("what another node has").isEmpty();
    one.dies();
    two.shared.look();
    assertThat(two.recordings.shared()).as("what may still be completed").isEmpty();

    jdbc.sql("update lecture set started_at = ?, ended_at = ? where id = ?")
        .params(Timestamp.from(Instant.now().minus(Duration.ofHours(1))), Timestamp.from(Instant.now().minus(Duration.ofMinutes(11))), lecture.value())
        .update();
    two.shared.look();

    assertThat(sealed(two, amara)).hasBinaryContent(undisturbed(CAMERA, amara.frames.subList(0, 361), false));
  }

  @Test
  void whatANodeHadOnlyNumberedWhenItDiedKeepsNoRecordingUnfinishedForEver() {
    EpochId track = index.open(lecture, teacher.id(), CAMERA, 0, InitSegment.of(CAMERA).length, true, Optional.of(one.me()));
    one.dies();
    jdbc.sql("update lecture set started_at = ?, ended_at = ? where id = ?")
        .params(Timestamp.from(Instant.now().minus(Duration.ofHours(1))), Timestamp.from(Instant.now().minus(Duration.ofMinutes(11))), lecture.value())
        .update();
    two.shared.look();

    await().until(() -> {
      two.second();
      return index.find(track).flatMap(MediaIndex.Epoch::sealed).isPresent();
    });
  }

  @Test
  void whatHadEndedIsSealedByAnotherAtOnce() throws IOException {
    Publisher amara = new Publisher(SPEECH, frames(SPEECH, 400));
    amara.goesTo(one);
    amara.sends(400);
    amara.recording.end();
    one.recordings.keepAll();
    amara.recording.shared().orElseThrow().send();
    one.dies();

    two.shared.look();

    assertThat(sealed(two, amara)).hasBinaryContent(amara.undisturbed());
    assertThat(Buckets.keys(BUCKET, "growing/%s/".formatted(lecture))).isEmpty();
  }

  @Test
  void aNodeThatWouldSealWhatAnotherHasTakenOverLeavesItEverything() throws IOException {
    Publisher amara = new Publisher(CAMERA, frames(CAMERA, 190));
    amara.goesTo(one);
    amara.sends(190);
    amara.recording.end();
    one.recordings.keepAll();
    SharedEpoch shared = amara.recording.shared().orElseThrow();
    shared.send();
    two.recordings.find(amara.track);

    await().until(() -> {
      one.second();
      return one.recordings.shared().isEmpty();
    });

    assertThat(amara.epoch().sealed()).isEmpty();
    assertThat(Buckets.keys(BUCKET, "growing/%s/".formatted(lecture))).hasSize(4);
    assertThat(sealed(two, amara)).hasBinaryContent(amara.undisturbed());
  }

  @Test
  void aNodeThatStartsAgainGoesOnWithWhatItsDiskHasAndTheBucketCouldNotTake() throws IOException {
    Publisher amara = new Publisher(CAMERA, frames(CAMERA, 400));
    amara.goesTo(one);
    amara.sends(70);
    acknowledged(one, amara, 59);
    one.line.cut();
    amara.sends(330);
    amara.recording.end();
    one.recordings.keepAll();
    one.dies();

    MediaNode again = node("one");
    again.shared.look();

    assertThat(sealed(again, amara)).hasBinaryContent(amara.undisturbed());
  }

  @Test
  void whatGrowsOnOneNodeIsReadOnTheOther() throws IOException {
    Publisher amara = new Publisher(CAMERA, frames(CAMERA, 400));
    amara.goesTo(one);
    amara.sends(250);
    acknowledged(one, amara, 239);

    byte[] here = Files.readAllBytes(one.settings.growing(amara.track));
    int length = (int) index.readable(amara.track, amara.epoch().initLength());
    MediaRange.Source there = two.sharing.growing(amara.epoch()).orElseThrow();
    assertThat(there.read(0, length)).isEqualTo(Arrays.copyOf(here, length));
    for (int from = 0; from < length; from += 97) {
      int to = Math.min(length, from + 1 + from % 1_000);
      assertThat(there.read(from, to)).isEqualTo(Arrays.copyOfRange(here, from, to));
    }
    long carried = two.line.carried();
    there.read(0, length);
    assertThat(two.line.carried()).as("bytes fetched twice").isEqualTo(carried);
    assertThat(two.recordings.growing(amara.epoch())).isEmpty();
    assertThat(one.recordings.growing(amara.epoch())).isPresent();
  }

  @Test
  void whoTeachesReadsThatTheStoreIsAwayOnlyAfterAMinuteAndIsAskedForNothingOnceItIsBack() {
    jdbc.sql("update lecture set started_at = ? where id = ?").params(Timestamp.from(now()), lecture.value()).update();
    List<ServerMessage> told = new CopyOnWriteArrayList<>(); // the application tells its publishers that it is there, this one too
    Publication publication = new Publication(lecture, teacher, true, new Told(told),
        new Publication.Surroundings(tracks.live(lecture), one.recordings, index, lectures, (_, _) -> true, sentences, clock()));
    publication.hear(new PublisherMessage.Hello(0, null));
    publication.hear(new PublisherMessage.Open(1, "camera", CAMERA.codec(), 640, 360, 0, 0, null));
    EpochId track = new EpochId(lecture, 1, 0);
    one.line.cut();
    List<Frame> frames = frames(CAMERA, 200);
    frames.subList(0, 100).forEach(publication::frame);
    one.second();

    later = Duration.ofSeconds(59);
    publication.frame(frames.get(100));
    assertThat(told).noneMatch(ServerMessage.Unkept.class::isInstance);
    later = Duration.ofSeconds(61);
    frames.subList(101, 200).forEach(publication::frame);
    assertThat(told).filteredOn(ServerMessage.Unkept.class::isInstance).singleElement().asString().contains("The store that keeps the recordings");
    publication.goOn();
    assertThat(told).filteredOn(ServerMessage.Welcome.class::isInstance).hasSize(1);

    one.line.mend();
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      one.second();
      publication.goOn();
      assertThat(told).filteredOn(ServerMessage.Welcome.class::isInstance).hasSizeGreaterThan(1).last().extracting("due").asString().containsPattern("next=(60|120|180)]");
      assertThat(told).contains(new ServerMessage.Ack(1, 0, 179));
    });
    assertThat(segments(track)).hasSize(3);
    publication.close(false);
  }

  @Test
  void whatANodeLeftBetweenSealingAndTidyingIsTidiedLater() throws IOException {
    Publisher amara = new Publisher(CAMERA, frames(CAMERA, 130));
    amara.goesTo(one);
    amara.sends(130);
    amara.recording.end();
    one.recordings.keepAll();
    SharedEpoch shared = amara.recording.shared().orElseThrow();
    shared.send();
    one.sharing.seal(amara.recording, shared);
    Publisher other = new Publisher(SPEECH, frames(SPEECH, 300));
    other.goesTo(two);
    other.sends(300);
    acknowledged(two, other, 199);
    assertThat(Buckets.keys(BUCKET, "growing/%s/".formatted(lecture))).hasSize(5);

    Path journal = Files.write(two.settings.journal(amara.track, 7), new byte[1]);
    Path growing = Files.write(two.settings.growing(amara.track), new byte[1]);

    two.shared.tidy();

    assertThat(journal).doesNotExist();
    assertThat(growing).doesNotExist();
    assertThat(two.settings.journal(other.track, 1)).exists();
    assertThat(two.settings.growing(other.track)).exists();
    assertThat(Buckets.keys(BUCKET, "growing/%s/".formatted(lecture))).hasSize(2).allMatch(key -> key.contains("/%d-0/".formatted(other.track.number())));
  }

  /** Nodes die, are cut off and come back, and stores are away, wherever chance puts it. */
  @RepeatedTest(12)
  void howeverOftenAPublisherChangesNodesTheFileIsAsIfThereHadBeenOne(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    TrackFormat format = random.nextBoolean() ? CAMERA : SPEECH;
    Publisher amara = new Publisher(format, frames(format, 1_500, random));
    int name = 0;
    amara.goesTo(one);
    while (!amara.hasSentAll()) {
      amara.sends(1 + random.nextInt(120));
      amara.node.recordings.keepAll();
      if (random.nextInt(4) > 0) {
        amara.recording.shared().orElseThrow().send();
        amara.recording.acknowledge();
      }
      switch (random.nextInt(8)) {
        case 0 -> amara.goesTo(random.nextBoolean() ? one : two);
        case 1 -> {
          amara.node.dies();
          amara.goesTo(node("more-" + name++));
        }
        case 2 -> { // the same machine, started again on its folder
          amara.node.dies();
          amara.goesTo(new MediaNode(amara.node.settings.folder(), BUCKET, index, lectures, clock()));
          nodes.add(amara.node);
        }
        default -> {}
      }
    }
    amara.recording.end();

    assertThat(sealed(amara.node, amara)).hasBinaryContent(amara.undisturbed());
    assertThat(segments(amara.track)).extracting(MediaIndex.Entry::number).doesNotHaveDuplicates();
    assertThat(nodes.stream().filter(node -> !node.equals(amara.node)).map(node -> node.store.find(amara.track))).allMatch(Optional::isEmpty);
  }

  private Instant now() {
    return Instant.now().plus(later);
  }

  private Clock clock() {
    return ((InstantSource) this::now).withZone(ZoneOffset.UTC);
  }

  private record Told(List<ServerMessage> told) implements Publication.Link {
    @Override
    public void send(ServerMessage message) {
      told.add(message);
    }

    @Override
    public void revoke() {}

    @Override
    public void askToComeBack() {}
  }

  private void acknowledged(MediaNode node, Publisher publisher, long frame) {
    await().untilAsserted(() -> {
      node.second();
      assertThat(publisher.acknowledged).hasValue(frame);
    });
  }

  /** The file as the bucket has it. */
  private Path sealed(MediaNode by, Publisher publisher) throws IOException {
    await().atMost(Duration.ofSeconds(30)).until(() -> {
      by.second();
      return index.find(publisher.track).flatMap(MediaIndex.Epoch::sealed).isPresent() && by.recordings.shared().isEmpty();
    });
    MediaIndex.Sealed sealed = publisher.epoch().sealed().orElseThrow();
    byte[] file = Buckets.read(BUCKET, Bucket.key(publisher.track));
    assertThat(file).hasSize((int) sealed.length());
    assertThat(Bucket.digest("SHA-256").digest(file)).isEqualTo(sealed.digest());
    assertThat(by.settings.growing(publisher.track)).doesNotExist();
    return Files.write(folder.resolve("sealed.mp4"), file);
  }

  private List<MediaIndex.Entry> segments(EpochId track) {
    return index.segments(track.lecture(), track.number());
  }

  private static List<Frame> frames(TrackFormat format, int count) {
    List<Frame> frames = new ArrayList<>();
    for (int sequence = 0; sequence < count; sequence++) {
      frames.add(frame(sequence, sequence % 60 == 0 || !format.kind().isPicture(), sequence * (format.kind().isPicture() ? 33_333L : 20_000L), new Random(sequence)));
    }
    return frames;
  }

  private static List<Frame> frames(TrackFormat format, int count, Random random) {
    List<Frame> frames = new ArrayList<>();
    long time = -200_000;
    for (int sequence = 0; sequence < count; sequence++) {
      time += (format.kind().isPicture() ? 33_333 : 20_003) + (random.nextInt(200) == 0 ? random.nextInt(2_000_000) - 300_000 : 0);
      frames.add(frame(sequence, !format.kind().isPicture() || random.nextInt(40) == 0, time, random));
    }
    return frames;
  }

  private static Frame frame(int sequence, boolean key, long time, Random random) {
    byte[] payload = new byte[1 + random.nextInt(400)];
    random.nextBytes(payload);
    return Frame.of(Frame.Kind.MEDIA, 1, key ? Frame.KEYFRAME : 0, 0, sequence, time, payload);
  }

  /** What one node makes of it that is never interrupted. */
  private static byte[] undisturbed(TrackFormat format, List<Frame> frames, boolean finished) {
    BoxWriter whole = new BoxWriter().bytes(InitSegment.of(format), 0);
    Segmenter segmenter = new Segmenter(format, 0, segment -> whole.bytes(segment.bytes(), 0));
    frames.forEach(segmenter::add);
    if (finished) {
      segmenter.finish();
    }
    return whole.written();
  }

  /** Does what the browser does: keeps what is not acknowledged, and sends from what is due on. */
  private final class Publisher {
    final TrackFormat format;
    final List<Frame> frames;
    final AtomicLong acknowledged = new AtomicLong(-1);
    final EpochId track;
    MediaNode node;
    Recording recording;
    long due;
    int sent;

    Publisher(TrackFormat format, List<Frame> frames) {
      this.format = format;
      this.frames = frames;
      this.track = index.open(lecture, teacher.id(), format, 0, InitSegment.of(format).length, true, Optional.empty());
    }

    void goesTo(MediaNode to) {
      node = to;
      recording = index.find(track).filter(epoch -> epoch.term() > 0).isPresent()
          ? to.recordings.find(track).orElseThrow()
          : to.recordings.begin(epoch());
      due = recording.due();
      assertThat(due).as("the frame that is due is one that is still held").isGreaterThan(acknowledged.get());
      recording.acknowledgeTo(frame -> acknowledged.accumulateAndGet(frame, Math::max));
      sent = (int) due;
    }

    void sends(int count) {
      for (int end = Math.min(frames.size(), sent + count); sent < end; sent++) {
        recording.append(frames.get(sent));
      }
    }

    void sendsTheRest() {
      sends(frames.size());
      recording.end();
    }

    boolean hasSentAll() {
      return sent == frames.size();
    }

    MediaIndex.Epoch epoch() {
      return index.find(track).orElseThrow();
    }

    byte[] undisturbed() {
      return SharedRecordingsIntegrationTests.undisturbed(format, frames, true);
    }
  }
}
