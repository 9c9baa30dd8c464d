package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.lectern.support.LecternTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@LecternTest
class LecternApplicationIntegrationTests {

  @LocalServerPort int port;

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
}
