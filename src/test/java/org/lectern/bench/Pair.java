package org.lectern.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.lectern.support.Balancer;
import org.lectern.support.Line;
import org.lectern.support.Redis;
import org.lectern.support.RunningServer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two nodes of the packaged application with all that they share: a PostgreSQL, a Redis and a store that speaks S3, each in a process of
 * its own that can be killed, and a balancer before them. The second node reaches what they share over lines that can be cut.
 */
final class Pair implements Site, AutoCloseable {

  private static final Path STORE = Path.of("target/s3/s3proxy.jar");
  static final List<String> SMALL = List.of("-Xmx768m", "-XX:TieredStopAtLevel=1");

  private final Path home;
  private final List<String> virtualMachine;
  private final EmbeddedPostgres postgres;
  private final Redis redis = Redis.start();
  private final int storePort = freePort();
  private Process store;
  private final List<Line> lines;
  private final RunningServer one;
  private final RunningServer two;
  private final Balancer balancer;

  Pair(Path home, List<String> virtualMachine) throws IOException {
    this.home = home;
    this.virtualMachine = virtualMachine;
    this.postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    this.store = launchStore();
    this.lines = List.of(new Line(postgres.getPort()), new Line(redis.port()), new Line(storePort));
    this.one = node("one", postgres.getPort(), redis.port(), storePort);
    this.two = node("two", lines.get(0).port(), lines.get(1).port(), lines.get(2).port());
    this.balancer = Balancer.amongTheReady(List.of(one.port(), two.port()));
  }

  private RunningServer node(String name, int database, int bus, int bucket) {
    return RunningServer.start(
        home,
        virtualMachine,
        "--lectern.cluster=true",
        "--lectern.media.folder=" + home.resolve("media-" + name),
        "--lectern.media.s3.bucket=recordings",
        "--lectern.media.s3.endpoint=http://127.0.0.1:" + bucket,
        "--lectern.media.s3.access-key=lectern",
        "--lectern.media.s3.secret-key=in-no-log",
        "--spring.data.redis.url=redis://127.0.0.1:" + bus,
        "--spring.datasource.url=jdbc:postgresql://localhost:%d/postgres".formatted(database),
        "--spring.datasource.username=postgres");
  }

  private Process launchStore() {
    try {
      Files.createDirectories(home.resolve("store/recordings"));
      Path settings =
          Files.writeString(
              home.resolve("store.properties"),
              """
              s3proxy.endpoint=http://127.0.0.1:%d
              s3proxy.authorization=aws-v2-or-v4
              s3proxy.identity=lectern
              s3proxy.credential=in-no-log
              jclouds.provider=filesystem-nio2
              jclouds.filesystem.basedir=%s
              jclouds.identity=none
              jclouds.credential=none
              """.formatted(storePort, home.resolve("store")));
      Process process =
          new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-DLOG_LEVEL=error",
                  "-jar", STORE.toString(), "--properties", settings.toString())
              .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("store.log").toFile())).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      Awaitility.await("the store").atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
        new Socket("127.0.0.1", storePort).close();
        return true;
      });
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The node that is killed in this round: now the one, now the other. */
  RunningServer node(int round) {
    return round % 2 == 0 ? one : two;
  }

  List<RunningServer> nodes() {
    return List.of(one, two);
  }

  /** Seconds of processor that the bus has used. */
  double busCpu() {
    return CpuTime.of(redis.pid());
  }

  void killTheBus() {
    redis.kill();
    redis.restart();
  }

  void killTheStore() {
    store.destroyForcibly();
    store.onExit().join();
    store = launchStore();
  }

  /** Kills the whole database server and starts it again as it was started. */
  void killTheDatabase() throws IOException, InterruptedException {
    Path data = Path.of(new JdbcTemplate(postgres.getPostgresDatabase()).queryForObject("show data_directory", String.class));
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst())).orElseThrow();
    List<String> command = new ArrayList<>(List.of("unshare", "-U"));
    command.addAll(List.of(Files.readString(Path.of("/proc/%d/cmdline".formatted(postmaster.pid()))).split("\0")));
    List<ProcessHandle> children = postmaster.children().toList();
    postmaster.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    postmaster.onExit().join();
    Thread.sleep(1_000); // its processes let go of what they share
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("postgres.log").toFile())).start();
  }

  /** The second node reaches nothing any more of what the two share. */
  void cut() {
    lines.forEach(Line::cut);
  }

  void mend() {
    lines.forEach(Line::mend);
  }

  @Override
  public int port() {
    return balancer.port();
  }

  @Override
  public String jdbcUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @Override
  public JdbcClient database() {
    return JdbcClient.create(postgres.getPostgresDatabase());
  }

  @Override
  public byte[] recording(long lecture, int track, int epoch, String cookie) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/lectures/%d/media/%d-%d.mp4".formatted(one.port(), lecture, track, epoch))).header("Cookie", cookie).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new AssertionError("%s answered %d".formatted(request.uri(), answer.statusCode()));
      }
      return answer.body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    balancer.close();
    one.stop();
    two.stop();
    redis.close();
    store.destroyForcibly();
    postgres.close();
  }
}
