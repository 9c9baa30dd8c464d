package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.support.PersistentStudent;
import org.lectern.support.Redis;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;
import org.lectern.support.TwoNodes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** Two nodes, of which now the one and now the other is killed, or replaced, under 20 messages a second: {@code src/docs/resilience.md}. */
class NodeBenchmarks {

  private static final int ROUNDS = Integer.getInteger("bench.faults", 20);
  private static final int PEOPLE = Integer.getInteger("bench.people", 40);
  private static final int MESSAGES_A_SECOND = 20;
  private static final int BETWEEN_KILLS = MESSAGES_A_SECOND * 4;

  private static final int WATCHERS = 100;
  private static final int MEASURED_SECONDS = Integer.getInteger("bench.seconds", 20);

  private static final Path HOME = Path.of("target/bench/nodes").toAbsolutePath();

  @BeforeEach
  void anEmptyHome() throws IOException {
    FileSystemUtils.deleteRecursively(HOME);
    Files.createDirectories(HOME);
  }

  /** What it costs in time that somebody is on the other node. Readers look every five milliseconds. */
  @Test
  void whatIsSaidOnOneNodeArrivesOnTheOther() throws Exception {
    try (TwoNodes nodes = TwoNodes.start(HOME)) {
      School school = new School(nodes.jdbcUrl(), 2);
      long lecture = school.lecture();
      try (RoomClient writer = RoomClient.join(nodes.one().port(), school.instructor(), lecture, 0);
          RoomClient beside = RoomClient.join(nodes.one().port(), school.students().get(0), lecture, 0);
          RoomClient elsewhere = RoomClient.join(nodes.two().port(), school.students().get(1), lecture, 0)) {
        List<Long> toBeside = new ArrayList<>();
        List<Long> toElsewhere = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
          RoomClient reader = i % 2 == 0 ? beside : elsewhere;
          long millis = millisUntilRead(writer, reader, "message " + i);
          if (i >= 500) { // before that the virtual machines warm up
            (i % 2 == 0 ? toBeside : toElsewhere).add(millis);
          }
        }
        Table.print("from sending to reading, median and 95th of 250: on the same node %d and %d ms, on the other %d and %d ms",
            percentile(toBeside, 50), percentile(toBeside, 95), percentile(toElsewhere, 50), percentile(toElsewhere, 95));
      }
    }
  }

  /** What it costs that those who watch are on another node than who publishes: the sample's camera and voice, watched by a hundred. */
  @Test
  void whatIsPublishedOnOneNodeIsSeenOnTheOther() throws Exception {
    try (Redis redis = Redis.start(); TwoNodes nodes = TwoNodes.start(HOME, redis)) {
      School school = new School(nodes.jdbcUrl(), WATCHERS);
      for (int round = 0; round < 2; round++) {
        measure("nobody watches", nodes, redis, school, List.of(), nodes.one());
        measure(WATCHERS + " watch on the publisher's node", nodes, redis, school, school.students(), nodes.one());
        measure(WATCHERS + " watch on the other node", nodes, redis, school, school.students(), nodes.two());
      }
    }
  }

  private static void measure(String what, TwoNodes nodes, Redis redis, School school, List<String> people, RunningServer where) throws Exception {
    long lecture = school.lecture();
    try (RoomClient teacher = RoomClient.join(nodes.one().port(), school.instructor(), lecture, 0);
        SamplePublisher _ = new SamplePublisher(nodes.one().port(), school.instructor(), lecture)) {
      List<Watcher> watchers = people.stream().map(cookie -> new Watcher(where.port(), cookie, lecture)).toList();
      Thread.sleep(Duration.ofSeconds(10)); // the virtual machines warm up
      teacher.beat();
      List<Long> processes = List.of(nodes.one().pid(), nodes.two().pid(), redis.pid());
      List<Double> before = processes.stream().map(CpuTime::of).toList();
      watchers.forEach(Watcher::begin);
      Thread.sleep(Duration.ofSeconds(MEASURED_SECONDS));
      List<Double> after = processes.stream().map(CpuTime::of).toList();
      Table.print("%s: CPU of the publisher's node %.1f %%, of the other %.1f %%, of Redis %.1f %%", what, share(before, after, 0), share(before, after, 1), share(before, after, 2));
      List<Long> delays = watchers.stream().flatMap(watcher -> watcher.delays().stream()).toList();
      if (!delays.isEmpty()) {
        Table.print("%.0f frames a second each, %d ms old in the median, %d ms at the 95th", (double) delays.size() / people.size() / MEASURED_SECONDS, percentile(delays, 50), percentile(delays, 95));
      }
      watchers.forEach(Watcher::close);
    }
  }

  private static double share(List<Double> before, List<Double> after, int process) {
    return 100 * (after.get(process) - before.get(process)) / MEASURED_SECONDS;
  }

  private static long millisUntilRead(RoomClient writer, RoomClient reader, String text) throws InterruptedException {
    reader.take();
    long sent = System.nanoTime();
    UUID id = writer.send("chat.post", Map.of("text", text));
    reader.await(item -> item.at("/data/text").asString("").equals(text));
    long millis = (System.nanoTime() - sent) / 1_000_000;
    writer.answer(id);
    writer.take();
    writer.beat();
    reader.beat();
    Thread.sleep(110); // a person may write ten messages a second
    return millis;
  }

  private static long percentile(List<Long> millis, int share) {
    return millis.stream().sorted().toList().get(millis.size() * share / 100);
  }

  @Test
  void nowOneNodeAndNowTheOtherIsKilled() throws Exception {
    oneAfterTheOther("killed", RunningServer::kill);
  }

  @Test
  void nowOneNodeAndNowTheOtherIsReplaced() throws Exception {
    oneAfterTheOther("replaced", RunningServer::stop);
  }

  private static void oneAfterTheOther(String what, Consumer<RunningServer> end) throws Exception {
    try (TwoNodes nodes = TwoNodes.start(HOME)) {
      School school = new School(nodes.jdbcUrl(), PEOPLE);
      long lecture = school.lecture();
      try (RoomClient room = RoomClient.join(nodes.one().port(), school.instructor(), lecture, 0)) {
        room.say("lecture.start", Map.of());
      }
      Duration pace = Duration.ofMillis(1000L * PEOPLE / MESSAGES_A_SECOND);
      List<PersistentStudent> people = school.students().stream()
          .map(cookie -> new PersistentStudent(nodes.eitherPort(), cookie, lecture, cookie.substring(8, 16), pace))
          .toList();
      people.forEach(person -> Thread.ofVirtual().start(person));
      goOn(people, BETWEEN_KILLS);
      List<Long> away = inTurn(nodes, people, end);
      people.forEach(PersistentStudent::stopWriting);
      Lesson.until(() -> people.stream().allMatch(PersistentStudent::isInStep));
      hold(nodes.database(), lecture, people);
      Table.print("one of two nodes was %s %d times, %d people, %d messages acknowledged, none lost, doubled or out of order, all views alike; all back and the next message saved after %d ms (median), %d ms (longest); longest between two lines of one person %d ms",
          what, ROUNDS, PEOPLE, acknowledged(people), away.get(away.size() / 2), away.getLast(), people.stream().mapToLong(person -> person.longestAway().toMillis()).max().orElse(0));
      people.forEach(PersistentStudent::leave);
    }
  }

  private static List<Long> inTurn(TwoNodes nodes, List<PersistentStudent> people, Consumer<RunningServer> end) {
    List<Long> away = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      RunningServer node = round % 2 == 0 ? nodes.one() : nodes.two();
      long begun = System.nanoTime();
      end.accept(node);
      goOn(people, 1);
      Lesson.until(() -> people.stream().allMatch(PersistentStudent::isHere));
      away.add((System.nanoTime() - begun) / 1_000_000);
      goOn(people, BETWEEN_KILLS);
      node.restart();
      goOn(people, BETWEEN_KILLS);
      System.out.printf("round %d: everyone back after %d ms%n", round, away.getLast());
    }
    return away.stream().sorted().toList();
  }

  private static void hold(JdbcClient database, long lecture, List<PersistentStudent> people) {
    Map<Long, String> log = new TreeMap<>();
    database.sql("select seq, data ->> 'text' from entry where lecture_id = ? and type = 'chat.posted'").param(lecture)
        .query(row -> {
          log.put(row.getLong(1), row.getString(2));
        });
    Lesson.until(() -> people.stream().allMatch(person -> person.read().size() == log.size()));
    assertThat(log.values()).as("said twice").hasSize(new HashSet<>(log.values()).size());
    for (PersistentStudent person : people) {
      person.acknowledged().forEach((text, seq) -> assertThat(log).containsEntry(seq, text));
      assertThat(person.read()).isEqualTo(log);
      List<Integer> own = log.values().stream().filter(text -> text.startsWith(person.name() + " ")).map(text -> Integer.valueOf(text.split(" ")[1])).toList();
      assertThat(own).as("each in the order in which they wrote").isSorted();
    }
    long last = database.sql("select last_seq from lecture where id = ?").param(lecture).query(Long.class).single();
    assertThat(database.sql("select count(*) from entry where lecture_id = ?").param(lecture).query(Long.class).single()).as("no number is missing").isEqualTo(last);
  }

  private static void goOn(List<PersistentStudent> people, int messages) {
    int before = acknowledged(people);
    Lesson.until(() -> acknowledged(people) >= before + messages);
  }

  private static int acknowledged(List<PersistentStudent> people) {
    return people.stream().mapToInt(PersistentStudent::acknowledgedSoFar).sum();
  }
}
