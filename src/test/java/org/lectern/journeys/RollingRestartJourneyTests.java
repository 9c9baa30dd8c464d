package org.lectern.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.lecture.LectureId;
import org.lectern.support.Browsers;
import org.lectern.support.PersistentStudent;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;
import org.lectern.support.TwoNodes;

/** One node after the other is stopped and started while a class goes on. */
class RollingRestartJourneyTests {

  private static final int COME_BACK = 4000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LONGEST_HOLE_MICROS = 300_000;
  private static final double LONGEST_RECONNECTING_MILLIS = 1_000;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path home;
  private static TwoNodes nodes;
  private long lecture;

  @BeforeAll
  static void twoNodesRun() throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    nodes = TwoNodes.startTogether(home, "--lectern.drain=2s");
  }

  @AfterAll
  static void bothStop() throws Exception {
    nodes.close();
  }

  @BeforeEach
  void aLecture() {
    lecture = nodes.lecture();
  }

  @Test
  void whatIsMadeAtAFirstStartIsThereOnceThoughBothStartAtTheSameMoment() {
    assertThat(count("select count(*) from users where email = 'amara@lectern.example'")).isOne();
    assertThat(count("select count(*) from course where code = 'GEO 204'")).isOne();
    assertThat(count("select count(*) from lecture where title = 'Plate tectonics: how continents move'")).isOne();
    for (String module : List.of("cluster", "accounts", "courses", "lecture", "media", "replay", "insight")) {
      assertThat(count("select count(*) - count(distinct version) from flyway_" + module + " where success")).as(module).isZero();
      assertThat(count("select count(*) from flyway_" + module + " where not success")).as(module).isZero();
    }
  }

  @Test
  void whoSpeaksIsHeardWithoutAGapWhileTheNodeTheySpeakOnStops() throws Exception {
    Set<Long> heardAtOne = new ConcurrentSkipListSet<>();
    Set<Long> heardAtTwo = new ConcurrentSkipListSet<>();
    try (RoomClient atOne = ear(nodes.one(), heardAtOne);
        RoomClient atTwo = ear(nodes.two(), heardAtTwo);
        Seat teacher = seat("amara")) {
      teacher.startsTheSession();
      teacher.button("Mic").click();
      await("the browser has found its clock").atMost(PATIENCE).until(() -> heardAtOne.size() + heardAtTwo.size() > 300);
      boolean speaksAtOne = heardAtOne.size() > heardAtTwo.size();
      RunningServer stopping = speaksAtOne ? nodes.one() : nodes.two();
      Set<Long> heardHere = speaksAtOne ? heardAtOne : heardAtTwo;
      Set<Long> heardThere = speaksAtOne ? heardAtTwo : heardAtOne;
      writesDownTheLine(teacher.page);
      heardHere.clear(); // from here on nothing may be missing

      Socket underWay = halfARequest(stopping);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::stop);
      await("a balancer is told").pollInterval(Duration.ofMillis(20)).until(() -> readiness(stopping) == 503);
      int before = heardHere.size();
      await("all goes on meanwhile").until(() -> heardHere.size() > before + 20);
      assertThat(heardThere).as("the publisher is not asked before that").isEmpty();
      await().atMost(PATIENCE).until(() -> !heardThere.isEmpty());
      assertThat(answerToTheRest(underWay)).as("a request that was under way, though nobody comes in any more").startsWith("HTTP/1.1 403");
      await().atMost(PATIENCE).until(() -> heardThere.size() > 100);
      assertThat((speaksAtOne ? atOne : atTwo).closeCode()).isEqualTo(COME_BACK);
      stopped.get();

      Set<Long> heard = new ConcurrentSkipListSet<>(heardHere);
      heard.addAll(heardThere);
      assertThat(longestHole(heard)).isLessThan(LONGEST_HOLE_MICROS);
      assertThat(longestReconnecting(teacher.page)).isLessThan(LONGEST_RECONNECTING_MILLIS);
      teacher.hasOn("Mic");
      assertThat(teacher.complaints()).isEmpty();
      stopping.restart();
    }
  }

  @Test
  void aClassNoticesNothingWhileBothNodesAreReplacedOneAfterTheOther() {
    List<PersistentStudent> students =
        Stream.of("mei", "tomas", "jakub", "sofia")
            .filter(name -> count("select count(*) from users where email = '" + name + "@lectern.example'") == 1)
            .map(name -> new PersistentStudent(nodes.eitherPort(), nodes.signIn(name), lecture, name, Duration.ofMillis(400)))
            .toList();
    try (Seat teacher = seat("amara"); Seat student = seat("lena")) {
      teacher.startsTheSession();
      students.forEach(one -> Thread.ofVirtual().start(one));
      await().atMost(PATIENCE).until(() -> acknowledged(students) > 20);
      Stream.of(teacher, student).forEach(seat -> writesDownTheLine(seat.page));

      for (RunningServer node : List.of(nodes.one(), nodes.two())) {
        node.stop();
        int before = acknowledged(students);
        teacher.tab("Chat").click();
        teacher.say("Without node " + node.port());
        student.reads("Without node " + node.port());
        await().atMost(PATIENCE).until(() -> acknowledged(students) > before + 20 && students.stream().allMatch(PersistentStudent::isHere));
        node.restart();
      }
      student.button("Hand up").click();
      await().atMost(PATIENCE).until(() -> count("select count(*) from entry where type = 'hand.raised' and lecture_id = " + lecture) == 1);

      students.forEach(PersistentStudent::stopWriting);
      await().atMost(PATIENCE).until(() -> students.stream().allMatch(PersistentStudent::isInStep));
      await().atMost(PATIENCE).until(() -> students.stream().allMatch(one -> one.read().size() == messages()));
      Map<Long, String> read = students.getFirst().read();
      for (PersistentStudent one : students) {
        one.acknowledged().forEach((text, seq) -> assertThat(read).containsEntry(seq, text));
        assertThat(one.read()).isEqualTo(read);
        assertThat(one.longestAway()).as("between two lines of %s", one).isLessThan(Duration.ofSeconds(1));
      }
      assertThat(read.values()).hasSize(new HashSet<>(read.values()).size());
      for (Seat seat : List.of(teacher, student)) {
        assertThat(longestReconnecting(seat.page)).isLessThan(LONGEST_RECONNECTING_MILLIS);
        assertThat(seat.complaints()).isEmpty();
      }
      assertThat(count("select count(*) from entry where type = 'lecture.interrupted' and lecture_id = " + lecture)).isZero();
    } finally {
      students.forEach(PersistentStudent::leave);
    }
  }

  private Seat seat(String name) {
    return Seat.take(Browsers.shared(), nodes.eitherPort(), nodes.signIn(name), new LectureId(lecture), new Browser.NewContextOptions());
  }

  /** Somebody who listens on one node and writes down which moments were heard, in microseconds. */
  private RoomClient ear(RunningServer node, Set<Long> heard) {
    RoomClient ear = RoomClient.join(node.port(), nodes.signIn("lena"), lecture, 0).watching(frame -> hear(frame, heard));
    Thread.ofVirtual().start(() -> staysAwake(ear));
    return ear;
  }

  /** A browser answers each beat; who says nothing for twenty seconds is taken for gone. */
  private static void staysAwake(RoomClient client) {
    while (!client.isClosed()) {
      client.take().stream().filter(item -> RoomClient.type(item).equals("beat")).forEach(_ -> client.beat());
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static void hear(ByteBuffer frame, Set<Long> heard) {
    boolean isMedia = (frame.get(0) & 0xf) == 1;
    if (isMedia) {
      heard.add(frame.getLong(8));
    }
  }

  private static long longestHole(Set<Long> moments) {
    long longest = 0;
    long before = moments.iterator().next();
    for (long moment : moments) {
      longest = Math.max(longest, moment - before);
      before = moment;
    }
    return longest;
  }

  /** From here on the page keeps since when its line was what. */
  private static void writesDownTheLine(Page page) {
    page.evaluate(
        """
        () => {
          const {stage} = document.querySelector('lectern-room');
          window.lines = [[performance.now(), stage.line]];
          stage.addEventListener('line', () => lines.push([performance.now(), stage.line]));
        }""");
  }

  /** For how long it said at most that its line was not alive. */
  private static double longestReconnecting(Page page) {
    return ((Number) page.evaluate(
        """
        () => Math.max(0, ...lines.map(([since, line], i) =>
          line === 'live' || line === 'slow' ? 0 : (lines[i + 1]?.[0] ?? performance.now()) - since))""")).doubleValue();
  }

  private static Socket halfARequest(RunningServer node) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
    socket.getOutputStream().write("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\n\r\nemail".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String answerToTheRest(Socket socket) throws IOException {
    try (socket) {
      socket.getOutputStream().write("=nobod".getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
  }

  private static int readiness(RunningServer node) throws Exception {
    URI uri = node.uri("/actuator/health/readiness");
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static int acknowledged(List<PersistentStudent> students) {
    return students.stream().mapToInt(PersistentStudent::acknowledgedSoFar).sum();
  }

  private long messages() {
    return count("select count(*) from entry where type = 'chat.posted' and lecture_id = " + lecture);
  }

  private static long count(String sql) {
    return nodes.database().sql(sql).query(Long.class).single();
  }
}
