package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lectern.support.Browsers;
import org.webjars.WebJarVersionLocator;

/** Runs {@code src/test/js} in a real browser, each test there a test here. */
class JavaScriptTests {

  private static final Path MODULES = Path.of("src/main/resources/static");
  private static final Path TESTS = Path.of("src/test/js");
  private static final Path FIXTURES = Path.of("src/test/resources");

  /** As {@code ImportMap} has it. */
  private static final String PAGE =
      """
      <!doctype html><html lang='en-GB'><title>Tests</title><script type="importmap">
      {"imports": {"markdown-it": "/webjars/markdown-it/dist/markdown-it.min.js", "katex": "/webjars/katex/dist/katex.min.js"}}
      </script>""";

  @TestFactory
  Stream<DynamicTest> inABrowser() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", JavaScriptTests::answer);
    server.start();
    try (Browsers browsers = new Browsers();
        Browser browser = browsers.open()) {
      Page page = browser.newPage();
      page.navigate("http://localhost:" + server.getAddress().getPort() + "/");
      return results(page).stream().map(JavaScriptTests::test);
    } finally {
      server.stop(0);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, String>> results(Page page) {
    return (List<Map<String, String>>)
        page.evaluate(
            """
            async files => {
              const harness = await import('/test/harness.js');
              for (const file of files) await import(`/test/${file}`);
              return harness.results();
            }""",
            names(TESTS, ".test.js"));
  }

  private static DynamicTest test(Map<String, String> result) {
    return DynamicTest.dynamicTest(result.get("name"), () -> assertThat(result.get("failure")).isNull());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body =
        path.equals("/") ? PAGE.getBytes(StandardCharsets.UTF_8)
            : path.startsWith("/webjars/") ? webJar(path)
            : path.equals("/fixtures/fold") ? list(FIXTURES.resolve("fixtures/fold"))
            : Files.readAllBytes(file(path));
    exchange.getResponseHeaders().set("Content-Type", type(path));
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] webJar(String path) throws IOException {
    String[] parts = path.split("/", 4);
    String file = new WebJarVersionLocator().fullPath(parts[2], parts[3]);
    try (InputStream in = JavaScriptTests.class.getClassLoader().getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  private static Path file(String path) {
    return path.startsWith("/test/") ? TESTS.resolve(path.substring("/test/".length()))
        : path.startsWith("/fixtures/") ? FIXTURES.resolve(path.substring(1))
        : MODULES.resolve(path.substring(1));
  }

  private static String type(String path) {
    return path.endsWith(".js") ? "text/javascript" : path.equals("/") ? "text/html" : "application/json";
  }

  private static byte[] list(Path folder) {
    return names(folder, ".json").stream()
        .map(name -> '"' + name + '"')
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> names(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ending)).sorted().toList();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
