package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.LectureId;
import org.lectern.support.Buckets;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.Line;
import org.lectern.support.S3Server;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.core.sync.RequestBody;

/** Recordings in a bucket of somebody else's program, over a line that can be cut. */
@LecternTest
@ExtendWith(OutputCaptureExtension.class)
class BucketIntegrationTests {

  private static final TrackFormat CAMERA = new TrackFormat(TrackKind.CAMERA, "vp09.00.31.08", 640, 360, 0, 0, new byte[0]);
  private static final int MEGABYTE = 1_000_000;
  private static final HttpClient BROWSER = HttpClient.newHttpClient();

  @TempDir static Path applicationsFolder;
  private static Line line;

  @TempDir Path folder;
  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired MediaIndex index;
  @Autowired MediaSettings settings;
  @Autowired Ingest ingest;
  @Autowired Recordings recordings;
  @Autowired BucketStore store;
  @Autowired JdbcClient jdbc;

  private final List<BucketStore> opened = new ArrayList<>();
  private User amara;
  private String lena;
  private String stranger;
  private LectureId lecture;

  @DynamicPropertySource
  static void aBucket(DynamicPropertyRegistry registry) throws IOException {
    line = new Line(S3Server.port());
    Buckets.make("recordings");
    registry.add("lectern.media.folder", () -> applicationsFolder);
    registry.add("lectern.media.s3.bucket", () -> "recordings");
    registry.add("lectern.media.s3.endpoint", () -> "http://127.0.0.1:" + line.port());
    registry.add("lectern.media.s3.access-key", () -> S3Server.ACCESS_KEY);
    registry.add("lectern.media.s3.secret-key", () -> S3Server.SECRET_KEY);
  }

  @BeforeEach
  void aCourse() {
    amara = classroom.person("Dr. Amara Osei");
    Course course = classroom.course(amara);
    lena = classroom.cookie(classroom.student(course, "Lena Fischer"));
    stranger = classroom.cookie(classroom.person("Somebody Else"));
    lecture = classroom.lecture(course).id();
  }

  @AfterEach
  void closed() throws InterruptedException {
    line.mend();
    for (BucketStore one : opened) {
      one.close();
    }
  }

  @Test
  void aReplayComesFromTheBucketAloneOnceTheFolderIsEmpty() throws Exception {
    record();
    byte[] whole = Files.readAllBytes(store.find(track(1)).orElseThrow());
    everythingIsInTheBucket(store);
    assertThat(settings.finished(track(1))).doesNotExist();
    emptyTheFolder();

    HttpResponse<byte[]> piece = get(lena, "1-0.mp4", "bytes=4-7");
    assertThat(piece.statusCode()).isEqualTo(206);
    assertThat(piece.body()).asString().isEqualTo("ftyp");
    assertThat(header(piece, HttpHeaders.CONTENT_RANGE)).isEqualTo("bytes 4-7/" + whole.length);
    assertThat(header(piece, HttpHeaders.CACHE_CONTROL)).isEqualTo("private, max-age=31536000, immutable");
    assertThat(header(piece, HttpHeaders.ETAG)).isEqualTo("\"%s\"".formatted(HexFormat.of().formatHex(sealed(track(1)).digest())));

    assertThat(get(lena, "1-0.mp4", null).body()).isEqualTo(whole);
    await().until(() -> store.find(track(1)).isPresent());
    assertThat(get(lena, "1-0.mp4", "bytes=4-7").body()).isEqualTo(piece.body());
  }

  @Test
  void aStrangerGetsNothingOfItAndNothingIsFetchedForThem() throws Exception {
    record();
    everythingIsInTheBucket(store);
    emptyTheFolder();

    assertThat(get(stranger, "1-0.mp4", "bytes=0-99").statusCode()).isEqualTo(404);
    assertThat(get("", "1-0.mp4", "bytes=0-99").statusCode()).isEqualTo(401);
    assertThat(settings.cached(track(1))).doesNotExist();
  }

  @Test
  void whatIsSealedWhileTheBucketIsAwayIsReplayedFromHereAndPutThereOnceItIsBack() throws Exception {
    line.cut();
    record();
    await().until(() -> store.health().getStatus().equals(Status.DOWN));

    assertThat(index.find(track(1)).flatMap(MediaIndex.Epoch::sealed)).isPresent();
    assertThat(get(lena, "1-0.mp4", "bytes=4-7").body()).asString().isEqualTo("ftyp");
    assertThat(store.health().getDetails()).containsKeys("number", "why").containsEntry("waiting", 2);

    line.mend();
    everythingIsInTheBucket(store);
    assertThat(store.health().getStatus()).isEqualTo(Status.UP);
    assertThat(kept("recordings")).contains(Bucket.key(track(1)), Bucket.key(track(2)));
  }

  @Test
  void whatOnlyTheBucketHasIsSaidToBeAwayWhileTheBucketIs() throws Exception {
    record();
    everythingIsInTheBucket(store);
    emptyTheFolder();
    line.cut();

    HttpResponse<byte[]> away = get(lena, "1-0.mp4", "bytes=0-99");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(Integer.parseInt(header(away, HttpHeaders.RETRY_AFTER))).isBetween(1, 60);
    assertThat(header(away, HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");
    assertThat(away.headers().firstValue(HttpHeaders.ETAG)).isEmpty();
    assertThat(new String(away.body())).contains("does not answer at the moment", (String) store.health().getDetails().get("number"));

    line.mend();
    await().atMost(Duration.ofSeconds(30)).until(() -> store.health().getStatus(), Status.UP::equals); // though nobody asks for anything
    assertThat(get(lena, "1-0.mp4", "bytes=0-99").statusCode()).isEqualTo(206);
  }

  @Test
  void whatBreaksOffInTheMiddleOfAFileIsNotFilledUpWithASentence() throws Exception {
    EpochId track = sealed(store, content(12 * MEGABYTE));
    everythingIsInTheBucket(store);
    emptyTheFolder();
    Buckets.client().putObject( // so that only its first piece can be had
        file -> file.bucket("recordings").key(Bucket.key(track)), RequestBody.fromBytes(Arrays.copyOf(content(12 * MEGABYTE), 5 * MEGABYTE)));

    assertThatIOException().isThrownBy(() -> get(lena, "1-0.mp4", null));
  }

  @Test
  void manyWhoAskForOneFileFetchItOnce() throws Exception {
    BucketStore first = open("once", DataSize.ofGigabytes(1));
    byte[] content = content(17 * MEGABYTE);
    EpochId track = sealed(first, content);
    everythingIsInTheBucket(first);
    emptyTheFolder(folder);
    long before = line.carried();

    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> pieces = new ArrayList<>();
      for (int person = 0; person < 40; person++) {
        int from = person % 4 * 4 * MEGABYTE;
        pieces.add(people.submit(() -> read(first, track, from, from + 1000)));
      }
      for (int person = 0; person < 40; person++) {
        int from = person % 4 * 4 * MEGABYTE;
        assertThat(pieces.get(person).get()).isEqualTo(Arrays.copyOfRange(content, from, from + 1000));
      }
    }

    await().until(() -> first.find(track).isPresent());
    assertThat(first.find(track).orElseThrow()).hasBinaryContent(content);
    assertThat(line.carried() - before).isBetween(17L * MEGABYTE, 18L * MEGABYTE);
  }

  @Test
  void copiesStayWithinTheirBytesAndWhatTheBucketLacksIsNoneOfThem() throws Exception {
    BucketStore small = open("cache", DataSize.ofMegabytes(5));
    List<EpochId> tracks = new ArrayList<>();
    for (int file = 0; file < 6; file++) {
      tracks.add(sealed(small, content(2 * MEGABYTE)));
    }
    everythingIsInTheBucket(small);
    assertThat(bytesBelow("cache")).isEqualTo(4L * MEGABYTE);
    EpochId oldest = tracks.stream().filter(track -> small.find(track).isPresent()).findFirst().orElseThrow(); // and used now
    EpochId fetched = tracks.stream().filter(track -> small.find(track).isEmpty()).findFirst().orElseThrow();
    small.find(oldest);
    read(small, fetched, 0, 10);
    assertThat(bytesBelow("cache")).isLessThanOrEqualTo(5L << 20);
    assertThat(small.find(oldest)).as("what was used last stays").isPresent();

    line.cut();
    for (int file = 0; file < 4; file++) {
      tracks.add(sealed(small, content(2 * MEGABYTE)));
    }
    assertThat(bytesBelow("finished")).isEqualTo(8L * MEGABYTE);
    assertThat(bytesBelow("cache")).isLessThanOrEqualTo(5L << 20);
  }

  @Test
  void aFolderThatIsMovedAndStoppedHalfWayIsMovedByTheNextStart(CapturedOutput log) throws Exception {
    FolderStore before = new FolderStore(at(folder));
    List<EpochId> tracks = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    for (int size : new int[] {1, 33, 2}) { // one that goes in parts between two that do not
      contents.add(content(size * MEGABYTE));
      tracks.add(sealed(before, contents.getLast()));
    }

    line.cutAfter(10 * MEGABYTE);
    BucketStore first = open("moved", DataSize.ofMegabytes(25));
    await().until(() -> first.health().getStatus(), Status.DOWN::equals);
    first.close();
    assertThat(kept("moved")).containsExactly(Bucket.key(tracks.getFirst()));
    assertThat(MediaFiles.in(folder.resolve("finished"))).hasSize(2);

    line.mend();
    BucketStore second = open("moved", DataSize.ofMegabytes(25));
    everythingIsInTheBucket(second);
    await().until(log::getOut, said -> said.contains("files are done. Of "));
    assertThat(kept("moved")).containsExactlyInAnyOrderElementsOf(tracks.stream().map(Bucket::key).toList());
    assertThat(MediaFiles.in(folder.resolve("finished"))).isEmpty();
    assertThat(Buckets.client().listMultipartUploads(list -> list.bucket("moved")).uploads()).as("parts nobody completes").isEmpty();
    for (int file = 0; file < tracks.size(); file++) {
      int end = contents.get(file).length;
      assertThat(read(second, tracks.get(file), end - 1000, end)).isEqualTo(Arrays.copyOfRange(contents.get(file), end - 1000, end));
    }
  }

  @Test
  void anotherLecternsFileIsNeverWrittenOverNorTakenForOurs() throws Exception {
    BucketStore ours = open("shared", DataSize.ofGigabytes(1));
    byte[] content = content(1000);
    EpochId track = opened(content);
    Buckets.client().putObject(file -> file.bucket("shared").key(Bucket.key(track)), RequestBody.fromString("theirs"));

    put(ours, track, content);

    await().until(() -> ours.health().getDetails().get("setAside"), List.of(track.toString())::equals);
    assertThat(ours.find(track).orElseThrow()).hasBinaryContent(content);
    assertThat(Buckets.read("shared", Bucket.key(track))).asString().isEqualTo("theirs");
  }

  @Test
  void whatIsDamagedOnThisMachineIsNotPutIntoTheBucketAsIfItWereTheRecording() throws Exception {
    BucketStore ours = open("sound", DataSize.ofGigabytes(1));
    EpochId small = opened(content(1000));
    EpochId large = opened(content(17 * MEGABYTE));

    put(ours, small, new byte[1000]);
    put(ours, large, new byte[17 * MEGABYTE]);

    await().until(() -> ours.health().getDetails().get("setAside"), List.of(small.toString(), large.toString())::equals);
    assertThat(kept("sound")).isEmpty();
    assertThat(MediaFiles.in(folder.resolve("finished"))).hasSize(2);
  }

  @Test
  void whatWasDamagedInTheBucketIsNotKeptAsIfItWereTheRecording() throws Exception {
    BucketStore damaged = open("damaged", DataSize.ofGigabytes(1));
    EpochId track = sealed(damaged, content(5000));
    everythingIsInTheBucket(damaged);
    emptyTheFolder(folder);
    Buckets.client().putObject(file -> file.bucket("damaged").key(Bucket.key(track)), RequestBody.fromBytes(content(4000)));

    BucketAwayException away = catchThrowableOfType(BucketAwayException.class, () -> read(damaged, track, 0, 10));

    assertThat(away).isNotNull();
    assertThat(damaged.find(track)).isEmpty();
  }

  @Test
  void aFileThatStillCameWhenEverythingEndedIsNotTakenForWholeByTheNextStart() throws Exception {
    BucketStore first = open("killed", DataSize.ofGigabytes(1));
    byte[] content = content(9 * MEGABYTE);
    EpochId track = sealed(first, content);
    everythingIsInTheBucket(first);
    Path cached = at(folder).cached(track);
    Files.write(cached, new byte[content.length]); // what a kill leaves behind
    Files.write(cached.resolveSibling(cached.getFileName() + ".coming"), new byte[0]);

    BucketStore second = open("killed", DataSize.ofGigabytes(1));

    assertThat(second.find(track)).isEmpty();
    assertThat(read(second, track, 8 * MEGABYTE, 9 * MEGABYTE)).isEqualTo(Arrays.copyOfRange(content, 8 * MEGABYTE, 9 * MEGABYTE));
  }

  @Test
  void wrongKeysAndAWrongNameAreSaidInWordsAtTheStart() {
    assertThat(refusal("recordings", S3Server.ACCESS_KEY, "wrong-secret")).contains("does not know the keys").doesNotContain("wrong-secret");
    assertThat(refusal("recordings", "somebody", S3Server.SECRET_KEY)).contains("lectern.media.s3.access-key");
    assertThat(refusal("nowhere", S3Server.ACCESS_KEY, S3Server.SECRET_KEY)).contains("'nowhere'", "does not exist");
    assertThat(new BucketRefusedFailureAnalyzer().analyze(new IllegalStateException(new BucketRefusedException("why", new IOException()))).getDescription())
        .isEqualTo("why.");
  }

  @Test
  void aBucketThatIsAwayAtTheStartKeepsNobodyFromStarting() throws Exception {
    Buckets.client().createBucket(one -> one.bucket("later"));
    line.cut();
    BucketStore later = new BucketStore(new FolderStore(at(folder)), at(folder), to("later", DataSize.ofGigabytes(1)), index, new SimpleMeterRegistry(), Clock.systemUTC());
    opened.add(later);
    assertThat(later.health().getStatus()).isEqualTo(Status.DOWN);
    EpochId track = sealed(later, content(1000));

    line.mend();

    await().atMost(Duration.ofSeconds(30)).until(() -> kept("later"), List.of(Bucket.key(track))::equals);
  }

  private static void everythingIsInTheBucket(BucketStore store) {
    await().atMost(Duration.ofSeconds(60)).until(() -> store.health().getDetails().get("waiting"), waiting -> waiting.equals(0));
  }

  private String refusal(String name, String key, String secret) {
    BucketSettings wrong = new BucketSettings(name, URI.create("http://127.0.0.1:" + line.port()), "us-east-1", key, secret, true, DataSize.ofGigabytes(1));
    return catchThrowableOfType(BucketRefusedException.class,
        () -> new BucketStore(new FolderStore(at(folder)), at(folder), wrong, index, new SimpleMeterRegistry(), Clock.systemUTC())).getMessage();
  }

  private void record() throws IOException {
    Instant zero = Instant.now();
    jdbc.sql("update lecture set started_at = ?::timestamptz where id = ?").params(zero.toString(), lecture.value()).update();
    try (InputStream sample = getClass().getResourceAsStream("/sample/recording.frames")) {
      ingest.take(lecture, amara, zero, sample);
    }
    recordings.keepAll();
  }

  private EpochId track(int number) {
    return new EpochId(lecture, number, 0);
  }

  private MediaIndex.Sealed sealed(EpochId track) {
    return index.find(track).flatMap(MediaIndex.Epoch::sealed).orElseThrow();
  }

  private void emptyTheFolder() throws IOException {
    emptyTheFolder(settings.folder());
  }

  private static void emptyTheFolder(Path media) throws IOException {
    FileSystemUtils.deleteRecursively(media.resolve("cache"));
  }

  private HttpResponse<byte[]> get(String cookie, String file, @Nullable String range) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/lectures/%s/media/%s".formatted(port, lecture, file))).header("Cookie", cookie);
    if (range != null) {
      request.header(HttpHeaders.RANGE, range);
    }
    return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private byte[] read(BucketStore from, EpochId track, int start, int end) throws IOException {
    Path file = from.fetch(track, sealed(track), start, end).orElseThrow();
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(start);
      return in.readNBytes(end - start);
    }
  }

  /** A store of its own in a folder and a bucket of its own. */
  private BucketStore open(String name, DataSize cache) {
    Buckets.make(name);
    BucketStore one = new BucketStore(new FolderStore(at(folder)), at(folder), to(name, cache), index, new SimpleMeterRegistry(), Clock.systemUTC());
    opened.add(one);
    return one;
  }

  private static BucketSettings to(String name, DataSize cache) {
    return new BucketSettings(name, URI.create("http://127.0.0.1:" + line.port()), "us-east-1", S3Server.ACCESS_KEY, S3Server.SECRET_KEY, true, cache);
  }

  private static MediaSettings at(Path folder) {
    return new MediaSettings(folder, Duration.ofMinutes(10), DataSize.ofMegabytes(1));
  }

  private EpochId sealed(MediaStore into, byte[] content) throws IOException {
    EpochId track = opened(content);
    put(into, track, content);
    return track;
  }

  private EpochId opened(byte[] content) {
    EpochId track = index.open(lecture, amara.id(), CAMERA, 0, 100, true, Optional.empty());
    index.seal(track, content.length, Bucket.digest("SHA-256").digest(content));
    return track;
  }

  private void put(MediaStore into, EpochId track, byte[] content) throws IOException {
    into.put(track, Files.write(folder.resolve(UUID.randomUUID().toString()), content));
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  private long bytesBelow(String stage) {
    return MediaFiles.in(folder.resolve(stage)).stream().mapToLong(file -> file.toFile().length()).sum();
  }

  /** Without what this program shows of a file that only half came, under a name of its own. */
  private static List<String> kept(String bucket) {
    return Buckets.keys(bucket, "").stream().filter(key -> key.endsWith(".mp4")).toList();
  }
}
