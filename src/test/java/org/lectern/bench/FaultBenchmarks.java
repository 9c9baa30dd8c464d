package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;
import org.springframework.util.FileSystemUtils;

/**
 * Faults in the middle of a lecture, many times in a row: {@code src/docs/resilience.md} says how to run it and what came of it.
 * Everything that was acknowledged must be there once and in order, for everyone.
 */
class FaultBenchmarks {

  private static final int ROUNDS = Integer.getInteger("bench.faults", 20);
  private static final int PEOPLE = Integer.getInteger("bench.people", 200);
  private static final int MESSAGES_A_SECOND = 20;
  private static final int BETWEEN_FAULTS = MESSAGES_A_SECOND * Integer.getInteger("bench.between", 4);
  private static final List<String> SMALL = List.of("-Xmx1g", "-XX:TieredStopAtLevel=1");
  private static final Duration PACE = Duration.ofMillis(1000L * PEOPLE / MESSAGES_A_SECOND);

  /** Stays, with the log of the server, until the next run. */
  private Path home;

  @BeforeEach
  void anEmptyHome(TestInfo test) throws IOException {
    home = Path.of("target/bench", test.getTestMethod().orElseThrow().getName()).toAbsolutePath();
    FileSystemUtils.deleteRecursively(home);
    Files.createDirectories(home);
  }

  @FunctionalInterface
  private interface Fault {
    void strike(RunningServer server) throws Exception;
  }

  @Test
  void theServerIsKilled() throws Exception {
    campaign("server killed with -9", server -> {
      server.kill();
      server.restart();
    });
  }

  @Test
  void theDatabaseIsKilled() throws Exception {
    campaign("database killed with -9", server -> kill(server.databaseProcess()));
  }

  @Test
  void bothAreKilled() throws Exception {
    campaign("both killed with -9", server -> {
      ProcessHandle database = server.databaseProcess();
      server.kill();
      kill(database);
      server.restart();
    });
  }

  @Test
  void theServerIsRestarted() throws Exception {
    campaign("stopped with TERM and started", server -> {
      server.stop();
      server.restart();
    });
  }

  /** Half a minute in which the database answers nobody and takes no connection. */
  @Test
  void theDatabaseIsAwayForHalfAMinute() throws Exception {
    try (RunningServer server = start();
        Lesson lesson = new Lesson(Site.of(server, home.resolve("media")), PEOPLE, PACE)) {
      lesson.goesOn(BETWEEN_FAULTS);
      long stopped = System.nanoTime();
      signal("STOP", server.databaseProcess());
      RoomClient viewer = lesson.viewer();
      Lesson.until(() -> !isReady(server));
      long seen = millisSince(stopped);
      Lesson.until(() -> lesson.notSaved() > 0);
      long told = millisSince(stopped);
      int media = viewer.media();
      Lesson.until(() -> millisSince(stopped) > 30_000);
      int mediaMeanwhile = viewer.media() - media;
      signal("CONT", server.databaseProcess());
      long back = System.nanoTime();
      Lesson.until(() -> isReady(server));
      long ready = millisSince(back);
      lesson.goesOn(1);
      long saved = millisSince(back);
      lesson.goesOn(BETWEEN_FAULTS);
      hold("database stopped for 30 s", 1, lesson);
      Table.print("not ready after %d ms, the first told that nothing is saved after %d ms, %d messages of media to a viewer from then until 30 s; ready again %d ms and saved again %d ms after it was back",
          seen, told, mediaMeanwhile, ready, saved);
      assertThat(mediaMeanwhile).isGreaterThan(200);
    }
  }

  /** The recordings have a disk of their own; the lecture goes on without it. */
  @Test
  void theDiskOfTheRecordingsIsFull() throws Exception {
    Path media = home.resolve("media");
    try (Disk disk = Disk.mount(media, "32m");
        RunningServer server = start("--lectern.media.reserve=4MB");
        Lesson lesson = new Lesson(Site.of(server, media), PEOPLE, PACE)) {
      for (int round = 1; round <= Math.min(ROUNDS, 3); round++) {
        int told = round - 1;
        lesson.goesOn(BETWEEN_FAULTS);
        disk.fill();
        Lesson.until(() -> lesson.publisher.sentences().size() > told);
        int before = lesson.viewer().media();
        lesson.isWrittenOn(BETWEEN_FAULTS); // what came before is still made durable
        long frames = lesson.publisher.acknowledged();
        lesson.isWrittenOn(BETWEEN_FAULTS);
        assertThat(lesson.viewer().media()).as("the picture goes on").isGreaterThan(before + 20);
        assertThat(lesson.publisher.acknowledged()).as("nothing is said to be kept").isEqualTo(frames);
        disk.empty();
        lesson.goesOn(BETWEEN_FAULTS);
      }
      hold("disk of the recordings full", Math.min(ROUNDS, 3), lesson);
      Table.print("who teaches was told: %s", lesson.publisher.sentences().getFirst());
    }
  }

  /** One disk for everything, so that the database has no room either. */
  @Test
  void theOnlyDiskIsFull() throws Exception {
    Path small = home.resolve("small");
    try (Disk disk = Disk.mount(small, "600m");
        RunningServer server = RunningServer.start(small, SMALL, "--lectern.media.reserve=64MB");
        Lesson lesson = new Lesson(Site.of(server, small.resolve("media")), PEOPLE, PACE)) {
      for (int round = 1; round <= Math.min(ROUNDS, 3); round++) {
        int told = lesson.notSaved();
        lesson.goesOn(BETWEEN_FAULTS);
        disk.fill();
        Lesson.until(() -> lesson.notSaved() > told);
        disk.empty();
        lesson.goesOn(BETWEEN_FAULTS);
      }
      hold("only disk full", Math.min(ROUNDS, 3), lesson);
    }
  }

  /** Whoever asks does not wait for long either. */
  private static boolean isReady(RunningServer server) throws Exception {
    try {
      return server.isReady();
    } catch (HttpTimeoutException noAnswer) {
      return false;
    }
  }

  /** Everything of the process: PostgreSQL's own are its children. */
  private static void signal(String signal, ProcessHandle process) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal, Long.toString(process.pid())));
    process.descendants().forEach(child -> command.add(Long.toString(child.pid())));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void campaign(String name, Fault fault) throws Exception {
    try (RunningServer server = start();
        Lesson lesson = new Lesson(Site.of(server, home.resolve("media")), PEOPLE, PACE)) {
      List<Long> away = new ArrayList<>();
      lesson.goesOn(BETWEEN_FAULTS);
      for (int round = 1; round <= ROUNDS; round++) {
        long struck = System.nanoTime();
        fault.strike(server);
        lesson.everyoneIsBack();
        lesson.goesOn(1);
        away.add((System.nanoTime() - struck) / 1_000_000);
        lesson.goesOn(BETWEEN_FAULTS);
        System.out.printf("%s, round %d: acknowledged %d, everyone back after %d ms%n", name, round, lesson.acknowledged(), away.getLast());
      }
      // A lecture that was taught for less than a quarter of its time counts for nobody.
      isTaughtOn(lesson, away.stream().mapToLong(Long::longValue).sum() / 1000);
      hold(name, ROUNDS, lesson);
      List<Long> sorted = away.stream().sorted().toList();
      Table.print("all %d people back and the next message saved after %d ms (median), %d ms (longest); %d times somebody was told that something is not saved yet",
          PEOPLE, sorted.get(sorted.size() / 2), sorted.getLast(), lesson.notSaved());
    }
  }

  private RunningServer start(String... arguments) {
    return RunningServer.start(home, SMALL, arguments);
  }

  private static void isTaughtOn(Lesson lesson, long seconds) {
    for (long taught = 0; taught < seconds; taught++) {
      lesson.isWrittenOn(MESSAGES_A_SECOND);
    }
  }

  private static void hold(String fault, int rounds, Lesson lesson) {
    isTaughtOn(lesson, 5 * lesson.joining().toSeconds()); // so that nobody is marked as late
    Lesson.Result result = lesson.result();
    Table.print("\n" + Lesson.Result.header());
    Table.print(result.row(fault, rounds));
    assertThat(result.isWhole()).as(result.row(fault, rounds)).isTrue();
  }
}
