package org.lectern.support;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Keeps writing, comes back whenever the line breaks, and sends what was not acknowledged again with the same id, as a browser does. */
public final class PersistentStudent implements Runnable {

  private final int port;
  private final String cookie;
  private final long lecture;
  private final String name;
  private final Map<UUID, String> unanswered = new LinkedHashMap<>();
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final TreeMap<Long, String> read = new TreeMap<>();
  private volatile boolean writing = true;
  private volatile boolean inStep;
  private volatile boolean left;
  private int written;

  public PersistentStudent(int port, String cookie, long lecture, String name) {
    this.port = port;
    this.cookie = cookie;
    this.lecture = lecture;
    this.name = name;
  }

  @Override
  public void run() {
    while (!left) {
      try (RoomClient client = RoomClient.join(port, cookie, lecture, lastSeq())) {
        takePart(client);
      } catch (RuntimeException | AssertionError lineIsDown) {
        pause(100);
      }
    }
  }

  private void takePart(RoomClient client) {
    unanswered.forEach((id, text) -> client.send(id, "chat.post", Map.of("text", text)));
    int seen = 0;
    while (!left && !client.isClosed()) {
      if (writing && unanswered.size() < 5) {
        String text = name + " " + ++written;
        unanswered.put(client.send("chat.post", Map.of("text", text)), text);
      }
      for (JsonNode item : client.items().subList(seen, client.items().size())) {
        take(item);
        seen++;
      }
      inStep = unanswered.isEmpty();
      pause(20);
    }
    inStep = false;
  }

  private synchronized void take(JsonNode item) {
    switch (RoomClient.type(item)) {
      case "ack" -> {
        String text = unanswered.remove(UUID.fromString(item.get("id").stringValue()));
        if (text != null) {
          acknowledged.put(text, item.get("seq").longValue());
        }
      }
      case "chat.posted" -> read.put(item.get("seq").longValue(), item.at("/data/text").stringValue());
      case "snapshot" ->
          item.at("/state/chat/messages").forEach(message -> read.put(message.get("seq").longValue(), message.get("text").stringValue()));
      default -> {}
    }
  }

  private synchronized long lastSeq() {
    return read.isEmpty() ? 0 : read.lastKey();
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

  /** In the room, with everything acknowledged. */
  public boolean isInStep() {
    return inStep;
  }

  public int acknowledgedSoFar() {
    return acknowledged.size();
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
}
