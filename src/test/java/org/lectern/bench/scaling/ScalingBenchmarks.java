package org.lectern.bench.scaling;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What {@code src/docs/scaling.md} says of many nodes. The first measures what the second counts with. */
class ScalingBenchmarks {

  /** The machine of {@code performance.md}; where each is from stands in {@code scaling.md}. */
  private static final Costs MEASURED = new Costs(11, 34, 200, 150, 26, 50, 9, 27, 2, 138, 215, 40, 20, 1_500, 200);

  private static final int CORES = 16;
  private static final int MOST_NODES = 2_000;

  @Test
  void whatPostgresTakes() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Connection said = postgres.getPostgresDatabase().getConnection();
        Statement say = said.createStatement()) {
      say.execute("create table entry (lecture_id bigint, seq bigint, said_at timestamptz, type text, actor bigint, data jsonb, primary key (lecture_id, seq))");
      say.execute("insert into entry select 1, n, now(), 'chat.posted', n % 1000, '{\"text\": \"What is a subduction zone?\"}' from generate_series(1, 20000) n");
      say.execute("analyze entry");
      for (int listeners : new int[] {1, 10, 50}) {
        tellNotify(postgres, said, listeners);
      }
      double before = cpu(said);
      int reads = 20_000;
      try (var read = said.prepareStatement("select * from entry where lecture_id = 1 and seq > ? order by seq limit 5000")) {
        for (int i = 0; i < reads; i++) {
          read.setLong(1, 19_999);
          try (ResultSet rows = read.executeQuery()) {
            rows.next();
          }
        }
      }
      print("one entry read: %.0f us of PostgreSQL", (cpu(said) - before) / reads * 1e6);
      before = cpu(said);
      int rounds = 50;
      for (int i = 0; i < rounds; i++) {
        try (ResultSet rows = say.executeQuery("select distinct e.lecture_id, e.actor, e.type, p.data from entry e join entry p on p.lecture_id = 1 and p.seq = e.seq where e.seq <= 20000")) {
          while (rows.next()) {
            rows.getLong(2);
          }
        }
      }
      print("one row of two tables among 20,000, told apart: %.1f us of PostgreSQL", (cpu(said) - before) / rounds / 20_000 * 1e6);
    }
  }

  private static void tellNotify(EmbeddedPostgres postgres, Connection said, int listeners) throws SQLException {
    List<Connection> ears = new ArrayList<>();
    for (int i = 0; i < listeners; i++) {
      Connection ear = postgres.getPostgresDatabase().getConnection();
      try (Statement listen = ear.createStatement()) {
        listen.execute("listen lectern");
      }
      ears.add(ear);
    }
    double speaker = cpu(said);
    double heard = 0;
    for (Connection ear : ears) {
      heard -= cpu(ear);
    }
    int times = 1_000;
    try (Statement say = said.createStatement()) {
      for (int i = 0; i < times; i++) {
        say.execute("select pg_notify('lectern', '6f0c2f0e-1111-2222-3333-444455556666 log 7 %d')".formatted(i));
        for (Connection ear : ears) {
          ear.unwrap(PGConnection.class).getNotifications(1_000);
        }
      }
    }
    for (Connection ear : ears) {
      heard += cpu(ear);
      ear.close();
    }
    print("NOTIFY to %d: %.0f us for who says it, %.0f us for each that hears it", listeners, (cpu(said) - speaker) / times * 1e6, heard / times / listeners * 1e6);
  }

  /** What the process behind a connection has used so far, in seconds. */
  private static double cpu(Connection connection) throws SQLException {
    try (Statement ask = connection.createStatement(); ResultSet pid = ask.executeQuery("select pg_backend_pid()")) {
      pid.next();
      String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid.getLong(1))));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What the model says of the machine whose costs it has, beside what was measured there. */
  @Test
  void whatIsKnownComesOut() {
    double[] millis = new Simulation(new Cluster(1, 2, false), Workload.of(1, 1_000), MEASURED, 7).millis(0.5, 0.95);
    print("1,000 people on one node with two cores: %.0f / %.0f ms, where 27 / 48 were measured", millis[0], millis[1]);
  }

  @Test
  void howItGrows() {
    print("%n| | anybody on any node | first to give way | p50 / p95 | a lecture's people together | first to give way | p50 / p95 |");
    print("| --- | --- | --- | --- | --- | --- | --- |");
    for (Workload load : List.of(
        Workload.of(1, 1_000), Workload.of(1, 5_000), Workload.of(1, 20_000), Workload.of(1, 100_000),
        Workload.of(100, 30), Workload.of(1_000, 30), Workload.of(10_000, 30), Workload.of(100, 1_000))) {
      print("| %s | %s | %s |", load.name(), described(load, false), described(load, true));
    }
  }

  /** With the fewest nodes of which neither processors nor network are used too much. */
  private static String described(Workload load, boolean together) {
    Cluster cluster = new Cluster(1, CORES, together);
    while (cluster.nodes() < MOST_NODES && cluster.ofTheNodes(load, MEASURED).stream().anyMatch(use -> use.share() > Cluster.COMFORTABLE)) {
      cluster = new Cluster(cluster.nodes() + 1, CORES, together);
    }
    Cluster.Use first = cluster.first(load, MEASURED);
    double[] millis = new Simulation(cluster, load, MEASURED, 7).millis(0.5, 0.95);
    return "%s | %s, %.0f %% | %s".formatted(
        cluster.nodes() == MOST_NODES ? "more than %,d".formatted(MOST_NODES) : "%,d".formatted(cluster.nodes()),
        first.what(), first.share() * 100,
        first.share() > 1 ? "does not keep up" : "%.0f / %.0f ms".formatted(millis[0], millis[1]));
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.UK, format, arguments));
  }
}
