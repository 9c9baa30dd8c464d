package org.lectern.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two packaged applications on one PostgreSQL, with a balancer before them, and the sample school in it. */
public final class TwoNodes implements AutoCloseable {

  private static final String PASSWORD = "lectern-demo";

  private final EmbeddedPostgres postgres;
  private final RunningServer one;
  private final RunningServer two;
  private final Balancer balancer;

  private TwoNodes(EmbeddedPostgres postgres, RunningServer one, RunningServer two) throws IOException {
    this.postgres = postgres;
    this.one = one;
    this.two = two;
    this.balancer = new Balancer(List.of(one.port(), two.port()));
  }

  /** @param more what both are told besides */
  public static TwoNodes start(Path home, String... more) throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    RunningServer one = node(postgres, home, "one", more("--lectern.demo=true", more)).withSample();
    return new TwoNodes(postgres, one, node(postgres, home, "two", more));
  }

  /** Both at the same moment, on a database in which there is nothing, and both would make the sample school. */
  public static TwoNodes startTogether(Path home, String... more) throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    String[] told = more("--lectern.demo=true", more);
    CompletableFuture<RunningServer> one = CompletableFuture.supplyAsync(() -> node(postgres, home, "one", told).withSample());
    CompletableFuture<RunningServer> two = CompletableFuture.supplyAsync(() -> node(postgres, home, "two", told).withSample());
    return new TwoNodes(postgres, one.join(), two.join());
  }

  private static String[] more(String first, String... others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
  }

  /** The same, with a Redis by which they share picture, sound and pointers. */
  public static TwoNodes start(Path home, Redis redis) throws IOException {
    return start(home, "--spring.data.redis.url=" + redis.url());
  }

  /** What is uploaded is in one folder that both see; recordings are in one each. */
  private static RunningServer node(EmbeddedPostgres postgres, Path home, String name, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--lectern.cluster=true",
                "--lectern.media.folder=" + home.resolve("media-" + name),
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres"));
    arguments.addAll(List.of(more));
    return RunningServer.start(home, arguments.toArray(String[]::new));
  }

  /** The one that made the sample school. */
  public RunningServer one() {
    return one;
  }

  public RunningServer two() {
    return two;
  }

  /** The port at which one meets either. */
  public int eitherPort() {
    return balancer.port();
  }

  public String jdbcUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  public JdbcClient database() {
    return JdbcClient.create(postgres.getPostgresDatabase());
  }

  /** Signs somebody of the sample school in. The cookie is good at both. */
  public String signIn(String name) {
    return one.signIn(name + "@lectern.example", PASSWORD);
  }

  public long person(String name) {
    return database().sql("select id from users where email = ?").param(name + "@lectern.example").query(Long.class).single();
  }

  /** One more lecture of the course to which the first of the school belongs. */
  public long lecture() {
    return database()
        .sql(
            """
            insert into lecture (client_id, course_id, title, starts_at, length_seconds, zone, created_at)
            select ?, course_id, 'A class on two nodes', now(), 3600, zone, now() from lecture where id = 1 returning id
            """)
        .param(UUID.randomUUID())
        .query(Long.class)
        .single();
  }

  /** Puts a deck of the sample school into a lecture. */
  public void prepareSlides(long lecture) {
    database()
        .sql("insert into deck select ?, material_id, title, pages from deck where lecture_id <> ? order by material_id limit 1")
        .params(lecture, lecture)
        .update();
  }

  /** Breaks the lines by which the nodes hear each other. */
  public void cutWhatNodesHearBy() {
    database().sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'lectern-wakeups'").query(Long.class).single();
  }

  @Override
  public void close() throws IOException {
    balancer.close();
    one.stop();
    two.stop();
    postgres.close();
  }
}
