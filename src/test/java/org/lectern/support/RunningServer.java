package org.lectern.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The packaged application as a process of its own, which can be killed. */
public final class RunningServer implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final List<String> QUICK_TO_START = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"|value=\"([^\"]+)\"[^>]*name=\"_csrf\"");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path home;
  private final int port;
  private final List<String> command;
  private Process process;

  private RunningServer(Path home, int port, List<String> command) {
    this.home = home;
    this.port = port;
    this.command = command;
    this.process = launch();
    awaitReady();
  }

  /** Starts on this home and waits until it is ready. */
  public static RunningServer start(Path home, String... arguments) {
    return start(home, QUICK_TO_START, arguments);
  }

  /** The same with a Java virtual machine told what an operator tells it. */
  public static RunningServer start(Path home, List<String> virtualMachine, String... arguments) {
    int port = freePort();
    return new RunningServer(home, port, command(home, port, virtualMachine, List.of(arguments)));
  }

  /** Starts {@code java -jar lectern.jar} and nothing more. */
  public static RunningServer startAsTyped(Path home, String... arguments) {
    int port = freePort();
    return new RunningServer(home, port, whatIsToldToLectern(Packaged.asTyped(), home, port, List.of(arguments)));
  }

  /** Starts another build of Lectern, to be compared with this one. */
  public static RunningServer startOther(Path jar, Path home, List<String> virtualMachine) {
    int port = freePort();
    return new RunningServer(home, port, whatIsToldToLectern(Packaged.other(jar, virtualMachine), home, port, List.of()));
  }

  /** Waits until the sample content is complete, in which nobody else has to. */
  public RunningServer withSample() {
    Awaitility.await("the sample content")
        .atMost(LONGEST_START)
        .until(() -> !HTTP.send(HttpRequest.newBuilder(uri("/sign-in")).build(), HttpResponse.BodyHandlers.ofString()).body().contains("<sample-notice"));
    return this;
  }

  /** Starts where another may run already. */
  public static Process launchBeside(Path home, Path output) {
    try {
      return new ProcessBuilder(command(home, freePort(), QUICK_TO_START, List.of())).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Process launch() {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile()))
          .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> command(Path home, int port, List<String> virtualMachine, List<String> arguments) {
    return whatIsToldToLectern(Packaged.command(virtualMachine), home, port, arguments);
  }

  private static List<String> whatIsToldToLectern(List<String> command, Path home, int port, List<String> arguments) {
    command.add("--server.port=" + port);
    command.add("--lectern.home=" + home);
    command.addAll(arguments);
    return command;
  }

  private void awaitReady() {
    Awaitility.await("the server to be ready").atMost(LONGEST_START).ignoreExceptions().until(this::isReady);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public boolean isReady() throws Exception {
    if (!process.isAlive()) {
      throw new AssertionError("the server ended with " + process.exitValue());
    }
    HttpRequest request = HttpRequest.newBuilder(uri("/actuator/health/readiness")).timeout(Duration.ofSeconds(2)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  /** As {@code kill -9} does. The database process it had started is left behind, as it would be. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public void restart() {
    process = launch();
    awaitReady();
  }

  /** As an operator does. */
  public void stop() {
    process.destroy();
    process.onExit().join();
  }

  /** The database it brought along. */
  public JdbcClient database() {
    return JdbcClient.create(new DriverManagerDataSource(jdbcUrl()));
  }

  /** Where that is. */
  public String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + databaseSays(3) + "/postgres?user=postgres";
  }

  /** The process of the database, with its own processes below it. */
  public ProcessHandle databaseProcess() {
    return ProcessHandle.of(Long.parseLong(databaseSays(0))).orElseThrow();
  }

  private String databaseSays(int line) {
    try {
      return Files.readAllLines(home.resolve("postgres/18/postmaster.pid")).get(line).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** Signs in as a person does, with the form, and gives the cookie. */
  public String signIn(String email, String password) {
    CookieManager cookies = new CookieManager();
    try (HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).followRedirects(HttpClient.Redirect.NEVER).build()) {
      String page = client.send(HttpRequest.newBuilder(uri("/sign-in")).header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString()).body();
      Matcher token = CSRF.matcher(page);
      if (!token.find()) {
        throw new AssertionError("no form to sign in with: " + page);
      }
      String form =
          "_csrf=%s&email=%s&password=%s"
              .formatted(encoded(token.group(1) == null ? token.group(2) : token.group(1)), encoded(email), encoded(password));
      client.send(
          HttpRequest.newBuilder(uri("/sign-in"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("SESSION"))
        .findFirst()
        .map(cookie -> "SESSION=" + cookie.getValue())
        .orElseThrow(() -> new AssertionError(email + " could not sign in"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
