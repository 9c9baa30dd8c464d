package org.lectern.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A client of {@code lectern.v1} that keeps everything it was sent, in order. */
public final class RoomClient implements WebSocket.Listener, AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Set<String> WELCOME = Set.of("snapshot", "resumed");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<JsonNode> items = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final AtomicInteger media = new AtomicInteger();
  private final ByteArrayOutputStream partialMedia = new ByteArrayOutputStream();
  private volatile Consumer<ByteBuffer> watching = _ -> {};
  private final WebSocket socket;

  private RoomClient(int port, String cookie, long lecture) {
    socket =
        HTTP.newWebSocketBuilder()
            .subprotocols("lectern.v1")
            .header("Cookie", cookie)
            .buildAsync(URI.create("ws://localhost:%d/lectures/%d/socket".formatted(port, lecture)), this)
            .join();
  }

  /** Opens the socket and says nothing. */
  public static RoomClient silent(int port, String cookie, long lecture) {
    return new RoomClient(port, cookie, lecture);
  }

  /** Opens the socket, says hello, and waits to be let in. */
  public static RoomClient join(int port, String cookie, long lecture, long lastSeq) {
    RoomClient client = new RoomClient(port, cookie, lecture);
    client.sendText("{\"type\":\"hello\",\"lastSeq\":" + lastSeq + ",\"can\":{}}");
    client.await(item -> item.path("seq").isNumber() && WELCOME.contains(type(item)));
    return client;
  }

  /** Says that it is still there, as a browser does each second: without it the server ends the connection after a while. */
  public void beat() {
    sendText("{\"type\":\"beat\"}");
  }

  public void sendText(String text) {
    socket.sendText(text, true).join();
  }

  /** Sends what the server may cut short. */
  public void startSending(String text) {
    socket.sendText(text, true);
  }

  /** Sends a command and gives its id. */
  public UUID send(String type, Map<String, ?> fields) {
    UUID id = UUID.randomUUID();
    send(id, type, fields);
    return id;
  }

  public void send(UUID id, String type, Map<String, ?> fields) {
    ObjectNode command = MAPPER.valueToTree(fields);
    sendText(command.put("type", type).put("id", id.toString()).toString());
  }

  /** Sends a command and waits until it is acknowledged. */
  public long say(String type, Map<String, ?> fields) {
    JsonNode answer = answer(send(type, fields));
    assertThat(type(answer)).as("the answer to %s: %s", type, answer).isEqualTo("ack");
    return answer.get("seq").longValue();
  }

  /** Sends a command that is refused, and gives the sentence that says why. */
  public String refused(String type, Map<String, ?> fields) {
    JsonNode answer = answer(send(type, fields));
    assertThat(type(answer)).as("the answer to %s: %s", type, answer).isEqualTo("rejected");
    return answer.get("message").stringValue();
  }

  public JsonNode answer(UUID id) {
    return await(item -> id.toString().equals(item.path("id").asString("")) && !item.has("data"));
  }

  /** Waits for an entry of this type. */
  public JsonNode entry(String type) {
    return await(item -> type(item).equals(type) && item.has("data"));
  }

  public JsonNode await(Predicate<JsonNode> wanted) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(5, TimeUnit.MILLISECONDS)
        .until(() -> find(wanted), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<JsonNode> find(Predicate<JsonNode> wanted) {
    boolean over = closed.isDone(); // asked first: what came before the end is found below
    Optional<JsonNode> found = items().stream().filter(wanted).findFirst();
    if (found.isEmpty() && over) {
      throw new AssertionError("closed with " + closed.join() + " before it came");
    }
    return found;
  }

  public List<JsonNode> items() {
    synchronized (items) {
      return List.copyOf(items);
    }
  }

  /** What came since the last call, which is then forgotten. */
  public List<JsonNode> take() {
    synchronized (items) {
      List<JsonNode> taken = List.copyOf(items);
      items.clear();
      return taken;
    }
  }

  public List<JsonNode> entries() {
    return items().stream().filter(item -> item.has("data")).toList();
  }

  public JsonNode snapshot() {
    return await(item -> type(item).equals("snapshot"));
  }

  /** The close code, once the server has closed. */
  public int closeCode() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  /** Is handed each frame of picture or sound that comes from now on. */
  public RoomClient watching(Consumer<ByteBuffer> frames) {
    watching = frames;
    return this;
  }

  private void eachFrame(ByteBuffer message) {
    while (message.hasRemaining()) {
      int length = message.getInt();
      watching.accept(message.slice(message.position(), length));
      message.position(message.position() + length);
    }
  }

  /** How many messages with picture or sound it was sent. */
  public int media() {
    return media.get();
  }

  public static String type(JsonNode item) {
    return item.path("type").asString("");
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonNode array = MAPPER.readTree(partial.toString());
      partial.setLength(0);
      synchronized (items) {
        array.forEach(items::add);
      }
    }
    webSocket.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    media.incrementAndGet();
    byte[] part = new byte[data.remaining()];
    data.get(part);
    partialMedia.writeBytes(part);
    if (last) {
      eachFrame(ByteBuffer.wrap(partialMedia.toByteArray()));
      partialMedia.reset();
    }
    webSocket.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.complete(1006);
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(5, TimeUnit.SECONDS).exceptionally(gone -> null).join();
    socket.abort();
  }
}
