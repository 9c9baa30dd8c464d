package org.lectern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.lectern.support.PersistentStudent;
import org.lectern.support.RoomClient;

/**
 * A lecture at a packaged server, in full swing: everyone in the room and writing, camera and microphone on. Afterwards it is
 * held against what the server acknowledged.
 */
final class Lesson implements AutoCloseable {

  private static final Duration LONGEST_RETURN = Duration.ofMinutes(2);
  private static final long LONGEST_HOLE_MICROS = 1_000_000;

  private final Site site;
  final SteadyPublisher publisher;
  final List<PersistentStudent> people = new ArrayList<>();

  private final School school;
  private final long lecture;
  private final PersistentStudent instructor;
  private final RoomClient viewer;
  private final Duration joining;
  private int notBack;

  /** @param pace from one message of a person to their next */
  Lesson(Site site, int size, Duration pace) {
    this.site = site;
    school = new School(site.jdbcUrl(), size);
    lecture = school.lecture();
    instructor = new PersistentStudent(site.port(), school.instructor(), lecture, "instructor", pace);
    try (RoomClient room = RoomClient.join(site.port(), school.instructor(), lecture, 0)) {
      room.say("lecture.start", Map.of());
    }
    long started = System.nanoTime();
    for (int i = 0; i < size; i++) {
      people.add(new PersistentStudent(site.port(), school.students().get(i), lecture, "student " + i, pace));
    }
    people.add(instructor);
    people.forEach(person -> Thread.ofVirtual().start(person));
    publisher = new SteadyPublisher(site.port(), school.instructor(), lecture);
    Thread.ofPlatform().daemon().start(publisher);
    until(() -> people.stream().allMatch(PersistentStudent::isHere));
    joining = Duration.ofNanos(System.nanoTime() - started);
    viewer = RoomClient.join(site.port(), school.students().getFirst(), lecture, 0);
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

  /** Waits until something more that each of them says is saved, so that nobody only seems to be back. */
  void everyoneIsHeard() {
    Map<PersistentStudent, Integer> before = people.stream().collect(Collectors.toMap(person -> person, PersistentStudent::acknowledgedSoFar));
    until(() -> before.entrySet().stream().allMatch(said -> said.getKey().acknowledgedSoFar() > said.getValue()));
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
    site.database().sql("select seq, data ->> 'text' as text from entry where lecture_id = ? and type = 'chat.posted'").param(lecture)
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
    return site.database().sql(sql).param(lecture).query(Long.class).single();
  }

  private void holdTheRecording(Result result) {
    for (SteadyPublisher.Run run : publisher.published()) {
      List<Long> found = framesIn(site.recording(lecture, run.track, run.epoch, school.instructor()));
      Set<Long> there = new HashSet<>(found);
      result.frames += run.kept().size();
      result.framesLost += (int) run.kept().stream().filter(frame -> !there.contains(frame)).count();
      result.framesDoubled += found.size() - there.size();
      result.framesOutOfOrder += found.equals(found.stream().sorted().toList()) ? 0 : 1;
    }
    site.database()
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
  private static List<Long> framesIn(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    List<Long> found = new ArrayList<>();
    for (int at = 0; at + 16 <= bytes.limit(); at++) {
      if (bytes.get(at) == 'L' && bytes.getLong(at) == SteadyPublisher.MARK) {
        found.add(bytes.getLong(at + 8));
      }
    }
    return found;
  }

  /** Everyone was there all the time: what Lectern itself was away is nobody's absence. */
  private void holdTheRegister(Result result) {
    try (RoomClient room = RoomClient.join(site.port(), school.instructor(), lecture, 0)) {
      room.say("lecture.end", Map.of());
    }
    people.forEach(PersistentStudent::leave);
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:%d/courses/%d/attendance.csv".formatted(site.port(), school.course())))
        .header("Cookie", school.instructor()).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      List<String> rows = new ArrayList<>();
      Awaitility.await().atMost(LONGEST_RETURN).pollInterval(Duration.ofSeconds(5)).until(() -> { // it is dear, and not to be asked for all the time
        rows.clear();
        rows.addAll(http.send(request, HttpResponse.BodyHandlers.ofString()).body().lines().skip(1).toList());
        return rows.size() == people.size() - 1 && rows.stream().noneMatch(row -> row.contains("Live now"));
      });
      result.notPresent = (int) rows.stream().filter(row -> !row.contains(",Present,")).count();
      result.leastCovered = rows.stream().flatMap(row -> Stream.of(row.split(","))).filter(cell -> cell.endsWith("%")).mapToInt(cell -> Integer.parseInt(cell.replace("%", ""))).min().orElse(0);
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
