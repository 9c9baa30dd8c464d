package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.ffprobe;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.LectureId;
import org.lectern.support.Browsers;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.Line;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two browsers, one teaching and one watching. */
@LecternTest
@Import(PlainRoom.class)
class LiveMediaJourneyTests {

  /** Milliseconds between picture and sound. The benchmark holds them to 40; the machine of the tests measures less finely. */
  private static final long IN_STEP = 80;

  /** A busy machine leaves out pictures, but a hole as long as the cut would be the cut. */
  private static final long CUT_MICROS = 2_000_000;

  private static final String PLAYS_NEAR_THE_EDGE =
      "(video => !video.seeking && video.readyState >= 3 && video.buffered.end(video.buffered.length - 1) - video.currentTime < 0.5)(document.querySelector('video'))";

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;
  @Autowired MediaIndex index;
  @Autowired MediaSettings settings;
  @Autowired Tracks tracks;
  @Autowired PlainRoom.Floor floor;

  private final List<Page> pages = new ArrayList<>();
  private Page teacher;
  private Page student;
  private User amara;
  private User lena;
  private Line line;
  private LectureId lecture;

  @BeforeEach
  void aLectureWithTwoPeople() throws IOException {
    amara = classroom.person("Dr. Amara Osei");
    Course course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.lecture(course).id();
    jdbc.sql("update lecture set started_at = now() where id = ?").param(lecture.value()).update();
    line = new Line(port);
    teacher = page(amara, line.port());
    student = page(lena, port);
  }

  @AfterEach
  void everyoneLeaves() throws IOException {
    pages.forEach(page -> page.context().close());
    line.close();
    floor.takeAll();
  }

  @Test
  void studentSeesAndHearsTheTeacherInStep() {
    publish("{}");
    watch();

    until(student, "step(seen.due, seen.sound) <= " + IN_STEP);
  }

  @Test
  void whoComesLateSeesThePictureAtOnce() {
    publish("{}");
    untilRecorded(1);

    watch();
    until(student, "seen.first !== null");
  }

  @Test
  void aStudentWhoIsCalledIsSeenBesideTheTeacherAndGoesWhenTheFloorIsTaken() {
    publish("{}");
    watch();
    until(student, "seen.picture.length > 10");

    student.evaluate("publish(%s, {})".formatted(lecture));
    until(student, "lines.some(line => line.includes('called'))");

    floor.give(lena.id());
    student.evaluate("publish(%s, {})".formatted(lecture));
    until(student, "playback.sources.length === 2 && playback.sources.every(source => source.player.hasPicture)");

    floor.take(lena.id());
    tracks.silence(lecture, lena.id());
    until(student, "playback.sources.length === 1 && lines.includes('revoked')");
  }

  /** Chromium waits for twice as much sound after each stall, until somebody seeks. */
  @Test
  void aLineThatStumblesAgainAndAgainIsWaitedForNoLongerEachTime() {
    publish("{}");
    watch();
    until(student, "seen.picture.length > 60");

    for (int times = 1; times <= 3; times++) {
      until(student, PLAYS_NEAR_THE_EDGE);
      student.evaluate("seen.seeks = 0; holdBack()");
      until(student, "document.querySelector('video').readyState < 3");
      until(student, "seen.seeks > 0");
      student.evaluate("letGo()");
    }
    until(student, PLAYS_NEAR_THE_EDGE);
  }

  @Test
  void cameraOffLeavesTheVoiceAndCameraOnBringsThePictureBack() {
    publish("{}");
    watch();
    until(student, "seen.picture.length > 10 && seen.sound.length > 3");

    teacher.evaluate("publisher.off('camera')");
    until(student, "!playback.sources[0].player.hasPicture");
    student.evaluate("seen.sound = []");
    until(student, "seen.sound.length > 4");

    student.evaluate("seen.picture = []");
    teacher.evaluate("cameraAgain()");
    until(student, "seen.picture.length > 20 && playback.sources[0].player.hasPicture");
  }

  @Test
  void aBrowserWithoutAStreamOfFramesPublishesAllTheSame() {
    teacher.evaluate("delete globalThis.MediaStreamTrackProcessor");
    publish("{}");
    watch();
    until(student, "seen.picture.length > 30 && seen.sound.length > 3");
  }

  @Test
  void aMicrophoneOfAnotherRateIsHeardAllTheSame() {
    publish("{\"rate\": 44100}");
    watch();
    until(student, "seen.picture.length > 30 && seen.sound.length > 3");
  }

  @Test
  void mutedTeacherIsStillSeen() {
    publish("{}");
    watch();
    until(student, "seen.picture.length > 10 && seen.sound.length > 2");

    teacher.evaluate("publisher.off('microphone')");
    until(student, "!playback.sources[0].player.hasSound");
    student.evaluate("seen.picture = []");
    until(student, "seen.picture.length > 90");
  }

  @Test
  void afterALineCutThePictureGoesOnInANewEpochAndTheHoleIsFilledIn() {
    publish("{}");
    watch();
    until(student, "seen.picture.length > 30");
    untilRecorded(1);

    line.cut();
    until(teacher, "lines.includes('lost')");
    teacher.evaluate("window.lostAt = performance.now()");
    until(teacher, "performance.now() - lostAt > 3000");
    student.evaluate("seen.picture = []");
    line.mend();

    until(student, "seen.picture.length > 60");
    teacher.evaluate("publisher.finish()");
    untilSealed();
    assertThat(epochs()).contains(0, 1);
    assertThat(largestHole(TrackKind.CAMERA)).isLessThan(CUT_MICROS);
    assertThat(largestHole(TrackKind.MICROPHONE)).isLessThan(CUT_MICROS);
  }

  @Test
  void aTeacherWhoseBrowserDiesComesBackAsTheSameTracks() {
    teacher = page(Browsers.another(), amara, line.port());
    publish("{}");
    watch();
    until(student, "seen.picture.length > 30");

    teacher.context().browser().close();
    teacher = page(amara, line.port());
    student.evaluate("seen.picture = []");
    publish("{}");

    until(student, "seen.picture.length > 60 && playback.sources.length === 1");
    assertThat(epochs()).contains(1);
  }

  @Test
  void aCodecSomebodyCannotDecodeIsReplacedByOneAllCan() {
    publish("{}");
    watch();
    until(student, "seen.picture.length > 10");

    tracks.decodable(lecture, Set.of("vp09"));
    until(student, "seen.items.at(-1).tracks.some(track => track.codec.startsWith('vp09'))");
    student.evaluate("seen.picture = []");
    until(student, "seen.picture.length > 30");
  }

  @Test
  void whatIsShownBeforeTheStartIsNotKeptAndWhatFollowsIs() {
    jdbc.sql("update lecture set started_at = null where id = ?").param(lecture.value()).update();
    publish("{}");
    watch();
    until(student, "seen.picture.length > 30");
    assertThat(index.of(lecture)).isEmpty();

    jdbc.sql("update lecture set started_at = now() where id = ?").param(lecture.value()).update();
    untilRecorded(1);
    student.evaluate("seen.picture = []");
    until(student, "seen.picture.length > 30");
    assertThat(jdbc.sql("select min(at_us) from segment where lecture_id = ?").param(lecture.value()).query(Long.class).single())
        .isBetween(0L, 3_000_000L);
  }

  @Test
  void whatWasRecordedIsPlayedByOtherPeoplesPrograms() throws Exception {
    publish("{}");
    untilRecorded(2);
    teacher.evaluate("publisher.off('camera')");
    teacher.evaluate("cameraAgain()");
    await(() -> epochs().contains(1));
    untilRecorded(4);
    teacher.evaluate("publisher.finish()");
    untilSealed();
    jdbc.sql("update lecture set ended_at = now() where id = ?").param(lecture.value()).update();

    for (MediaIndex.Epoch epoch : index.of(lecture)) {
      assertThat(codec(settings.finished(epoch.id()))).isEqualTo(epoch.format().kind().isPicture() ? "h264" : "opus");
    }
    assertThat(start("v") - start("a")).as("seconds of picture before or after sound, as ffmpeg takes them from the playlists")
        .isCloseTo((first(TrackKind.CAMERA) - first(TrackKind.MICROPHONE)) / 1e6, within(0.1));
    student.evaluate("replay(%s)".formatted(lecture));
    until(student, "ages.filter(age => age !== null).length > 60 || problems.length > 0");
    assertThat(student.evaluate("problems")).asList().isEmpty();
  }

  /** The codec ffprobe finds after reading every packet; what it complains of otherwise. */
  private static String codec(Path file) throws Exception {
    return probe("-count_packets", "-show_entries", "stream=codec_name", file.toString());
  }

  /** When a stream of the recording begins for somebody who reads the playlists, in seconds. */
  private double start(String stream) throws Exception {
    String master = "http://localhost:%d/lectures/%s/media/master.m3u8".formatted(port, lecture);
    return probe("-headers", "Cookie: " + classroom.cookie(lena) + "\r\n", "-select_streams", stream, "-show_entries", "stream=start_time", master)
        .lines().mapToDouble(Double::parseDouble).distinct().sum(); // told once for the stream and once for the program it is in
  }

  /** When the recording of a kind begins, in microseconds of lecture time. */
  private long first(TrackKind kind) {
    return index.segments(lecture, track(kind)).getFirst().at();
  }

  private static String probe(String... question) throws Exception {
    String program = Loader.load(ffprobe.class);
    List<String> words = new ArrayList<>(List.of(program, "-v", "warning", "-of", "default=noprint_wrappers=1:nokey=1"));
    words.addAll(List.of(question));
    ProcessBuilder command = new ProcessBuilder(words).redirectErrorStream(true);
    command.environment().put("LD_LIBRARY_PATH", Path.of(program).getParent().toString()); // it brings libraries of its own
    Process probe = command.start();
    return new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private void publish(String options) {
    teacher.evaluate("options => publish(%s, JSON.parse(options))".formatted(lecture), options);
    until(teacher, "lines.includes('open')");
  }

  private void untilRecorded(int segments) {
    await(() -> index.segments(lecture, 1).size() >= segments);
  }

  private void untilSealed() {
    await(() -> index.of(lecture).stream().allMatch(epoch -> epoch.sealed().isPresent()));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private List<Integer> epochs() {
    return index.of(lecture).stream().map(epoch -> epoch.id().epoch()).distinct().toList();
  }

  /** Microseconds of lecture time that the recording of a kind does not cover. */
  private long largestHole(TrackKind kind) {
    List<MediaIndex.Entry> entries = index.segments(lecture, track(kind));
    long largest = 0;
    for (int i = 1; i < entries.size(); i++) {
      largest = Math.max(largest, entries.get(i).at() - entries.get(i - 1).at() - entries.get(i - 1).duration());
    }
    return largest;
  }

  private int track(TrackKind kind) {
    return index.of(lecture).stream().filter(epoch -> epoch.format().kind() == kind).findFirst().orElseThrow().id().number();
  }

  private void watch() {
    student.evaluate("watch(%s)".formatted(lecture));
  }

  /** Asked from outside the page, whose policy lets nobody evaluate text in it. */
  private static void until(Page page, String condition) {
    await(() -> Boolean.TRUE.equals(page.evaluate("Boolean(%s)".formatted(condition))));
  }

  private Page page(User person, int port) {
    Page page = page(Browsers.shared(), person, port);
    pages.add(page);
    return page;
  }

  private Page page(Browser browser, User person, int port) {
    var context = browser.newContext();
    context.addCookies(List.of(new Cookie("SESSION", classroom.cookie(person).substring("SESSION=".length())).setDomain("localhost").setPath("/")));
    Page page = context.newPage();
    page.onPageError(error -> System.err.println(person.name() + ": " + error));
    page.navigate("http://localhost:%d/js/media-test/page.html".formatted(port));
    until(page, "window.ready");
    return page;
  }
}
