package org.lectern.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.PageWeight;
import org.lectern.support.PageWeight.Weight;
import org.lectern.support.RunningServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long the packaged server takes for each kind of page, and what it weighs; see {@code src/docs/performance.md}. */
class PageBenchmarks {

  private static final int WARMING = Integer.getInteger("bench.warming", 30);
  private static final int TURNS = Integer.getInteger("bench.turns", 100);
  private static final int CLASS = 30;
  private static final int OTHERS = 1_000;
  private static final int COURSES = 200;
  private static final int ADMINS = 6;
  private static final String PASSWORD = "lectern-demo";
  private static final String TOKEN = "benchmarks";

  @TempDir static Path home;

  static RunningServer server;
  static HttpClient browser;
  static List<Kind> pages;

  /**
   * A page that people open.
   *
   * @param cookies of the people who open it, one after the other
   */
  private record Kind(String name, String path, List<String> cookies) {

    String cookie(int turn) {
      return cookies.get(turn % cookies.size());
    }
  }

  /** What was measured of one. */
  private record Figures(List<Double> millis, Duration cpu) {

    double at(double share) {
      return millis.stream().sorted().toList().get((int) Math.ceil(share * millis.size()) - 1);
    }
  }

  @BeforeAll
  static void aSchoolOpens() throws Exception {
    server = RunningServer.start(home, virtualMachine(), "--lectern.demo=true").withSample();
    browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    JdbcClient database = server.database();
    Awaitility.await("the sample's past").atMost(Duration.ofMinutes(1))
        .until(() -> database.sql("select count(*) from lecture where ended_at is not null").query(Long.class).single() == 5);
    pages = pages(database);
  }

  private static List<String> virtualMachine() {
    return Stream.concat(Stream.of("-Xms1g", "-Xmx2g"), Stream.of(System.getProperty("bench.jvm", "").split(" ")).filter(option -> !option.isEmpty())).toList();
  }

  @AfterAll
  static void itCloses() {
    server.close();
  }

  private static List<Kind> pages(JdbcClient database) throws Exception {
    School school = new School(server.jdbcUrl(), CLASS);
    Term term = new Term(database, school.course());
    String course = "/courses/" + school.course();
    String held = "/lectures/" + term.held();
    String coming = "/lectures/" + term.coming();
    String part = course + "/attendance" + held + "/people/" + term.student();

    List<String> nobody = List.of("");
    List<String> students = school.students();
    List<String> instructor = List.of(school.instructor());
    List<String> admins = admins(database);
    long sample = database.sql("select id from lecture where title = 'How continents move'").query(Long.class).single();
    return List.of(
        new Kind("sign-in", "/sign-in", nobody),
        new Kind("sign-in, code", "/sign-in/code", List.of(halfSignedIn(database))),
        new Kind("set a password", passwordLink(database), nobody),
        new Kind("no such page", "/no/such/page", students),
        new Kind("home, student", "/", students),
        new Kind("home, instructor", "/", instructor),
        new Kind("home, admin", "/", admins),
        new Kind("courses", "/courses", students),
        new Kind("course, student", course, students),
        new Kind("course, instructor", course, instructor),
        new Kind("new course", "/courses/new", admins),
        new Kind("people of a course", course + "/people", instructor),
        new Kind("materials", course + "/materials", students),
        new Kind("plan a session", course + "/lectures/new", instructor),
        new Kind("edit a session", coming + "/edit", instructor),
        new Kind("pre-flight", coming + "/prepare", students),
        new Kind("live room, student", "/lectures/" + term.live(), students),
        new Kind("live room, instructor", "/lectures/" + term.live(), instructor),
        new Kind("replay", held, students),
        new Kind("replay of the sample", "/lectures/" + sample, List.of(server.signIn("lena@lectern.example", PASSWORD))),
        new Kind("register", course + "/attendance", instructor),
        new Kind("register, a person", course + "/attendance/people/" + term.student(), instructor),
        new Kind("register, a session", course + "/attendance" + held, instructor),
        new Kind("register, one part", part, instructor),
        new Kind("register, policy", course + "/attendance/policy", instructor),
        new Kind("my progress", course + "/attendance/me", students),
        new Kind("account", "/account", students),
        new Kind("own password", "/password", students),
        new Kind("second factor", "/account/second-factor", students),
        new Kind("admin, people", "/admin/people", admins),
        new Kind("admin, a person", "/admin/people/" + term.student(), admins),
        new Kind("admin, new person", "/admin/people/new", admins),
        new Kind("admin, courses", "/admin/courses", admins));
  }

  /** More than one, because nobody may search as often as is measured. They have a thousand people and two hundred courses to look at. */
  private static List<String> admins(JdbcClient database) {
    new School(server.jdbcUrl(), OTHERS);
    database.sql("insert into course (client_id, title, code, description, created_at) select gen_random_uuid(), 'Course ' || n, 'C ' || n, '', now() from generate_series(1, ?) n")
        .param(COURSES).update();
    database
        .sql("""
            insert into users (email, name, password_hash, site_role, active, created_at)
            select 'admin' || n || '@bench.example', 'Admin ' || n, (select password_hash from users where email = 'admin@lectern.example'), 'ADMIN', true, now()
              from generate_series(1, ?) n
            """)
        .param(ADMINS).update();
    return IntStream.rangeClosed(1, ADMINS).mapToObj(n -> server.signIn("admin%d@bench.example".formatted(n), PASSWORD)).toList();
  }

  private static String halfSignedIn(JdbcClient database) {
    database.sql("insert into second_factor (user_id, secret, last_step, since) select id, decode('00', 'hex'), 0, now() from users where email = 'zoe@lectern.example'").update();
    return server.signIn("zoe@lectern.example", PASSWORD);
  }

  private static String passwordLink(JdbcClient database) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
    database.sql("insert into password_link (digest, user_id, expires_at) select ?, id, now() + interval '1 day' from users where email = 'mei@lectern.example'").param(digest).update();
    return "/password/" + TOKEN;
  }

  @Test
  void everyPage() throws Exception {
    takeTurns(WARMING);
    String loadBefore = load();
    Map<Kind, Figures> figures = takeTurns(TURNS);
    Table.print("%neach page %d times after %d for warming, in turn; load %s before and %s after", TURNS, WARMING, loadBefore, load());
    PageWeight weights = new PageWeight(browser);
    Table.print("%-22s %8s %8s %8s %8s %10s %10s %6s", "page", "p50 ms", "p95 ms", "max ms", "CPU ms", "page kB", "whole kB", "files");
    figures.forEach((page, figure) -> {
      Weight weight = weights.of(server.uri(page.path()), page.cookie(0));
      Table.print("%-22s %8.1f %8.1f %8.1f %8.1f %10.1f %10.1f %6d", page.name(), figure.at(0.5), figure.at(0.95), figure.at(1),
          figure.cpu().toNanos() / 1e6 / TURNS, weight.page() / 1e3, weight.whole() / 1e3, weight.files().size());
    });
    List<Double> all = figures.values().stream().flatMap(figure -> figure.millis().stream()).toList();
    Figures together = new Figures(all, Duration.ZERO);
    Table.print("all together: p50 %.1f, p95 %.1f, p99 %.1f ms", together.at(0.5), together.at(0.95), together.at(0.99));
  }

  /** In turn over all pages, so that what else the machine does falls on all of them. */
  private static Map<Kind, Figures> takeTurns(int turns) throws Exception {
    Map<Kind, Figures> figures = new LinkedHashMap<>();
    for (int turn = 0; turn < turns; turn++) {
      for (Kind page : pages) {
        Duration used = cpu();
        double millis = millis(page, turn);
        Duration spent = cpu().minus(used);
        figures.merge(page, new Figures(List.of(millis), spent), (before, now) -> {
          List<Double> longer = new ArrayList<>(before.millis());
          longer.addAll(now.millis());
          return new Figures(longer, before.cpu().plus(now.cpu()));
        });
      }
    }
    return figures;
  }

  /** Until the whole answer has come. */
  private static double millis(Kind page, int turn) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri(page.path())).header("Accept", "text/html").header("Accept-Encoding", "gzip").header("Cookie", page.cookie(turn)).build();
    long began = System.nanoTime();
    HttpResponse<byte[]> answer = browser.send(request, HttpResponse.BodyHandlers.ofByteArray());
    double millis = (System.nanoTime() - began) / 1e6;
    if (answer.statusCode() != 200 && !page.path().startsWith("/no/")) {
      throw new AssertionError(page + " is answered " + answer.statusCode());
    }
    return millis;
  }

  private static Duration cpu() {
    return ProcessHandle.of(server.pid()).flatMap(process -> process.info().totalCpuDuration()).orElseThrow();
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }
}
