package org.lectern.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

  /** @param settings of both */
  public static TwoNodes start(Path home, String... settings) throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    List<String> ofOne = new ArrayList<>(List.of(settings));
    ofOne.add("--lectern.demo=true");
    RunningServer one = node(postgres, home, "one", ofOne.toArray(String[]::new)).withSample();
    return new TwoNodes(postgres, one, node(postgres, home, "two", settings));
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
