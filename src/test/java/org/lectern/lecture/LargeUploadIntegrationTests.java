package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is too large to be taken, over a real connection: the server must read on to be heard. */
@LecternTest
class LargeUploadIntegrationTests {

  @LocalServerPort int port;
  @Autowired Classroom classroom;

  @Test
  void threeHundredMegabytesAreRefusedInWords() throws Exception {
    User amara = classroom.person("Dr. Amara Osei");
    Lecture lecture = classroom.lecture(classroom.course(amara));
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<String> page =
        client.send(
            HttpRequest.newBuilder(address("/lectures/" + lecture.id() + "/edit"))
                .header("Cookie", classroom.cookie(amara))
                .header("Accept", "text/html")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    String csrfCookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    Matcher token = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"").matcher(page.body());
    assertThat(token.find()).isTrue();

    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(address("/lectures/" + lecture.id() + "/decks"))
                .header("Cookie", classroom.cookie(amara) + "; " + csrfCookie)
                .header("X-CSRF-TOKEN", token.group(1))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Upload(300_000_000)))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("Files can have up to 200 MB.");
  }

  private URI address(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** A form with one file of so many zeros, made as it is read. */
  private static final class Upload extends InputStream {

    private final byte[] head =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"zeros.pdf\"\r\n\r\n".getBytes();
    private final byte[] tail = "\r\n--b--\r\n".getBytes();
    private final long zeros;
    private long position;

    Upload(long zeros) {
      this.zeros = zeros;
    }

    @Override
    public int read() {
      long at = position++;
      if (at < head.length) {
        return head[(int) at];
      }
      long after = at - head.length - zeros;
      if (after < 0) {
        return 0;
      }
      return after < tail.length ? tail[(int) after] : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      long left = head.length + zeros + tail.length - position;
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      for (int i = 0; i < count; i++) {
        into[offset + i] = (byte) read();
      }
      return count;
    }
  }
}
