package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.accounts.User;
import org.lectern.support.Slides;
import org.springframework.test.context.TestPropertySource;

/** Lectern shares its host with others, and browsers reach it by a name and a port that only the proxy before it knows. */
@TestPropertySource(properties = {"server.servlet.context-path=/school", "server.forward-headers-strategy=native"})
class BehindAProxyJourneyTests extends Journey {

  private final Queue<String> elsewhere = new ConcurrentLinkedQueue<>();

  @Test
  void aLectureIsTaughtAndWatchedUnderAPathOfTheHost() {
    Page instructor = page(amara), student = page(lena);
    open(instructor, "/");
    open(instructor, "/courses/" + course.id());
    open(instructor, "/courses/%s/people".formatted(course.id()));
    open(instructor, "/courses/%s/attendance".formatted(course.id()));
    open(instructor, "/lectures/%s/edit".formatted(lecture.id()));
    open(student, "/account");
    open(student, "/lectures/%s/prepare".formatted(lecture.id()));

    open(instructor, "/lectures/" + lecture.id());
    open(student, "/lectures/" + lecture.id());
    button(instructor, "Choose slides").click();
    instructor.locator("lectern-decks input[type=file]").setInputFiles(new FilePayload("a;b.pdf", "application/pdf", Slides.pdf(2)));
    assertThat(student.locator("lectern-slides canvas")).hasAttribute("data-page", "1");
    student.getByLabel("Message everyone").fill("I am here");
    button(student, "Send").click();
    assertThat(instructor.locator("lectern-chat [data-part=messages]")).containsText("I am here");

    open(student, "/courses/%s/materials".formatted(course.id()));
    String file = student.locator("a", new Page.LocatorOptions().setHasText("a;b.pdf")).getAttribute("href");
    assertThat(student.request().get(site() + file).status()).isEqualTo(200);
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void whoMustSignInFirstComesBackToThePageTheyWanted() throws IOException {
    Page stranger = page(null);
    open(stranger, "/courses/" + course.id());
    assertThat(stranger).hasURL(site() + "/school/sign-in");

    String answer = ask("GET /school/courses/%s HTTP/1.1\r\nHost: school.example:8443\r\nX-Forwarded-Proto: https\r\nAccept: text/html".formatted(course.id()));
    assertThat(answer).startsWith("HTTP/1.1 302").contains("Location: /school/sign-in");
  }

  /** What nginx, Caddy and HAProxy pass on, what Apache does, and a proxy that says the port by itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: school.example:8443 | X-Forwarded-Proto: https | Accept: */* | https://school.example:8443 | 101",
        "Host: school.example | X-Forwarded-Proto: https | Accept: */* | https://school.example | 101",
        "Host: 127.0.0.1:8080 | X-Forwarded-Proto: https | X-Forwarded-Host: school.example:8443 | https://school.example:8443 | 101",
        "Host: school.example | X-Forwarded-Proto: https | X-Forwarded-Port: 8443 | https://school.example:8443 | 101",
        "Host: [2001:db8::7]:8443 | X-Forwarded-Proto: https | Accept: */* | https://[2001:db8::7]:8443 | 101",
        "Host: school.example:8080 | Accept: */* | Accept: text/html | http://school.example:8080 | 101",
        "Host: school.example:8443 | X-Forwarded-Proto: https | Accept: */* | https://elsewhere.example | 403",
        "Host: school.example:8443 | X-Forwarded-Proto: https | Accept: */* | https://school.example | 403",
        "Host: school.example:8443 | X-Forwarded-Proto: https | Accept: */* | https://school.example:9999 | 403"
      })
  void theRoomIsOpenToItsOwnPagesUnderEveryAddressTheyMayHave(String host, String forwarded, String more, String origin, String status) throws IOException {
    String cookie = classroom.cookie(lena);
    String answer =
        ask(
            """
            GET /school/lectures/%s/socket HTTP/1.1\r
            %s\r
            %s\r
            %s\r
            Origin: %s\r
            Cookie: %s; __Host-%s\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: lectern.v1\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="""
                .formatted(lecture.id(), host, forwarded, more, origin, cookie, cookie));
    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  private String ask(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      byte[] head = new byte[4096];
      int length = socket.getInputStream().readNBytes(head, 0, 12);
      length += socket.getInputStream().read(head, length, head.length - length);
      return new String(head, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  private Page page(User person) {
    BrowserContext context = browser.newContext(new Browser.NewContextOptions().setTimezoneId("Europe/Berlin"));
    if (person != null) {
      context.addCookies(List.of(new Cookie("SESSION", classroom.cookie(person).substring("SESSION=".length())).setUrl(site())));
    }
    Page page = context.newPage();
    page.onRequest(request -> {
      if (request.url().startsWith(site()) && !URI.create(request.url()).getPath().startsWith("/school/")) {
        elsewhere.add(request.url());
      }
    });
    page.onResponse(response -> {
      if (response.status() >= 400) {
        elsewhere.add(response.status() + " " + response.url());
      }
    });
    return page;
  }

  private void open(Page page, String path) {
    page.navigate(site() + "/school" + path);
    page.waitForLoadState();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private String site() {
    return "http://localhost:" + port;
  }
}
