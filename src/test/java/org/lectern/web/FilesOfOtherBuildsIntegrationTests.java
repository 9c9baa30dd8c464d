package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A page of one build at a node of another. */
@LecternTest
class FilesOfOtherBuildsIntegrationTests {

  private static final Pattern LINK = Pattern.compile("/([0-9a-f]{12})/css/");
  private static final String OTHER = "0123456789ab";

  @LocalServerPort int port;
  @Autowired Classroom classroom;

  @BeforeEach
  void somebodyHasAnAccount() {
    classroom.person("Amara Osei"); // else the first page is another
  }

  @ParameterizedTest
  @ValueSource(strings = {"/js/app.js", "/js/room/main.js", "/js/replay/main.js", "/css/app.css", "/icons.svg", "/favicon.svg"})
  void aPageOfAnotherBuildGetsFilesThatWorkTogetherAndKeepsNone(String file) throws Exception {
    HttpResponse<String> own = get("/" + version() + file);
    HttpResponse<String> other = get("/" + OTHER + file);
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(cacheControl(own)).contains("immutable");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(own.body());
    assertThat(cacheControl(other)).isEqualTo("no-store");
    assertThat(cacheControl(get("/" + version() + file))).as("asked again afterwards").contains("immutable");
  }

  @Test
  void whatNoBuildHasIsNotThere() throws Exception {
    assertThat(get("/" + OTHER + "/js/none.js").statusCode()).isEqualTo(404);
    assertThat(get("/" + OTHER + "/" + OTHER + "/js/app.js").statusCode()).isNotEqualTo(200);
    assertThat(get("/short/js/app.js").statusCode()).isEqualTo(404);
  }

  private String version() throws Exception {
    Matcher link = LINK.matcher(get("/sign-in").body());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  private static String cacheControl(HttpResponse<String> answer) {
    return answer.headers().firstValue("Cache-Control").orElse("");
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Accept", "text/html, */*").build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
