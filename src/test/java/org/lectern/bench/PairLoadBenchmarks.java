package org.lectern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lectern.bench.LoadGenerator.Result;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;
import org.springframework.util.FileSystemUtils;

/**
 * What it costs that a class is on two nodes: the same people, chat, sound, camera and screen at one node alone and at two of a cluster, in
 * turn; and a thousand on each. CPU is that of the nodes together, without database, store and bus.
 */
class PairLoadBenchmarks {

  private static final int STUDENTS = Integer.getInteger("bench.students", 1_000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int WARMING_ROUNDS = Integer.getInteger("bench.warming", 2);
  private static final String SECONDS = System.getProperty("bench.seconds", "8");
  private static final List<String> HEAP = List.of("-Xms1g", "-Xmx2g");
  private static final List<String> LOAD =
      List.of("--text", "20", "--track", "microphone,50,96,0,0,0", "--track", "camera,30,2300,60,14000,0", "--track", "screen,10,4400,100,60000,1");

  private final LoadGenerator generator = new LoadGenerator(Path.of("target/bench"));

  @Test
  void besideOneNodeAlone() throws Exception {
    Path home = Path.of("target/bench/pair-load").toAbsolutePath();
    FileSystemUtils.deleteRecursively(home);
    Files.createDirectories(home.resolve("alone"));
    try (RunningServer alone = RunningServer.start(home.resolve("alone"), HEAP);
        Pair pair = new Pair(home, HEAP)) {
      School ofOne = new School(alone.jdbcUrl(), STUDENTS);
      School ofTwo = new School(pair.jdbcUrl(), 2 * STUDENTS);
      List<Result> one = new ArrayList<>();
      List<Result> two = new ArrayList<>();
      List<Double> bus = new ArrayList<>();
      for (int round = -WARMING_ROUNDS; round < ROUNDS; round++) {
        Result ofAlone = measure(ofOne, STUDENTS, List.of(alone));
        double before = pair.busCpu();
        Result ofPair = measure(ofTwo, STUDENTS, pair.nodes());
        if (round >= 0) {
          one.add(ofAlone);
          two.add(ofPair);
          bus.add(pair.busCpu() - before);
        }
      }
      Table.compare("two nodes (first row) and one alone, %d students in all".formatted(STUDENTS), two, Map.of("one alone", one));
      Table.print("the bus used %s s of CPU in each round", bus);
      Table.compare("%d students on each of two nodes".formatted(STUDENTS), List.of(measure(ofTwo, 2 * STUDENTS, pair.nodes())), Map.of());
    }
  }

  private Result measure(School school, int students, List<RunningServer> nodes) throws IOException {
    long lecture = school.lecture();
    try (RoomClient instructor = RoomClient.join(nodes.getFirst().port(), school.instructor(), lecture, 0)) {
      instructor.say("lecture.start", Map.of());
    }
    List<String> requests = new ArrayList<>();
    school.students().stream().limit(students).forEach(cookie -> requests.add(LoadGenerator.request("/lectures/%d/socket".formatted(lecture), cookie)));
    requests.add(LoadGenerator.request("/lectures/%d/tracks".formatted(lecture), school.instructor()));
    requests.add(LoadGenerator.request("/lectures/%d/tracks".formatted(lecture), school.instructor()));
    List<String> arguments = new ArrayList<>();
    for (RunningServer node : nodes) {
      arguments.addAll(List.of("--port", Integer.toString(node.port()), "--pid", Long.toString(node.pid())));
    }
    arguments.addAll(
        List.of("--label", nodes.size() == 1 ? "alone" : "pair", "--students", Integer.toString(students), "--speakers", "20", "--requests", generator.requests(requests).toString(),
            "--subprotocol", "lectern.v1", "--prefixed", "--hello", "{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}", "--beat", "{\"type\":\"beat\"}",
            "--warm", "3", "--seconds", SECONDS));
    arguments.addAll(LOAD);
    return generator.run(arguments.toArray(String[]::new));
  }
}
