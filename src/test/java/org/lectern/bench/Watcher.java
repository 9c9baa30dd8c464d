package org.lectern.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Somebody in a room who notes how old each frame is when it comes. */
final class Watcher implements WebSocket.Listener, AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int MEDIA = 1;
  private static final int TIMESTAMP = 8;

  private final List<Long> delays = new ArrayList<>();
  private final WebSocket socket;
  private ByteBuffer partial = ByteBuffer.allocate(0);
  private boolean measures;

  Watcher(int port, String cookie, long lecture) {
    socket =
        HTTP.newWebSocketBuilder()
            .subprotocols("lectern.v1")
            .header("Cookie", cookie)
            .buildAsync(URI.create("ws://localhost:%d/lectures/%d/socket".formatted(port, lecture)), this)
            .join();
    socket.sendText("{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}", true).join();
  }

  synchronized void begin() {
    measures = true;
  }

  /** In milliseconds. */
  synchronized List<Long> delays() {
    return List.copyOf(delays);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    from.request(1);
    return data.toString().contains("\"beat\"") ? from.sendText("{\"type\":\"beat\"}", true) : null;
  }

  @Override
  public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    ByteBuffer more = ByteBuffer.allocate(partial.remaining() + data.remaining()).put(partial).put(data).flip();
    partial = last ? ByteBuffer.allocate(0) : more;
    if (last && measures) {
      note(more);
    }
    from.request(1);
    return null;
  }

  private void note(ByteBuffer frames) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    while (frames.hasRemaining()) {
      int length = frames.getInt();
      int begin = frames.position();
      if ((frames.get(begin) & 15) == MEDIA) {
        delays.add((now - frames.getLong(begin + TIMESTAMP)) / 1_000);
      }
      frames.position(begin + length);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
