package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.lectern.support.PersistentStudent;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;

/**
 * A lecture at a packaged server, in full swing: everyone in the room and writing, camera and microphone on. Afterwards it is
 * held against what the server acknowledged.
 */
final class Lesson implements AutoCloseable {

  private static final Duration LONGEST_RETURN = Duration.ofMinutes(2);
  private static final long LONGEST_HOLE_MICROS = 1_000_000;

  final RunningServer server;
  final SteadyPublisher publisher;
  final List<PersistentStudent> people = new ArrayList<>();

  private final Path media;
  private final School school;
  private final long lecture;
  private final PersistentStudent instructor;
  private final RoomClient viewer;
  private final Duration joining;
  private int notBack;

  /** @param pace from one message of a person to their next */
  Lesson(RunningServer server, Path media, int size, Duration pace) {
    this.server = server;
    this.media = media;
    school = new School(server.jdbcUrl(), size);
    lecture = school.lecture();
    instructor = new PersistentStudent(server.port(), school.instructor(), lecture, "instructor", pace);
    try (RoomClient room = RoomClient.join(server.port(), school.instructor(), lecture, 0)) {
      room.say("lecture.start", Map.of());
    }
    long started = System.nanoTime();
    for (int i = 0; i < size; i++) {
      people.add(new PersistentStudent(server.port(), school.students().get(i), lecture, "student " + i, pace));
    }
    people.add(instructor);
    people.forEach(person -> Thread.ofVirtual().start(person));
    publisher = new SteadyPublisher(server.port(), school.instructor(), lecture);
    Thread.ofPlatform().daemon().start(publisher);
    until(() -> people.stream().allMatch(PersistentStudent::isHere));
    joining = Duration.ofNanos(System.nanoTime() - started);
    viewer = RoomClient.join(server.port(), school.students().getFirst(), lecture, 0);
    Thread.ofVirtual().start(this::keepTheViewer);
  }

  private void keepTheViewer() {
    while (!viewer.isClosed()) {
      viewer.take().stream().filter(item -> RoomClient.type(item).equals("beat")).forEach(beat -> viewer.beat());
      LockSupport.parkNanos(100_000_000);
    }
  }

  /** How long it took until everyone was in: all of them were late by up to that. */
  Duration joining() {
    return joining;
  }

  /** Waits until that many more messages were acknowledged, and the recording has gone on too. */
  void goesOn(int messages) {
    int before = acknowledged();
    long frames = publisher.acknowledged();
    until(() -> acknowledged() >= before + messages && publisher.acknowledged() > frames);
  }

  /** Waits until that many more messages were acknowledged, whatever becomes of the recording. */
  void isWrittenOn(int messages) {
    int before = acknowledged();
    until(() -> acknowledged() >= before + messages);
  }

  /** One more who watches, and says nothing. */
  RoomClient viewer() {
    return viewer;
  }

  /** Waits until everyone is in the room again; who is not in time is counted. */
  void everyoneIsBack() {
    try {
      until(() -> people.stream().allMatch(PersistentStudent::isHere));
    } catch (ConditionTimeoutException tooLate) {
      notBack += (int) people.stream().filter(person -> !person.isHere()).count();
    }
  }

  int acknowledged() {
    return people.stream().mapToInt(PersistentStudent::acknowledgedSoFar).sum();
  }

  int notSaved() {
    return people.stream().mapToInt(PersistentStudent::notSaved).sum();
  }

  static void until(Callable<Boolean> condition) {
    Awaitility.await().atMost(LONGEST_RETURN).pollInterval(Duration.ofMillis(50)).until(condition);
  }

  /** What came of it all; ends the lecture. */
  Result result() {
    people.forEach(PersistentStudent::stopWriting);
    Awaitility.await().atMost(LONGEST_RETURN).untilAsserted(() -> assertThat(people).filteredOn(person -> !person.isInStep()).isEmpty());
    publisher.finish();
    until(publisher::isFinished);
    until(() -> count("select count(*) from track_epoch where lecture_id = ? and kept and sealed_at is null") == 0);
    TreeMap<Long, String> log = log();
    long last = log.isEmpty() ? 0 : log.lastKey();
    until(() -> people.stream().allMatch(person -> person.read().keySet().stream().max(Long::compare).orElse(0L) >= last));

    Result result = new Result();
    result.acknowledged = acknowledged();
    result.notBack = notBack;
    for (PersistentStudent person : people) {
      result.lost += (int) person.acknowledged().entrySet().stream().filter(said -> !said.getKey().equals(log.get(said.getValue()))).count();
      result.viewsThatDiffer += person.read().equals(log) ? 0 : 1;
    }
    result.doubled = log.size() - new HashSet<>(log.values()).size();
    result.outOfOrder = outOfOrder(log);
    result.interruptions = count("select count(*) from entry where lecture_id = ? and type = 'lecture.interrupted'");
    holdTheRecording(result);
    holdTheRegister(result);
    return result;
  }

  private TreeMap<Long, String> log() {
    TreeMap<Long, String> log = new TreeMap<>();
    server.database().sql("select seq, data ->> 'text' as text from entry where lecture_id = ? and type = 'chat.posted'").param(lecture)
        .query(row -> {
          log.put(row.getLong("seq"), row.getString("text"));
        });
    return log;
  }

  /** Each person's messages are numbered; and lecture time never runs backwards, nor has the log a hole. */
  private int outOfOrder(TreeMap<Long, String> log) {
    Map<String, Integer> lastOf = new HashMap<>();
    int wrong = 0;
    for (String text : log.values()) {
      int cut = text.lastIndexOf(' ');
      int number = Integer.parseInt(text.substring(cut + 1));
      wrong += lastOf.merge(text.substring(0, cut), number, (before, now) -> now) == number && number > 0 ? 0 : 1;
    }
    wrong += (int) count("select count(*) from (select at_ms < lag(at_ms) over w or seq <> lag(seq) over w + 1 as wrong from entry where lecture_id = ? window w as (order by seq)) e where wrong");
    return wrong;
  }

  private long count(String sql) {
    return server.database().sql(sql).param(lecture).query(Long.class).single();
  }

  private void holdTheRecording(Result result) {
    for (SteadyPublisher.Run run : publisher.published()) {
      List<Long> found = framesIn(media.resolve("finished/%d/%d-%d.mp4".formatted(lecture, run.track, run.epoch)));
      Set<Long> there = new HashSet<>(found);
      result.frames += run.kept().size();
      result.framesLost += (int) run.kept().stream().filter(frame -> !there.contains(frame)).count();
      result.framesDoubled += found.size() - there.size();
      result.framesOutOfOrder += found.equals(found.stream().sorted().toList()) ? 0 : 1;
    }
    server.database()
        .sql("""
            select track, at_us, at_us - max(at_us + duration_us) over (partition by track order by at_us rows between unbounded preceding and 1 preceding) as hole
              from segment where lecture_id = ?
            """)
        .param(lecture)
        .query(row -> {
          long hole = row.getLong("hole");
          result.longestHoleMillis = Math.max(result.longestHoleMillis, hole / 1000);
          result.holes += hole > LONGEST_HOLE_MICROS ? 1 : 0;
        });
  }

  /** The numbers of the publisher's frames in a file, in order. */
  private static List<Long> framesIn(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      List<Long> found = new ArrayList<>();
      for (int at = 0; at + 16 <= bytes.limit(); at++) {
        if (bytes.get(at) == 'L' && bytes.getLong(at) == SteadyPublisher.MARK) {
          found.add(bytes.getLong(at + 8));
        }
      }
      return found;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Everyone was there all the time: what Lectern itself was away is nobody's absence. */
  private void holdTheRegister(Result result) {
    try (RoomClient room = RoomClient.join(server.port(), school.instructor(), lecture, 0)) {
      room.say("lecture.end", Map.of());
    }
    people.forEach(PersistentStudent::leave);
    HttpRequest request = HttpRequest.newBuilder(server.uri("/courses/%d/attendance.csv".formatted(school.course())))
        .header("Cookie", school.instructor()).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      List<String> rows = http.send(request, HttpResponse.BodyHandlers.ofString()).body().lines().skip(1).toList();
      assertThat(rows).hasSize(people.size() - 1);
      result.notPresent = (int) rows.stream().filter(row -> !row.contains(",Present,")).count();
      result.leastCovered = rows.stream().map(row -> row.split(",")[2].replace("%", "")).mapToInt(Integer::parseInt).min().orElse(0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    people.forEach(PersistentStudent::leave);
    publisher.leave();
  }

  /** Counts: all but the first two of each kind should be zero. */
  static final class Result {
    int acknowledged;
    int lost;
    int doubled;
    int outOfOrder;
    int viewsThatDiffer;
    int notBack;
    long interruptions;
    int frames;
    int framesLost;
    int framesDoubled;
    int framesOutOfOrder;
    int holes;
    long longestHoleMillis;
    int notPresent;
    int leastCovered;

    boolean isWhole() {
      return lost + doubled + outOfOrder + viewsThatDiffer + notBack + framesLost + framesDoubled + framesOutOfOrder + holes + notPresent == 0;
    }

    static String header() {
      return "%-34s %6s %7s %5s %7s %6s %6s %6s %8s %5s %7s %6s %10s %7s %7s".formatted("fault", "rounds", "entries", "lost", "doubled",
          "order", "views", "absent", "frames", "lost", "doubled", "holes", "longest ms", "marked", "covered");
    }

    String row(String fault, int rounds) {
      return "%-34s %6d %7d %5d %7d %6d %6d %6d %8d %5d %7d %6d %10d %7d %6d%%".formatted(fault, rounds, acknowledged, lost, doubled, outOfOrder,
          viewsThatDiffer, notBack, frames, framesLost, framesDoubled + framesOutOfOrder, holes, longestHoleMillis, notPresent, leastCovered);
    }
  }
}
