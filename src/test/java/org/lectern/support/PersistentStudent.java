package org.lectern.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps writing, comes back whenever the line breaks, and sends what was not acknowledged again with the same id, as a browser does. */
public final class PersistentStudent implements Runnable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int MOST_UNANSWERED = 5;
  private static final long FIRST_WAIT_MILLIS = 250; // these two as in backoff.js
  private static final long LONGEST_WAIT_MILLIS = 1500;
  private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final int port;
  private final String cookie;
  private final long lecture;
  private final String name;
  private final Duration pace;
  private final Map<UUID, String> unanswered = new LinkedHashMap<>();
  private final Map<UUID, Long> sayAgainAt = new LinkedHashMap<>();
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final TreeMap<Long, String> read = new TreeMap<>();
  private volatile boolean writing = true;
  private volatile boolean inStep;
  private volatile boolean here;
  private volatile boolean left;
  private volatile int notSaved;
  private volatile Duration longestAway = Duration.ZERO;
  private long goneAt;
  private @Nullable RoomClient elsewhere;
  private volatile String trouble = "none";
  private long lastSeq;
  private long nextAt;
  private int written;
  private int tries;

  /** Writes as fast as it is answered. */
  public PersistentStudent(int port, String cookie, long lecture, String name) {
    this(port, cookie, lecture, name, Duration.ZERO);
  }

  /** @param pace from one message to the next */
  public PersistentStudent(int port, String cookie, long lecture, String name, Duration pace) {
    this.port = port;
    this.cookie = cookie;
    this.lecture = lecture;
    this.name = name;
    this.pace = pace;
    this.nextAt = System.nanoTime() + (long) (pace.toNanos() * Math.random());
  }

  @Override
  public void run() {
    while (!left) {
      try (RoomClient client = elsewhere == null ? RoomClient.join(port, cookie, lecture, lastSeq) : elsewhere) {
        elsewhere = null;
        takePart(client);
      } catch (RuntimeException | AssertionError lineIsDown) {
        trouble = lineIsDown.toString();
        pause((long) (Math.random() * Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(tries++, 8))));
      } finally {
        goneAt = here ? System.nanoTime() : goneAt;
        inStep = here = false;
      }
    }
  }

  private void takePart(RoomClient client) {
    unanswered.forEach((id, text) -> say(client, id, text));
    sayAgainAt.clear();
    tries = 0;
    here = true;
    Duration away = Duration.ofNanos(goneAt == 0 ? 0 : System.nanoTime() - goneAt);
    longestAway = away.compareTo(longestAway) > 0 ? away : longestAway;
    while (!left && !client.isClosed() && elsewhere == null) {
      writeWhenDue(client);
      sayAgain(client);
      for (JsonNode item : client.take()) {
        take(client, item);
      }
      inStep = unanswered.isEmpty();
      pause(pace.isZero() ? 20 : 50);
    }
  }

  private void writeWhenDue(RoomClient client) {
    if (writing && unanswered.size() < MOST_UNANSWERED && System.nanoTime() >= nextAt) {
      String text = name + " " + ++written;
      UUID id = UUID.randomUUID();
      unanswered.put(id, text); // first, because it may arrive though sending fails
      nextAt = Math.max(nextAt + pace.toNanos(), System.nanoTime() - pace.toNanos());
      say(client, id, text);
    }
  }

  private static void say(RoomClient client, UUID id, String text) {
    client.send(id, "chat.post", Map.of("text", text));
  }

  private void sayAgain(RoomClient client) {
    long now = System.nanoTime();
    sayAgainAt.entrySet().removeIf(
        due -> {
          boolean isDue = now >= due.getValue();
          if (isDue) {
            say(client, due.getKey(), unanswered.get(due.getKey()));
          }
          return isDue;
        });
  }

  private synchronized void take(RoomClient client, JsonNode item) {
    switch (RoomClient.type(item)) {
      case "ack" -> {
        String text = unanswered.remove(id(item));
        if (text != null) {
          acknowledged.put(text, item.get("seq").longValue());
        }
      }
      case "rejected" -> refused(item);
      case "beat" -> client.beat();
      case "move" -> elsewhere = RoomClient.join(port, cookie, lecture, lastSeq); // first there, then away from here
      case "snapshot" -> {
        fetchWhatLiesBetween(item);
        item.at("/state/chat/messages").forEach(message -> read.put(message.get("seq").longValue(), message.get("text").stringValue()));
        lastSeq = item.get("seq").longValue();
      }
      default -> {
        if (item.has("data")) {
          entry(item);
        }
      }
    }
  }

  private void refused(JsonNode item) {
    if (!item.get("retry").booleanValue()) {
      throw new AssertionError(name + " was refused: " + item);
    }
    if (unanswered.containsKey(id(item))) {
      sayAgainAt.put(id(item), System.nanoTime() + AGAIN_NANOS);
      notSaved++;
    }
  }

  private static UUID id(JsonNode item) {
    return UUID.fromString(item.get("id").stringValue());
  }

  /** Like a browser it takes nothing that is not newer than what it has: what came out of order would be missing. */
  private void entry(JsonNode item) {
    long seq = item.get("seq").longValue();
    if (seq > lastSeq) {
      lastSeq = seq;
      if (RoomClient.type(item).equals("chat.posted")) {
        read.put(seq, item.at("/data/text").stringValue());
      }
    }
  }

  /** A snapshot has the last messages only: everyone reads on from where they were, and a newcomer from the beginning. */
  private void fetchWhatLiesBetween(JsonNode snapshot) {
    long until = snapshot.get("seq").longValue();
    while (lastSeq < until) {
      JsonNode page = get("/lectures/%d/entries?after=%d&limit=5000".formatted(lecture, lastSeq));
      page.get("entries").forEach(this::entry);
      lastSeq = Math.max(lastSeq, page.get("seq").longValue());
      if (!page.get("more").booleanValue()) {
        return;
      }
    }
  }

  private JsonNode get(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Cookie", cookie).timeout(Duration.ofSeconds(20)).build();
    try {
      return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** From here on only what is still unanswered is sent. */
  public void stopWriting() {
    writing = false;
  }

  public void leave() {
    left = true;
  }

  /** Let in, and not cut off since. */
  public boolean isHere() {
    return here;
  }

  /** In the room, with everything acknowledged. */
  public boolean isInStep() {
    return inStep;
  }

  public int acknowledgedSoFar() {
    return acknowledged.size();
  }

  /** How long it took at most from one line to the next. */
  public Duration longestAway() {
    return longestAway;
  }

  /** How often it was told that something could not be saved just now. */
  public int notSaved() {
    return notSaved;
  }

  /** What it was told is saved, and as which entry. */
  public Map<String, Long> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** Everything it has read, by entry. */
  public synchronized Map<Long, String> read() {
    return new TreeMap<>(read);
  }

  public String name() {
    return name;
  }

  /** What there is to know about somebody who is not where they should be. */
  @Override
  public String toString() {
    return "%s (%s, %d of %d messages acknowledged, last trouble: %s)"
        .formatted(name, here ? "here" : "away", acknowledged.size(), written, trouble);
  }
}
