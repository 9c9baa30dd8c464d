package org.lectern.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes a camera and a microphone as the page does: keeps every frame until the server has it on its disk, goes on with new runs
 * after a lost line and completes the old ones behind them. Each frame has a number of its own, by which it is found in the recording.
 */
final class SteadyPublisher implements Runnable {

  /** Before the number of a frame, in its payload. */
  static final long MARK = 0x4c454354_45524e21L;

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int MOST_AT_ONCE = 50;

  private final URI address;
  private final String cookie;
  private final List<Feed> feeds;
  /** Everything not yet done, oldest first. */
  private final List<Run> runs = new CopyOnWriteArrayList<>();
  private final List<Run> all = new CopyOnWriteArrayList<>();
  private final Map<Integer, Run> asked = new HashMap<>();
  private final AtomicLong lastNumber = new AtomicLong();
  private final List<String> sentences = new CopyOnWriteArrayList<>();
  private boolean welcomed;
  private int references;
  private volatile boolean publishing = true;
  private volatile boolean paused;
  private volatile boolean gone;

  SteadyPublisher(int port, String cookie, long lecture) {
    this.address = URI.create("ws://localhost:%d/lectures/%d/tracks".formatted(port, lecture));
    this.cookie = cookie;
    long now = micros();
    this.feeds = List.of(
        new Feed("microphone", "\"codec\":\"opus\",\"width\":0,\"height\":0,\"channels\":1,\"frameDuration\":20000", 20_000, 1, 96, now),
        new Feed("camera", "\"codec\":\"vp09.00.31.08\",\"width\":640,\"height\":360,\"channels\":0,\"frameDuration\":0", 50_000, 40, 1_500, now));
  }

  private final class Feed {
    final String kind;
    final String format;
    final long interval;
    final int keyEvery;
    final int size;
    Run current;
    long nextAt;
    int count;

    Feed(String kind, String format, long interval, int keyEvery, int size, long now) {
      this.kind = kind;
      this.format = format;
      this.interval = interval;
      this.keyEvery = keyEvery;
      this.size = size;
      this.nextAt = now;
    }

    void produce(long now) {
      for (; nextAt <= now; nextAt += interval) {
        boolean key = count++ % keyEvery == 0;
        if (key && welcomed && (current == null || current.late)) {
          begin();
        }
        if (current != null) {
          current.add(nextAt, key);
        }
      }
    }

    private void begin() {
      retire();
      current = new Run(this);
      runs.add(current);
      all.add(current);
    }

    void retire() {
      if (current != null) {
        current.ended = current.late = true;
        current = null;
      }
    }
  }

  /** What the server calls an epoch. */
  final class Run {
    private final Feed feed;
    private final List<byte[]> payloads = new ArrayList<>(); // null once they are on the server's disk
    private final List<Long> timestamps = new ArrayList<>();
    private final List<Boolean> keys = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private int sent;
    private boolean ended;
    private boolean late;
    private boolean told;
    volatile int track = -1;
    volatile int epoch;
    volatile int acknowledged;

    Run(Feed feed) {
      this.feed = feed;
    }

    void add(long timestamp, boolean key) {
      long number = lastNumber.incrementAndGet();
      byte[] payload = new byte[feed.size];
      Arrays.fill(payload, (byte) feed.kind.length());
      ByteBuffer.wrap(payload).putLong(MARK).putLong(number);
      payloads.add(payload);
      timestamps.add(timestamp);
      keys.add(key);
      numbers.add(number);
    }

    /** The numbers of those frames that cannot be lost any more. To be asked once it is finished. */
    List<Long> kept() {
      return numbers.subList(0, acknowledged);
    }

    boolean isWaiting() {
      return track >= 0 && sent < payloads.size();
    }

    ByteBuffer next() {
      byte[] payload = payloads.get(sent);
      return ByteBuffer.allocate(16 + payload.length)
          .put((byte) 0x11).put((byte) track).put((byte) (keys.get(sent) ? 1 : 0)).put((byte) epoch)
          .putInt(sent).putLong(timestamps.get(sent++)).put(payload).flip();
    }

    void acknowledge(int until) {
      for (; acknowledged < until; acknowledged++) {
        payloads.set(acknowledged, null);
      }
    }

    void goOnWith(int next) {
      acknowledge(next);
      sent = next;
    }
  }

  @Override
  public void run() {
    while (!gone) {
      Line line = new Line();
      try {
        line.open();
        speak(line);
      } catch (RuntimeException lineIsDown) {
        pause(200 + (long) (Math.random() * 300));
      } finally {
        welcomed = false;
        asked.clear();
        runs.forEach(run -> run.told = false);
        line.close();
      }
    }
  }

  private void speak(Line line) {
    String unfinished = String.join(",", runs.stream().filter(run -> run.track >= 0).map(SteadyPublisher::name).toList());
    line.say("{\"type\":\"hello\",\"now\":%d,\"unfinished\":[%s]}".formatted(micros(), unfinished));
    while (!gone && !line.closed) {
      if (publishing) {
        feeds.forEach(feed -> feed.produce(micros()));
      } else {
        feeds.forEach(Feed::retire);
      }
      for (JsonNode message; (message = line.heard.poll()) != null; ) {
        hear(line, message);
      }
      if (welcomed) {
        ask(line);
        pump(line);
        complete(line);
      }
      pause(5);
    }
  }

  private void hear(Line line, JsonNode message) {
    switch (message.get("type").stringValue()) {
      case "welcome" -> {
        for (int again = 0; again < 3; again++) {
          line.say("{\"type\":\"clock\",\"now\":%d}".formatted(micros()));
        }
        asked.clear();
        runs.forEach(run -> run.told = false);
        message.get("due").forEach(due -> goOn(find(due), due.get("next").intValue()));
        welcomed = true;
        beginAnew();
      }
      case "reopen" -> beginAnew();
      case "opened" -> {
        Run run = asked.remove(message.get("ref").intValue());
        run.epoch = message.get("epoch").intValue();
        if (message.get("kept").booleanValue()) {
          run.track = message.get("track").intValue();
        } else {
          run.late = true;
          runs.remove(run);
          all.remove(run); // shown, and kept by nobody
        }
      }
      case "ack" -> find(message).acknowledge(message.get("frame").intValue() + 1);
      case "unkept", "refused" -> sentences.add(message.get("message").stringValue());
      default -> {}
    }
  }

  private void goOn(Run run, int next) {
    if (next < 0) {
      runs.remove(run); // no more of it is taken
    } else {
      run.goOnWith(next);
    }
  }

  private void beginAnew() {
    feeds.stream().filter(feed -> feed.current != null).forEach(feed -> feed.current.late = true);
  }

  private Run find(JsonNode name) {
    return all.stream()
        .filter(run -> run.track == name.get("track").intValue() && run.epoch == name.get("epoch").intValue())
        .findFirst().orElseThrow();
  }

  private void ask(Line line) {
    for (Run run : runs) {
      if (run.track < 0 && !asked.containsValue(run)) {
        asked.put(++references, run);
        line.say("{\"type\":\"open\",\"ref\":%d,\"kind\":\"%s\",%s}".formatted(references, run.feed.kind, run.feed.format));
      }
    }
  }

  private void pump(Line line) {
    for (int i = 0; i < MOST_AT_ONCE && !paused; i++) {
      Run run = Stream.concat(runs.stream().filter(one -> !one.late), runs.stream()).filter(Run::isWaiting).findFirst().orElse(null);
      if (run == null) {
        return;
      }
      line.send(run.next());
    }
  }

  private void complete(Line line) {
    for (Run run : runs) {
      if (run.ended && run.track >= 0 && !run.isWaiting() && !run.told) {
        line.say("{\"type\":\"end\",%s,\"whole\":true}".formatted(name(run).replace("{", "").replace("}", "")));
        run.told = true;
      }
      if (run.told && run.acknowledged == run.payloads.size()) {
        runs.remove(run);
      }
    }
  }

  private static String name(Run run) {
    return "{\"track\":%d,\"epoch\":%d}".formatted(run.track, run.epoch);
  }

  /** Nothing passes the line for a while, and nothing is lost on it: what is published waits. */
  void stall(boolean stalled) {
    paused = stalled;
  }

  /** Switches everything off; what is not on the server's disk yet is still sent. */
  void finish() {
    publishing = false;
  }

  boolean isFinished() {
    return !publishing && runs.isEmpty();
  }

  void leave() {
    gone = true;
  }

  /** Every run that the server gave a number to. */
  List<Run> published() {
    return all.stream().filter(run -> run.track >= 0).toList();
  }

  /** Frames of which the server said that they cannot be lost any more. */
  long acknowledged() {
    return all.stream().mapToLong(run -> run.acknowledged).sum();
  }

  /** What the person was told. */
  List<String> sentences() {
    return sentences;
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One socket. */
  private final class Line implements WebSocket.Listener {
    private final Queue<JsonNode> heard = new ConcurrentLinkedQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile boolean closed;
    private WebSocket socket;

    void open() {
      socket = HTTP.newWebSocketBuilder()
          .subprotocols("lectern.tracks.v1").header("Cookie", cookie).connectTimeout(Duration.ofSeconds(5))
          .buildAsync(address, this).orTimeout(10, TimeUnit.SECONDS).join();
    }

    void say(String text) {
      socket.sendText(text, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    void send(ByteBuffer frame) {
      socket.sendBinary(frame, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        heard.add(JSON.readTree(partial.toString()));
        partial.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      closed = true;
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed = true;
    }

    void close() {
      if (socket != null) {
        socket.abort();
      }
    }
  }
}
