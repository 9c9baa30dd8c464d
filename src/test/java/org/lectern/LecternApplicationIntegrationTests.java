package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

@LecternTest
class LecternApplicationIntegrationTests {

  @LocalServerPort int port;
  @Autowired WebServerApplicationContext context;

  @Test
  void saysThatItIsReadyToSomeoneWhoIsNotSignedIn() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health/readiness")).build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("UP");
  }

  /** On virtual ones a machine with two cores stopped for good: decision 0007. */
  @Test
  void requestsAreServedOnThreadsOfTheOperatingSystem() throws Exception {
    TomcatWebServer server = (TomcatWebServer) context.getWebServer();
    CompletableFuture<Boolean> isVirtual = new CompletableFuture<>();

    server.getTomcat().getConnector().getProtocolHandler().getExecutor()
        .execute(() -> isVirtual.complete(Thread.currentThread().isVirtual()));

    assertThat(isVirtual.get(10, TimeUnit.SECONDS)).isFalse();
  }
}
