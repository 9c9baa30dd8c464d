package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;
import tools.jackson.databind.JsonNode;

/** A whole lecture votes within two seconds: how long each waits to be told that it is kept, and everyone to see what it comes to. */
class PollBenchmarks {

  private static final int STUDENTS = Integer.getInteger("bench.students", 1000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final long WITHIN_MILLIS = 2_000;
  private static final Map<String, Object> QUESTION =
      Map.of("kind", "single", "question", "Why does it sink?", "options", List.of("It is thinner", "It is denser", "It is faster"), "right", List.of("1"));
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path home;

  @Test
  void everyoneVotesWithinTwoSeconds() throws Exception {
    try (RunningServer server = RunningServer.start(home, List.of("-Xms1g", "-Xmx2g"));
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(2)) {
      School school = new School(server.jdbcUrl(), STUDENTS);
      long lecture = school.lecture();
      try (RoomClient teacher = RoomClient.join(server.port(), school.instructor(), lecture, 0)) {
        teacher.say("lecture.start", Map.of());
        long prepared = teacher.say("poll.prepare", QUESTION);
        List<Voter> voters = new ArrayList<>();
        for (String cookie : school.students()) {
          voters.add(new Voter(server.port(), cookie, lecture));
        }
        clock.scheduleAtFixedRate(() -> voters.forEach(Voter::beat), 500, 1_000, TimeUnit.MILLISECONDS);
        clock.scheduleAtFixedRate(teacher::beat, 500, 1_000, TimeUnit.MILLISECONDS);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> voters.stream().allMatch(voter -> voter.isIn));
        for (int round = -1; round < ROUNDS; round++) { // the first warms
          measure(round, teacher, prepared, "class", true, voters, clock);
          measure(round, teacher, prepared, "nobody", false, voters, clock);
        }
        voters.forEach(Voter::close);
      }
    }
  }

  private static void measure(
      int round, RoomClient teacher, long prepared, String names, boolean bars, List<Voter> voters, ScheduledExecutorService clock) {
    long poll = teacher.say("poll.open", Map.of("prepared", prepared, "names", names, "bars", bars));
    Random random = new Random(round);
    long phase = random.nextLong(1_000); // of the room's second, or it would be the same each time
    long from = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(phase);
    voters.forEach(voter -> voter.begin());
    for (Voter voter : voters) {
      clock.schedule(() -> voter.vote(poll, random.nextInt(3)), phase + random.nextLong(WITHIN_MILLIS), TimeUnit.MILLISECONDS);
    }
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> voters.stream().allMatch(voter -> voter.sawAll > 0));
    long last = voters.stream().mapToLong(voter -> voter.voted).max().orElseThrow();
    teacher.say("poll.show", Map.of("poll", poll));
    JsonNode tally = teacher.await(item -> RoomClient.type(item).equals("poll.shown") && item.at("/data/of").asLong() == poll).at("/data/tally");
    assertThat(tally.get("people").asInt()).as("all counted, each once").isEqualTo(STUDENTS);
    assertThat(tally.get("counts").properties().stream().mapToInt(count -> count.getValue().asInt()).sum()).isEqualTo(STUDENTS);
    if (round >= 0) {
      Table.print("%n%d vote within %.2f s, names %s: kept after p50 %.0f, p95 %.0f, longest %.0f ms; %s in sight of everyone %.0f ms after the last vote was sent (p50 %.0f)",
          STUDENTS, (last - from) / 1e9, names, millis(voters, voter -> voter.kept - voter.voted, .5), millis(voters, voter -> voter.kept - voter.voted, .95),
          millis(voters, voter -> voter.kept - voter.voted, 1), bars ? "all bars" : "the whole number", millis(voters, voter -> voter.sawAll - last, 1),
          millis(voters, voter -> voter.sawAll - last, .5));
    }
  }

  private static double millis(List<Voter> voters, ToLongFunction<Voter> nanos, double share) {
    long[] sorted = voters.stream().mapToLong(nanos).sorted().toArray();
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
  }

  /** A student who keeps nothing of what comes but when. */
  private static final class Voter implements WebSocket.Listener {

    private static final String ALL = "\"people\":" + STUDENTS;

    private final WebSocket socket;
    private final StringBuilder partial = new StringBuilder();
    volatile boolean isIn;
    volatile long voted;
    volatile long kept;
    volatile long sawAll;
    private volatile String command = "";

    Voter(int port, String cookie, long lecture) {
      socket =
          HTTP.newWebSocketBuilder().subprotocols("lectern.v1").header("Cookie", cookie)
              .buildAsync(URI.create("ws://localhost:%d/lectures/%d/socket".formatted(port, lecture)), this).join();
      socket.sendText("{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}", true).join();
    }

    void begin() {
      voted = kept = sawAll = 0;
    }

    void vote(long poll, int answer) {
      command = UUID.randomUUID().toString();
      voted = System.nanoTime();
      send("{\"type\":\"poll.answer\",\"id\":\"%s\",\"poll\":%d,\"answer\":[\"%d\"]}".formatted(command, poll, answer));
    }

    void beat() {
      send("{\"type\":\"beat\"}");
    }

    private synchronized void send(String text) {
      socket.sendText(text, true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        read(partial.toString(), System.nanoTime());
        partial.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void read(String text, long now) {
      isIn |= text.contains("\"type\":\"snapshot\"");
      if (kept == 0 && !command.isEmpty() && text.contains(command)) {
        kept = now;
      }
      if (sawAll == 0 && kept > 0 && Arrays.stream(text.split("(?=\\{\"type\")")).anyMatch(item -> item.contains("\"type\":\"poll.") && item.contains(ALL))) {
        sawAll = now;
      }
    }

    void close() {
      socket.abort();
    }
  }
}
