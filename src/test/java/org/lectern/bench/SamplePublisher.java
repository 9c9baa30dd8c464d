package org.lectern.bench;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes the picture and the voice of the sample recording as if they were said now, for its three minutes. A browser would spend
 * most of a processor on encoding, which is not what people who join wait for.
 */
final class SamplePublisher implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int HEADER = 16;
  private static final int INIT = 0;
  private static final int MEDIA = 1;

  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final List<ByteBuffer> frames = new ArrayList<>();
  private final WebSocket socket;
  private final Thread thread;

  SamplePublisher(int port, String cookie, long lecture) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder()
        .subprotocols("lectern.tracks.v1")
        .header("Cookie", cookie)
        .header("Origin", "http://localhost:" + port)
        .buildAsync(URI.create("ws://localhost:%d/lectures/%d/tracks".formatted(port, lecture)), new Ear())
        .join();
    long zero = micros();
    say("{\"type\":\"hello\",\"now\":%d,\"unfinished\":[]}".formatted(zero));
    Map<Integer, JsonNode> opened = new HashMap<>();
    for (ByteBuffer frame : messages()) {
      int track = frame.get(1);
      switch (frame.get(0) & 15) {
        case INIT -> opened.put(track, open(track, frame));
        case MEDIA -> frames.add(addressed(frame, opened.get(track), zero));
        default -> {} // the end, which this does not reach
      }
    }
    frames.sort((one, other) -> Long.compare(one.getLong(8), other.getLong(8)));
    thread = Thread.ofPlatform().daemon().start(this::publish);
  }

  private JsonNode open(int track, ByteBuffer init) {
    ObjectNode open = (ObjectNode) JSON.readTree(init.array(), HEADER, init.capacity() - HEADER);
    say(open.put("ref", track).toString());
    return await("opened");
  }

  /** As the server has numbered the track, and as late as if it had been recorded now. */
  private static ByteBuffer addressed(ByteBuffer frame, JsonNode opened, long zero) {
    return frame.put(1, (byte) opened.get("track").intValue()).put(3, (byte) opened.get("epoch").intValue()).putLong(8, frame.getLong(8) + zero);
  }

  private void publish() {
    try {
      for (ByteBuffer frame : frames) {
        TimeUnit.MICROSECONDS.sleep(frame.getLong(8) - micros());
        socket.sendBinary(frame, true).join();
      }
    } catch (InterruptedException over) {
      // closed before the end
    }
  }

  private static List<ByteBuffer> messages() {
    List<ByteBuffer> messages = new ArrayList<>();
    try (InputStream sample = SamplePublisher.class.getResourceAsStream("/sample/recording.frames");
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(sample.readAllBytes()))) {
      while (in.available() > 0) {
        messages.add(ByteBuffer.wrap(in.readNBytes(in.readInt())));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return messages;
  }

  private JsonNode await(String type) {
    try {
      for (JsonNode message; (message = heard.poll(30, TimeUnit.SECONDS)) != null; ) {
        if (message.get("type").stringValue().equals(type)) {
          return message;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("never told: " + type);
  }

  private void say(String message) {
    socket.sendText(message, true).join();
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public void close() {
    thread.interrupt();
    socket.abort();
  }

  private final class Ear implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard.add(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
