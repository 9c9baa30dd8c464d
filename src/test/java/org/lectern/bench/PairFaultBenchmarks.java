package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.lectern.support.RunningServer;
import org.springframework.util.FileSystemUtils;

/**
 * What may happen to two nodes, and to what they share, in the middle of a lecture with a publisher and 20 messages a second:
 * {@code src/docs/resilience.md}. Everything that was acknowledged must be there once and in order for everyone, and the recording whole.
 */
class PairFaultBenchmarks {

  private static final int ROUNDS = Integer.getInteger("bench.faults", 20);
  private static final int PEOPLE = Integer.getInteger("bench.people", 40);
  private static final int MESSAGES_A_SECOND = 20;
  private static final int BETWEEN_FAULTS = MESSAGES_A_SECOND * Integer.getInteger("bench.between", 4);
  private static final Duration PACE = Duration.ofMillis(1000L * PEOPLE / MESSAGES_A_SECOND);

  /** Stays, with the logs, until the next run. */
  private Path home;

  @FunctionalInterface
  private interface Fault {
    void strike(Pair pair, int round) throws Exception;
  }

  @BeforeEach
  void anEmptyHome(TestInfo test) throws IOException {
    home = Path.of("target/bench", "pair-" + test.getTestMethod().orElseThrow().getName()).toAbsolutePath();
    FileSystemUtils.deleteRecursively(home);
    Files.createDirectories(home);
  }

  @Test
  void nowOneNodeAndNowTheOtherIsKilled() throws Exception {
    campaign("one of two nodes, killed with -9", ROUNDS, (pair, round) -> {
      pair.node(round).kill();
    }, (pair, round) -> pair.node(round).restart());
  }

  @Test
  void oneNodeAfterTheOtherIsReplaced() throws Exception {
    campaign("one of two nodes, stopped with TERM", Math.min(ROUNDS, 6), (pair, round) -> pair.node(round).stop(), (pair, round) -> pair.node(round).restart());
  }

  @Test
  void theBusIsKilled() throws Exception {
    campaign("Redis killed with -9", Math.min(ROUNDS, 6), (pair, round) -> pair.killTheBus(), (pair, round) -> {});
  }

  @Test
  void theStoreIsKilled() throws Exception {
    campaign("store killed with -9", Math.min(ROUNDS, 6), (pair, round) -> pair.killTheStore(), (pair, round) -> {});
  }

  @Test
  void theDatabaseIsKilled() throws Exception {
    campaign("PostgreSQL killed with -9", Math.min(ROUNDS, 6), (pair, round) -> pair.killTheDatabase(), (pair, round) -> {});
  }

  /** For a minute the second node reaches neither database nor bus nor store; the others, and the balancer, reach it. */
  @Test
  void oneNodeIsCutOffForAMinute() throws Exception {
    campaign("one of two nodes, cut off for 60 s", 1, (pair, round) -> pair.cut(), (pair, round) -> {
      Thread.sleep(Duration.ofMinutes(1));
      pair.mend();
    });
  }

  private void campaign(String name, int rounds, Fault fault, Fault repair) throws Exception {
    try (Pair pair = new Pair(home, Pair.SMALL);
        Lesson lesson = new Lesson(pair, PEOPLE, PACE)) {
      List<Long> away = new ArrayList<>();
      lesson.goesOn(BETWEEN_FAULTS);
      for (int round = 1; round <= rounds; round++) {
        long struck = System.nanoTime();
        fault.strike(pair, round);
        lesson.everyoneIsBack();
        lesson.everyoneIsHeard();
        away.add((System.nanoTime() - struck) / 1_000_000);
        lesson.goesOn(BETWEEN_FAULTS);
        repair.strike(pair, round);
        lesson.goesOn(BETWEEN_FAULTS);
        System.out.printf("%s, round %d: acknowledged %d, everyone back after %d ms%n", name, round, lesson.acknowledged(), away.getLast());
      }
      lesson.isWrittenOn(5 * MESSAGES_A_SECOND * (int) lesson.joining().toSeconds()); // so that nobody is marked as late
      Lesson.Result result = lesson.result();
      Table.print("\n" + Lesson.Result.header());
      Table.print(result.row(name, rounds));
      List<Long> sorted = away.stream().sorted().toList();
      Table.print("all %d people back, and a message of each saved, after %d ms (median), %d ms (longest); %d times somebody was told that something is not saved yet",
          PEOPLE, sorted.get(sorted.size() / 2), sorted.getLast(), lesson.notSaved());
      assertThat(result.isWhole()).as(result.row(name, rounds)).isTrue();
      assertThat(pair.nodes()).allMatch(RunningServer::isAlive);
    }
  }
}
