package org.lectern.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Firefox as it is installed, driven by WebDriver BiDi (W3C), which it speaks by itself. Its devices are fakes and its person allows
 * everything.
 */
public final class Firefox implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin/firefox-esr"), Path.of("/usr/bin/firefox"));

  private static final String PREFERENCES =
      """
      user_pref("media.navigator.streams.fake", true);
      user_pref("media.navigator.permission.disabled", true);
      user_pref("media.autoplay.default", 0);
      user_pref("media.autoplay.blocking_policy", 0);
      user_pref("app.update.enabled", false);
      user_pref("datareporting.policy.dataSubmissionEnabled", false);
      user_pref("browser.shell.checkDefaultBrowser", false);
      """;

  private static final String LISTENS = "WebDriver BiDi listening on ";

  private final JsonMapper json = new JsonMapper();
  private final Path profile;
  private final Process process;
  private final WebSocket line;
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

  public Firefox() {
    try {
      profile = Files.createTempDirectory("firefox");
      Files.writeString(profile.resolve("user.js"), PREFERENCES);
      process =
          new ProcessBuilder(program().orElseThrow().toString(), "--headless", "--profile", profile.toString(), "--remote-debugging-port", "0", "about:blank")
              .redirectErrorStream(true)
              .start();
      line = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address(process.inputReader()) + "/session"), new Answers()).join();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    ask("session.new", Map.of("capabilities", Map.of()));
  }

  public static boolean isInstalled() {
    return program().isPresent();
  }

  private static java.util.Optional<Path> program() {
    return PROGRAMS.stream().filter(Files::isExecutable).findFirst();
  }

  /** What it says afterwards is read as well, else it would stop when the pipe is full. */
  private static String address(BufferedReader said) throws IOException {
    String line = said.readLine();
    while (line != null && !line.startsWith(LISTENS)) {
      line = said.readLine();
    }
    Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
    return line == null ? "" : line.substring(LISTENS.length());
  }

  /** A window of somebody who has signed in: with cookies and a storage that no other window has. */
  public Window window(String cookie) {
    String person = ask("browser.createUserContext", Map.of()).get("userContext").asString();
    String context = ask("browsingContext.create", Map.of("type", "window", "userContext", person)).get("context").asString();
    String[] parts = cookie.split("=", 2);
    ask(
        "storage.setCookie",
        Map.of(
            "cookie", Map.of("name", parts[0], "value", Map.of("type", "string", "value", parts[1]), "domain", "localhost", "path", "/"),
            "partition", Map.of("type", "storageKey", "userContext", person)));
    return new Window(context);
  }

  private JsonNode ask(String method, Map<String, ?> parameters) {
    int id = asked.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    line.sendText(json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(method, failure);
    }
  }

  @Override
  public void close() {
    line.abort();
    process.destroy();
    process.onExit().join();
    try {
      FileSystemUtils.deleteRecursively(profile);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One window and what is done in it. */
  public final class Window {
    private final String context;

    private Window(String context) {
      this.context = context;
    }

    public void open(String address) {
      ask("browsingContext.navigate", Map.of("context", context, "url", address, "wait", "complete"));
    }

    /** @param expression whose value JSON can say; a promise is waited for */
    public JsonNode evaluate(String expression) {
      JsonNode answer =
          ask(
              "script.evaluate",
              Map.of(
                  "expression", "(async () => JSON.stringify(await (%s) ?? null))()".formatted(expression),
                  "target", Map.of("context", context),
                  "awaitPromise", true,
                  "userActivation", true));
      if (!answer.get("type").asString().equals("success")) {
        throw new IllegalStateException(expression + ": " + answer);
      }
      return json.readTree(answer.get("result").get("value").asString());
    }

    /** Waits until it is so. */
    public void until(String condition) {
      Awaitility.await(condition).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> evaluate("Boolean(%s)".formatted(condition)).asBoolean());
    }

    /** Clicks as a mouse does, which browsers take for a person's own will. @param element an expression that finds it */
    public void click(String element) {
      JsonNode middle = evaluate("(({left, top, width, height}) => [left + width / 2, top + height / 2].map(Math.round))((%s).getBoundingClientRect())".formatted(element));
      ask(
          "input.performActions",
          Map.of(
              "context", context,
              "actions",
              List.of(
                  Map.of(
                      "type", "pointer",
                      "id", "mouse",
                      "actions",
                      List.of(
                          Map.of("type", "pointerMove", "x", middle.get(0).asInt(), "y", middle.get(1).asInt()),
                          Map.of("type", "pointerDown", "button", 0),
                          Map.of("type", "pointerUp", "button", 0))))));
    }

    /** Types as a keyboard does into what has focus; a line ends with Enter. */
    public void type(String text) {
      List<Map<String, String>> keys =
          text.codePoints()
              .mapToObj(key -> key == '\n' ? "\uE007" : Character.toString(key))
              .flatMap(key -> Stream.of(Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key)))
              .toList();
      ask("input.performActions", Map.of("context", context, "actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", keys))));
    }
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        answer(json.readTree(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private void answer(JsonNode message) {
      if (!message.hasNonNull("id")) {
        return; // an event nobody asked for
      }
      CompletableFuture<JsonNode> waiting = answers.remove(message.get("id").asInt());
      if (message.get("type").asString().equals("error")) {
        waiting.completeExceptionally(new IllegalStateException(message.toString()));
      } else {
        waiting.complete(message.get("result"));
      }
    }
  }
}
