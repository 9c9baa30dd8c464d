package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is too large to be taken, and what is not, over a real connection: the server must read on to be heard. */
@LecternTest
class LargeUploadIntegrationTests {

  @LocalServerPort int port;
  @Autowired Classroom classroom;

  @Test
  void threeHundredMegabytesAreRefusedInWords() throws Exception {
    HttpResponse<String> answer = upload("zeros.pdf", 300_000_000);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("Files can have up to 200 MB.");
  }

  @Test
  void aSmallFileOfALongNameIsNotTooLarge() throws Exception {
    assertThat(upload("火".repeat(251) + ".pdf", 20).body()).contains("This file is not a PDF.");
  }

  private HttpResponse<String> upload(String name, long zeros) throws IOException, InterruptedException {
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
    return client.send(
        HttpRequest.newBuilder(address("/lectures/" + lecture.id() + "/decks"))
            .header("Cookie", classroom.cookie(amara) + "; " + csrfCookie)
            .header("X-CSRF-TOKEN", token.group(1))
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Upload(name, zeros)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI address(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** A form with one file of so many zeros, made as it is read. */
  private static final class Upload extends InputStream {

    private final byte[] head;
    private final byte[] tail = "\r\n--b--\r\n".getBytes();
    private final long zeros;
    private long position;

    Upload(String name, long zeros) {
      this.head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n".formatted(name).getBytes(StandardCharsets.UTF_8);
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
