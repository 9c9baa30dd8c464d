package org.lectern.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Somebody who opens a microphone and says nothing into it. */
public final class TracksClient implements WebSocket.Listener, AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  public TracksClient(int port, String cookie, long lecture) {
    socket =
        HTTP.newWebSocketBuilder()
            .subprotocols("lectern.tracks.v1")
            .header("Cookie", cookie)
            .buildAsync(URI.create("ws://localhost:%d/lectures/%d/tracks".formatted(port, lecture)), this)
            .join();
  }

  /** Opens the microphone and waits until it is on. */
  public void open() {
    say("{\"type\":\"hello\",\"now\":%d,\"unfinished\":[]}".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
    say("{\"type\":\"open\",\"ref\":1,\"kind\":\"microphone\",\"codec\":\"opus\",\"width\":0,\"height\":0,\"channels\":1,\"frameDuration\":20000}");
    opened.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private void say(String message) {
    socket.sendText(message, true).join();
  }

  /** The close code, once the server has closed. */
  public int closeCode() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence message, boolean last) {
    if (message.toString().contains("\"opened\"")) {
      opened.complete(null);
    } else if (message.toString().contains("\"refused\"")) {
      opened.completeExceptionally(new AssertionError(message.toString()));
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
