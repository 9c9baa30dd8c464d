package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

@ExtendWith(OutputCaptureExtension.class)
class RequestLimitsTests {

  private final RequestLimits limits = new RequestLimits(new Refusals());

  @ParameterizedTest
  @CsvSource({
    "POST, /lectures/7/decks, 60",
    "POST, /lectures/7/slides, 60",
    "POST, /courses/7/materials, 60",
    "POST, /courses/7/images, 60",
    "POST, /admin/people/new, 120",
    "POST, /admin/people/3/password-link, 120",
    "POST, /courses/7/people, 120",
    "GET, /password/guessed, 1000",
    "POST, /password/guessed, 1000",
    "POST, /lectures/7/watch, 120",
    "GET, /courses/7/attendance.csv, 20",
    "GET, /courses/7/attendance.xlsx, 20",
    "GET, /lectures/7/people, 240",
    "GET, /courses/7/people, 240",
    "GET, /admin/people, 240",
    "GET, /lectures/7/earlier/chat, 240",
    "GET, /lectures/7/entries, 240",
    "GET, /lectures/7/prepare/speed, 60",
    "POST, /lectures/7/prepare/speed, 60"
  })
  void whatCostsMoreThanAPageIsCounted(String method, String path, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      assertThat(ask("7", method, path).getStatus()).isEqualTo(200);
    }
    MockHttpServletResponse refusal = ask("7", method, path);
    assertThat(refusal.getStatus()).isEqualTo(429);
    assertThat(Integer.parseInt(refusal.getHeader("Retry-After"))).isBetween(1, 60);
    assertThat(ask("8", method, path).getStatus()).as("another person").isEqualTo(200);
  }

  @Test
  void oneIsCountedOnWhateverLectureItIs() throws IOException {
    for (int i = 0; i < 60; i++) {
      ask("7", "POST", "/lectures/" + i + "/decks");
    }
    assertThat(ask("7", "POST", "/courses/1/materials").getStatus()).isEqualTo(429);
  }

  @Test
  void pagesAreNotCounted() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      assertThat(ask("7", "GET", "/lectures/7").getStatus()).isEqualTo(200);
    }
  }

  @Test
  void whoAsksTooOftenIsInTheLogWithoutFloodingItOrTellingATokenThatWasTyped(CapturedOutput log) throws IOException {
    for (int i = 0; i < 1_100; i++) {
      ask("7", "POST", "/password/secret");
    }
    assertThat(log.getOut().lines().filter(line -> line.endsWith("Person 7 asked too often: POST /password/{token}"))).hasSizeBetween(1, 20);
    assertThat(log.getOut()).doesNotContain("secret");
  }

  private MockHttpServletResponse ask(String person, String method, String path) throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setUserPrincipal(() -> person);
    request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, path.startsWith("/password/") ? "/password/{token}" : path);
    MockHttpServletResponse response = new MockHttpServletResponse();
    assertThat(limits.preHandle(request, response, this)).isEqualTo(response.getStatus() == 200);
    return response;
  }
}
