package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.lecture.Lecture;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** What an operator sees of a running Lectern, and what nobody else does. */
@LecternTest
class FiguresIntegrationTests {

  private static final Path DASHBOARD = Path.of("src/docs/operating/grafana-dashboard.json");
  private static final Pattern METRIC = Pattern.compile("\\b(?:lectern|jvm|process|hikaricp)_[a-z_]+");

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired MeterRegistry registry;
  @Autowired HealthEndpoint health;

  @Test
  void everyMetricTheDashboardNamesExists() throws IOException {
    Set<String> known = registry.getMeters().stream().map(FiguresIntegrationTests::prometheusName).collect(Collectors.toSet());
    Set<String> named =
        new JsonMapper().readTree(Files.readString(DASHBOARD)).findValuesAsString("expr").stream()
            .flatMap(expression -> METRIC.matcher(expression).results().map(MatchResult::group))
            .map(name -> name.replaceFirst("_(?:bucket|sum|count)$", ""))
            .collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(15);
    assertThat(known).containsAll(named);
  }

  private static String prometheusName(Meter meter) {
    Meter.Id id = meter.getId();
    String name = new PrometheusNamingConvention().name(id.getName(), id.getType(), id.getBaseUnit());
    return id.getType() == Meter.Type.COUNTER ? name + "_total" : name;
  }

  @Test
  void whatIsSaidIsCountedForEveryReaderAndOnceInTheLog() {
    User amara = classroom.person("Amara Osei");
    Lecture lecture = classroom.lecture(classroom.course(amara));
    double deliveries = counter("lectern.room.deliveries");
    double entries = counter("lectern.log.entries");
    try (RoomClient one = RoomClient.join(port, classroom.cookie(amara), lecture.id().value(), 0);
        RoomClient other = RoomClient.join(port, classroom.cookie(amara), lecture.id().value(), 0)) {
      one.say("chat.post", Map.of("text", "Welcome"));
      other.entry("chat.posted");

      assertThat(counter("lectern.room.deliveries") - deliveries).isGreaterThanOrEqualTo(2);
      assertThat(counter("lectern.log.entries") - entries).isGreaterThanOrEqualTo(1);
      assertThat(registry.get("lectern.room.connections").gauge().value()).isGreaterThanOrEqualTo(2);
    }
  }

  private double counter(String name) {
    return registry.get(name).counter().count();
  }

  @Test
  void onlyReadinessIsForEverybody() throws Exception {
    assertThat(status("/actuator/health/readiness", "")).isEqualTo(200);
    assertThat(status("/actuator/health/liveness", "")).isEqualTo(200);
    String student = classroom.cookie(classroom.person("Lena Fischer"));
    for (String path : List.of("/actuator", "/actuator/health", "/actuator/metrics", "/actuator/prometheus", "/actuator/env")) {
      assertThat(status(path, "")).as(path).isEqualTo(401);
      assertThat(status(path, student)).as(path + " as a student").isEqualTo(404);
    }
  }

  private int status(String path, String cookie) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Cookie", cookie).header("Authorization", "Bearer x").build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void readinessIncludesTheDatabase() {
    assertThat(health.healthForPath("readiness", "db")).isNotNull();
  }

  @Test
  void theLogSaysWhoAndWhereByNumberAndNothingOfWhatWasWritten() {
    User lena = classroom.person("Lena Fischer");
    Lecture lecture = classroom.lecture(classroom.course(lena));
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger("org.lectern");
    logged.start();
    logger.addAppender(logged);
    try (RoomClient client = RoomClient.join(port, classroom.cookie(lena), lecture.id().value(), 0)) {
      client.sendText("{\"type\":\"my secret\",\"id\":\"" + java.util.UUID.randomUUID() + "\"}");
      assertThat(client.closeCode()).isEqualTo(4400);
    } finally {
      logger.detachAppender(logged);
    }

    ILoggingEvent closing =
        logged.list.stream().filter(event -> event.getFormattedMessage().contains("does not speak")).findFirst().orElseThrow();
    assertThat(closing.getMDCPropertyMap())
        .containsEntry("lecture", lecture.id().toString())
        .containsEntry("person", lena.id().toString());
    assertThat(logged.list).noneMatch(event -> event.getFormattedMessage().contains("secret"));
  }
}
