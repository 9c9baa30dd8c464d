package org.lectern.media;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A microphone that is on, and a publisher that does what the browser's does: it keeps every frame until it is acknowledged, comes back
 * wherever it is let in, completes what was under way there and goes on with a new epoch. Unlike a browser it remembers all it ever sent.
 */
final class StubbornPublisher implements WebSocket.Listener, AutoCloseable {

  static final TrackFormat FORMAT = new TrackFormat(TrackKind.MICROPHONE, "opus", 0, 0, 1, 20_000, new byte[0]);

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** What becomes an epoch. */
  static final class Run {
    final List<Long> times = new ArrayList<>();
    int track;
    int epoch = -1;
    int sent;
    long acknowledged = -1;
    boolean ended;
    boolean told;

    private boolean isDone() {
      return ended && acknowledged == times.size() - 1;
    }

    Frame frame(int sequence) {
      byte[] payload = {0x78, (byte) epoch, (byte) sequence, (byte) (sequence >> 8)};
      return Frame.of(Frame.Kind.MEDIA, track, Frame.KEYFRAME | Frame.VOICE, epoch, sequence, times.get(sequence), payload);
    }
  }

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final IntSupplier port;
  private final String cookie;
  private final long lecture;
  private final List<Run> runs = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;
  private boolean welcomed;
  private boolean on = true;

  /** @param port of a node that answers, asked each time it comes in */
  StubbornPublisher(IntSupplier port, String cookie, long lecture) {
    this.port = port;
    this.cookie = cookie;
    this.lecture = lecture;
    thread.scheduleAtFixedRate(this::guardedTick, 0, 20, TimeUnit.MILLISECONDS);
    thread.execute(this::connect);
  }

  private void connect() {
    try {
      socket =
          HTTP.newWebSocketBuilder()
              .subprotocols(TrackSocket.PROTOCOL)
              .header("Cookie", cookie)
              .connectTimeout(Duration.ofSeconds(2))
              .buildAsync(URI.create("ws://localhost:%d/lectures/%d/tracks".formatted(port.getAsInt(), lecture)), this)
              .join();
      List<Map<String, Integer>> unfinished =
          runs.stream().filter(run -> run.epoch >= 0 && !run.isDone()).map(StubbornPublisher::name).toList();
      say(Map.of("type", "hello", "now", now(), "unfinished", unfinished));
    } catch (CompletionException refused) {
      lost();
    }
  }

  private void lost() {
    welcomed = false;
    thread.schedule(this::connect, 200, TimeUnit.MILLISECONDS);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonNode message = JSON.readTree(partial.toString());
      partial.setLength(0);
      thread.execute(() -> hear(message));
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    thread.execute(() -> ifCurrent(from));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable broken) {
    thread.execute(() -> ifCurrent(from));
  }

  private void ifCurrent(WebSocket from) {
    if (from == socket) {
      socket = null;
      lost();
    }
  }

  private void hear(JsonNode message) {
    switch (message.get("type").stringValue()) {
      case "welcome" -> welcome(message);
      case "opened" -> opened(message);
      case "ack" -> runs.stream().filter(run -> is(run, message)).forEach(run -> run.acknowledged = Math.max(run.acknowledged, message.get("frame").longValue()));
      case "refused", "unkept" -> faults.add(message.toString());
      default -> {}
    }
  }

  private void welcome(JsonNode message) {
    for (JsonNode due : message.get("due")) {
      Run run = runs.stream().filter(one -> is(one, due)).findFirst().orElseThrow();
      long next = due.get("next").longValue();
      if (next <= run.acknowledged) {
        faults.add("frame %d is due of %s, and everything up to %d was acknowledged".formatted(next, name(run), run.acknowledged));
      }
      run.sent = (int) next;
      run.told = false;
    }
    runs.forEach(run -> run.ended = true);
    runs.removeIf(run -> run.epoch < 0);
    runs.add(new Run());
    welcomed = true;
    say(Map.of("type", "open", "ref", runs.size(), "kind", "microphone", "codec", "opus", "width", 0, "height", 0, "channels", 1, "frameDuration", 20_000));
  }

  private void opened(JsonNode message) {
    Run run = runs.getLast();
    run.track = message.get("track").intValue();
    run.epoch = message.get("epoch").intValue();
    if (!message.get("kept").booleanValue()) {
      faults.add("not kept");
    }
  }

  private static boolean is(Run run, JsonNode named) {
    return run.epoch == named.get("epoch").intValue() && run.track == named.get("track").intValue();
  }

  private void guardedTick() {
    try {
      tick();
    } catch (RuntimeException broken) {
      faults.add(broken.toString());
    }
  }

  private void tick() {
    if (on && !runs.isEmpty() && !runs.getLast().ended) {
      runs.getLast().times.add(now());
    }
    if (welcomed && socket != null) {
      runs.stream().filter(run -> run.epoch >= 0).forEach(this::sendRest);
    }
  }

  private void sendRest(Run run) {
    while (run.sent < run.times.size()) {
      send(run.frame(run.sent++).array());
    }
    if (run.ended && !run.told) {
      run.told = true;
      say(Map.of("type", "end", "track", run.track, "epoch", run.epoch, "whole", true));
    }
  }

  private void send(byte[] bytes) {
    try {
      socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    } catch (CompletionException gone) {
      welcomed = false; // what it was is told by onError or onClose
    }
  }

  private void say(Object message) {
    try {
      socket.sendText(JSON.writeValueAsString(message), true).join();
    } catch (CompletionException gone) {
      welcomed = false;
    }
  }

  private static Map<String, Integer> name(Run run) {
    return Map.of("track", run.track, "epoch", run.epoch);
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Switches the microphone off; what is not acknowledged is still sent. */
  void switchOff() {
    thread.execute(() -> {
      on = false;
      runs.forEach(run -> run.ended = true);
    });
  }

  boolean isDone() {
    return ask(() -> !on && runs.stream().allMatch(Run::isDone));
  }

  /** Frames that only this side has, as far as it knows. */
  long unacknowledged() {
    return ask(() -> runs.stream().mapToLong(run -> run.times.size() - 1 - run.acknowledged).sum());
  }

  List<Run> runs() {
    return ask(() -> List.copyOf(runs));
  }

  List<String> faults() {
    return ask(() -> List.copyOf(faults));
  }

  private <T> T ask(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, thread).orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
