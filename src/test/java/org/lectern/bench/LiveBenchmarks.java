package org.lectern.bench;

import static org.lectern.bench.LoadGenerator.request;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.bench.LoadGenerator.Result;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;

/** The live path of the packaged server, measured; {@code src/docs/performance.md} says how to run it and how to read it. */
class LiveBenchmarks {

  private static final int STUDENTS = Integer.getInteger("bench.students", 1000);
  private static final int MANY_STUDENTS = Integer.getInteger("bench.many", 5000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 6);
  private static final int WINDOW = Integer.getInteger("bench.window", 4);
  private static final int WARM = Integer.getInteger("bench.warm", 3);
  private static final int WARMING_ROUNDS = Integer.getInteger("bench.warming", 2);
  /** Each votes twice a second. */
  private static final int VOTERS = 50;
  private static final List<String> HEAP = List.of("-Xms1g", "-Xmx2g");
  private static final Duration EMPTY_ROOMS_CLOSE = Duration.ofSeconds(30);
  private static final String HELLO = "{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}";
  private static final String BEAT = "{\"type\":\"beat\"}";

  /** As the publishing page encodes them: Opus in packets of 20 ms, a camera at 600 kbit/s, a screen at 400 kbit/s. */
  private static final List<String> TRACKS =
      List.of("microphone,50,96,0,0,0", "camera,30,2300,60,14000,0", "screen,10,4400,100,60000,1");

  @TempDir static Path home;

  static RunningServer server;
  static LoadGenerator generator;
  static School school;
  static Peers peers;

  @BeforeAll
  static void aSchoolOpens() throws Exception {
    generator = new LoadGenerator(Path.of("target/bench"));
    server = RunningServer.start(home, virtualMachine());
    school = new School(server.jdbcUrl(), MANY_STUDENTS);
    peers = Peers.start(generator, Path.of("target/bench"), HEAP);
  }

  private static List<String> virtualMachine() {
    List<String> options = new ArrayList<>(HEAP);
    Stream.of(System.getProperty("bench.jvm", "").split(" ")).filter(option -> !option.isEmpty()).forEach(options::add);
    return options;
  }

  @AfterAll
  static void itCloses() {
    server.close();
    peers.close();
  }

  @Test
  void everythingOn() throws Exception {
    alternate("%d students, chat 20/s, sound, camera and screen".formatted(STUDENTS), peers.all(), STUDENTS, 20, "--text", "20", "--tracks");
  }

  /** With a poll whose bars everyone sees change each second, and without, in turn; those who vote are there both times. */
  @Test
  void everythingOnWithAPoll() throws Exception {
    List<Result> without = new ArrayList<>();
    List<Result> with = new ArrayList<>();
    for (int round = -WARMING_ROUNDS; round < ROUNDS; round++) {
      Result one = measureVoting(false);
      Result other = measureVoting(true);
      if (round >= 0) {
        without.add(one);
        with.add(other);
      }
    }
    Table.compare("%d students, chat 20/s, sound, camera and screen, and %d votes a second".formatted(STUDENTS, 2 * VOTERS), with, Map.of("no poll", without));
  }

  private static Result measureVoting(boolean voting) throws Exception {
    long lecture = started();
    List<RoomClient> voters = school.students().stream().limit(VOTERS).map(cookie -> RoomClient.join(server.port(), cookie, lecture, 0)).toList();
    try (ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
        RoomClient instructor = RoomClient.join(server.port(), school.instructor(), lecture, 0)) {
      long prepared = instructor.say("poll.prepare", Map.of("kind", "single", "question", "Why does it sink?", "options", List.of("It is thinner", "It is denser")));
      long poll = voting ? instructor.say("poll.open", Map.of("prepared", prepared, "names", "class", "bars", true)) : 0;
      Random random = new Random(7);
      clock.scheduleAtFixedRate(() -> {
        instructor.beat();
        voters.forEach(voter -> {
          if (voting) {
            voter.send("poll.answer", Map.of("poll", poll, "answer", List.of(String.valueOf(random.nextInt(2)))));
          }
          voter.beat();
          voter.take();
        });
      }, 500, 500, TimeUnit.MILLISECONDS);
      return measureLectern(lecture, STUDENTS, 20, 0, "--text", "20", "--tracks");
    } finally {
      voters.forEach(RoomClient::close);
    }
  }

  @Test
  void closedLoopOfEntries() throws Exception {
    alternate("%d students, entries of 200 B in a closed loop of %d".formatted(STUDENTS, WINDOW), peers.all(), STUDENTS, 200, "--window", Integer.toString(WINDOW));
  }

  @Test
  void entriesForManyStudents() throws Exception {
    alternate("%d students, chat 20/s".formatted(MANY_STUDENTS), peers.bare(), MANY_STUDENTS, 20, "--text", "20");
  }

  /** This build and an earlier one in turn: {@code -Dbench.earlier=} names the other's jar. */
  @Test
  @EnabledIfSystemProperty(named = "bench.earlier", matches = ".+")
  void besideAnEarlierBuild(@TempDir Path itsHome) throws Exception {
    try (RunningServer earlier = RunningServer.startOther(Path.of(System.getProperty("bench.earlier")), itsHome, virtualMachine())) {
      School itsSchool = new School(earlier.jdbcUrl(), STUDENTS);
      besideAnEarlierBuild(earlier, itsSchool, "chat 20/s, sound, camera and screen", 20, "--text", "20", "--tracks");
      besideAnEarlierBuild(earlier, itsSchool, "a closed loop of 200 B entries", 200, "--window", Integer.toString(WINDOW));
    }
  }

  private static void besideAnEarlierBuild(RunningServer earlier, School itsSchool, String title, int speakers, String... load) throws Exception {
    RunningServer here = server;
    School ours = school;
    List<Result> now = new ArrayList<>();
    List<Result> before = new ArrayList<>();
    for (int round = -WARMING_ROUNDS; round < ROUNDS; round++) {
      Result one = measureLectern(STUDENTS, speakers, 0, load);
      server = earlier;
      school = itsSchool;
      Result other = measureLectern(STUDENTS, speakers, 0, load);
      server = here;
      school = ours;
      if (round >= 0) { // until then the virtual machines have compiled what is hot
        now.add(one);
        before.add(other);
      }
    }
    Table.compare("%d students, %s".formatted(STUDENTS, title), now, Map.of("before", before));
  }

  private static void alternate(String title, List<Peer> beside, int students, int speakers, String... load) throws Exception {
    for (int round = 0; round < WARMING_ROUNDS; round++) { // until the virtual machines have compiled what is hot
      measureLectern(students, speakers, 0, load);
      beside.stream().filter(Peer::warms).forEach(peer -> measurePeer(peer, students, load));
    }
    List<Result> lectern = new ArrayList<>();
    Map<String, List<Result>> others = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      lectern.add(measureLectern(students, speakers, 0, load));
      for (Peer peer : beside) {
        others.computeIfAbsent(peer.name(), _ -> new ArrayList<>()).add(measurePeer(peer, students, load));
      }
    }
    Table.compare(title, lectern, others);
  }

  @Test
  void oneReaderThatNeverReads() throws Exception {
    List<Result> without = new ArrayList<>();
    List<Result> with = new ArrayList<>();
    measureLectern(50, 20, 0, "--text", "20", "--tracks");
    for (int round = 0; round < ROUNDS; round++) {
      without.add(measureLectern(50, 20, 0, "--text", "20", "--tracks"));
      with.add(measureLectern(50, 20, 1, "--text", "20", "--tracks"));
    }
    Table.compare("50 students, everything on", without, Map.of());
    Table.compare("the same with one of them who never reads (2 % are missing: theirs)", with, Map.of());
  }

  @Test
  void joinStorm() throws Exception {
    for (int students : new int[] {STUDENTS, STUDENTS, MANY_STUDENTS, MANY_STUDENTS}) {
      print(students, storm(students, 500));
    }
  }

  /** All of them in the same moment, while a class goes on in another room. */
  @Test
  void everybodyComesAtOnce() throws Exception {
    print(STUDENTS, storm(STUDENTS, STUDENTS));
    Result alone = measureLectern(50, 20, 0, "--text", "20", "--seconds", "10");
    Table.compare("a class of 50, chat 20/s", List.of(alone), Map.of());
    for (int round = 0; round < ROUNDS; round++) {
      CompletableFuture<Result> classGoesOn =
          CompletableFuture.supplyAsync(unchecked(() -> measureLectern(50, 20, 0, "--text", "20", "--seconds", "15")));
      TimeUnit.SECONDS.sleep(WARM);
      print(MANY_STUDENTS, storm(MANY_STUDENTS, MANY_STUDENTS));
      Table.compare("the class meanwhile", List.of(classGoesOn.join()), Map.of());
    }
  }

  /** They knock from the moment it happens, at most 1.5 s apart, and find a virtual machine that has just started. */
  @Test
  void everyoneComesBackAfterAKill() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long lecture = talkedIn();
      String[] storm = stormOn(lecture, STUDENTS, STUDENTS);
      RoomClient.join(server.port(), school.instructor(), lecture, 0);
      Awaitility.await("it is known that somebody was here")
          .until(() -> server.database().sql("select count(*) from presence where lecture_id = ?").param(lecture).query(Long.class).single() > 0);
      server.kill();
      long killed = System.nanoTime();
      CompletableFuture<Result> coming = CompletableFuture.supplyAsync(unchecked(() -> generator.run(storm)));
      server.restart();
      Table.print("%nkilled, and ready again after %.1f s", (System.nanoTime() - killed) / 1e9);
      print(STUDENTS, coming.join());
      school = new School(server.jdbcUrl(), MANY_STUDENTS); // the database is at another port
    }
  }

  private static Result storm(int students, int inFlight) throws Exception {
    return generator.run(stormOn(talkedIn(), students, inFlight));
  }

  /** A lecture with a full page of chat to be sent to each. */
  private static long talkedIn() {
    long lecture = school.lecture();
    school.tell(lecture, 250);
    return lecture;
  }

  private static String[] stormOn(long lecture, int students, int inFlight) {
    return arguments(server.port(), server.pid(), "join", students, 0, roomRequests(lecture, students), "--join", "--come-back",
        "--in-flight", Integer.toString(inFlight));
  }

  private static void print(int students, Result joined) {
    Table.print("%n%d join within %.0f ms (each: p50 %.0f, p99 %.0f ms; %.2f ms of CPU): %.0f are in; asked to come back %.0f times, broken %.0f",
        students, joined.number("all_ms"), joined.number("p50_ms"), joined.number("p99_ms"), joined.number("cpu_ms_each"),
        joined.number("welcomed"), joined.number("asked_back"), joined.number("broken"));
  }

  private static <T> Supplier<T> unchecked(Callable<T> measuring) {
    return () -> {
      try {
        return measuring.call();
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    };
  }

  @Test
  void entriesOfManyLecturesAreDurable() throws Exception {
    int lectures = Integer.getInteger("bench.lectures", 600);
    List<String> requests = IntStream.range(0, lectures)
        .mapToObj(i -> request(socket(school.lecture()), school.students().get(i))).toList();
    for (int round = 0; round <= ROUNDS; round++) {
      Result appended = generator.run(
          arguments(server.port(), server.pid(), "append", lectures, lectures, generator.requests(requests), "--alone", "--text",
              Integer.toString(lectures * 95 / 10)));
      Table.print("%n%.0f entries a second durable in %d lectures, own entry back after p50 %.1f, p95 %.1f, p99 %.1f ms, missing %.3f %%",
          appended.number("items_per_s"), lectures, appended.number("text_p50_us") / 1000, appended.number("text_p95_us") / 1000,
          appended.number("text_p99_us") / 1000, appended.number("missing_pct"));
    }
  }

  @Test
  void lateJoinAfterThreeHours() throws Exception {
    List<Long> lectures = IntStream.range(0, ROUNDS).mapToObj(_ -> school.lecture()).toList();
    for (long lecture : lectures) {
      school.tell(lecture, 50_000);
      Table.print("%nafter 50,000 entries the first is welcomed after %.0f ms while nothing is kept, the next after %.0f ms",
          milliseconds(lecture), milliseconds(lecture));
    }
    Thread.sleep(EMPTY_ROOMS_CLOSE.plusSeconds(10));
    for (long lecture : lectures) {
      Table.print("%nand once the room has closed, with what was kept, after %.0f ms", milliseconds(lecture));
    }
  }

  private static double milliseconds(long lecture) {
    long before = System.nanoTime();
    try (RoomClient late = RoomClient.join(server.port(), school.students().getFirst(), lecture, 0)) {
      late.snapshot();
    }
    return (System.nanoTime() - before) / 1e6;
  }

  @Test
  void resumeAfterACut() throws Exception {
    long lecture = started();
    try (RoomClient instructor = RoomClient.join(server.port(), school.instructor(), lecture, 0);
        RoomClient student = RoomClient.join(server.port(), school.students().getLast(), lecture, 0)) {
      long seen = instructor.say("chat.post", Map.of("text", "before"));
      for (int i = 0; i < 30; i++) { // each as much as one person may say at once
        instructor.say("chat.post", Map.of("text", "meanwhile " + i));
        student.say("chat.post", Map.of("text", "and " + i));
      }
      for (int round = 0; round < ROUNDS + 1; round++) {
        long before = System.nanoTime();
        try (RoomClient back = RoomClient.join(server.port(), school.students().getFirst(), lecture, seen)) {
          back.await(_ -> back.entries().size() == 60);
        }
        Table.print("%nback with all 60 missed entries after %.1f ms", (System.nanoTime() - before) / 1e6);
      }
    }
  }

  @Test
  void idleMemory() throws Exception {
    long lecture = started();
    long[] heap = {0, 0};
    heap[0] = liveHeap();
    Result idle = generator.run(
        () -> heap[1] = liveHeap(),
        arguments(server.port(), server.pid(), "idle", MANY_STUDENTS, 0, roomRequests(lecture, MANY_STUDENTS), "--idle", "15"));
    Table.print("%n%d idle students: %.1f KB of live heap each, %.1f KB resident each, %.3f cores",
        MANY_STUDENTS, (heap[1] - heap[0]) / 1024.0 / MANY_STUDENTS, idle.number("rss_kb_each"), idle.number("cores"));
  }

  /** Bytes alive after a collection. */
  private static long liveHeap() {
    try {
      jcmd("GC.run");
      Process histogram = new ProcessBuilder(jcmdCommand("GC.class_histogram")).start();
      try (BufferedReader lines = histogram.inputReader()) {
        String total = lines.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
        return Long.parseLong(total.trim().split("\\s+")[2]);
      }
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void jcmd(String command) throws IOException, InterruptedException {
    new ProcessBuilder(jcmdCommand(command)).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }

  private static List<String> jcmdCommand(String command) {
    return List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(server.pid()), command);
  }

  private static Result measureLectern(int students, int speakers, int stuck, String... load) throws Exception {
    return measureLectern(started(), students, speakers, stuck, load);
  }

  private static Result measureLectern(long lecture, int students, int speakers, int stuck, String... load) throws Exception {
    List<String> requests = new ArrayList<>(Files.readAllLines(roomRequests(lecture, students)));
    requests.add(request("/lectures/%d/tracks".formatted(lecture), school.instructor()));
    requests.add(request("/lectures/%d/tracks".formatted(lecture), school.instructor()));
    List<String> arguments = new ArrayList<>(withTracks(load));
    if (stuck > 0) {
      arguments.addAll(List.of("--stuck", Integer.toString(stuck)));
    }
    return generator.run(
        arguments(server.port(), server.pid(), "lectern", students, speakers, generator.requests(requests), arguments.toArray(String[]::new)));
  }

  private static Result measurePeer(Peer peer, int students, String... load) {
    List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(peer.port()), "--label", peer.name().replace(' ', '-'),
        "--pid", Long.toString(peer.pid()), "--students", Integer.toString(students)));
    arguments.addAll(peer.arguments());
    arguments.addAll(lasting());
    arguments.addAll(withTracks(load));
    Result result = generator.run(arguments.toArray(String[]::new));
    peer.rest();
    return result;
  }

  private static List<String> withTracks(String... load) {
    return Stream.of(load)
        .flatMap(argument -> argument.equals("--tracks")
            ? TRACKS.stream().flatMap(track -> Stream.of("--track", track))
            : Stream.of(argument))
        .toList();
  }

  private static String[] arguments(int port, long pid, String label, int students, int speakers, Path requests, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(port), "--label", label, "--pid", Long.toString(pid),
        "--students", Integer.toString(students), "--speakers", Integer.toString(speakers), "--requests", requests.toString(), "--subprotocol",
        "lectern.v1", "--prefixed", "--hello", HELLO, "--beat", BEAT));
    arguments.addAll(lasting());
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static List<String> lasting() {
    return List.of("--warm", Integer.toString(WARM), "--seconds", Integer.toString(SECONDS));
  }

  private static long started() {
    long lecture = school.lecture();
    try (RoomClient instructor = RoomClient.join(server.port(), school.instructor(), lecture, 0)) {
      instructor.say("lecture.start", Map.of());
    }
    return lecture;
  }

  private static Path roomRequests(long lecture, int students) {
    return generator.requests(school.students().stream().limit(students).map(cookie -> request(socket(lecture), cookie)).toList());
  }

  private static String socket(long lecture) {
    return "/lectures/%d/socket".formatted(lecture);
  }
}
