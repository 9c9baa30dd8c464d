package org.lectern.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.accounts.Role;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.courses.materials.CourseImages;
import org.lectern.courses.materials.Materials;
import org.lectern.hostile.Addresses.Address;
import org.lectern.lecture.Lecture;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Ten thousand requests that mean no good, the same ones each time, while a class is taught. */
@LecternTest
class HostileRequestsIntegrationTests {

  private static final long SEED = 20_261_122;
  private static final int REQUESTS = 10_000;
  private static final int AT_ONCE = 8;

  private static final List<String> METHODS = List.of("GET", "GET", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW");
  private static final List<String> IDS =
      List.of("0", "-1", "1", "2", "9223372036854775807", "99999999999999999999", "abc", "1e3", "%00", "%0d%0aSet-Cookie:%20evil=1", "..%2f..%2f", "%2e%2e", "..;", "'%20or%201=1--", "1;jsessionid=2", "%C0%AE", "%F0%9F%92%A9", "null", "{id}", "%3Cscript%3E");
  private static final List<String> VALUES =
      List.of("", "0", "-1", "999999999999", "x", "%00", "%F0%9F%92%A9", "%0d%0aX-Evil:%201", "'%3B%20drop%20table%20users%3B--", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%25n%25s", "../../etc/passwd", "NaN", "2026-02-30", "25:61", "Mars/Olympus", "a".repeat(3_000), "%ff", "%ED%A0%80", "true", "[]", "{}");
  private static final List<String> NAMES =
      List.of("q", "page", "show", "sessions", "before", "limit", "at", "missed", "title", "code", "date", "start", "end", "zone", "email", "role", "person", "reason", "kind", "status", "clientId", "file", "name", "password", "theme", "lateAfter", "from", "to", "_method", "sort", "size", "question", "text", "answers", "tag", "toggle", "other", "add", "format", "seconds", "deck");
  private static final List<Map<String, String>> HEADERS =
      List.of(
          Map.of(),
          Map.of("Content-Type", "application/json"),
          Map.of("Content-Type", "multipart/form-data; boundary=x"),
          Map.of("Content-Type", "multipart/form-data"),
          Map.of("Content-Type", "text/xml"),
          Map.of("Content-Type", "???"),
          Map.of("Accept", "application/x-nothing"),
          Map.of("Accept", "\"; drop"),
          Map.of("Accept-Language", "xx-YY-ZZ;q=banana"),
          Map.of("Range", "bytes=5-1"),
          Map.of("Range", "bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8,9-9,10-10"),
          Map.of("Range", "bytes=-99999999999999999999"),
          Map.of("If-None-Match", "W/\"\"\"\""),
          Map.of("If-Modified-Since", "yesterday"),
          Map.of("Cookie", "SESSION=Zm9yZ2Vk; remember=Zm9yZ2VkOmZvcmdlZA==; csrf=x; zone=../../x"),
          Map.of("Cookie", "SESSION=%00; zone=Mars/Olympus; theme=<script>"),
          Map.of("X-CSRF-TOKEN", "forged"),
          Map.of("Host", "evil.example"),
          Map.of("X-Forwarded-For", "1.2.3.4', (select 1))--", "X-Forwarded-Host", "evil.example"),
          Map.of("Content-Length", "-5"),
          Map.of("Transfer-Encoding", "chunked"),
          Map.of("Expect", "200-maybe"),
          Map.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", "12", "Sec-WebSocket-Key", "?"));
  private static final List<String> BODIES =
      List.of("", "{", "[]", "{\"type\":\"chat.post\"}", "{\"type\":{\"type\":[]}}", "null", "\u0000", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x.pdf\"\r\n\r\n%PDF-1.7", "a=b&a=b&=&&%%%", "x".repeat(20_000), "[".repeat(5_000));

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired Users users;
  @Autowired Materials materials;
  @Autowired CourseImages images;
  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

  private final AtomicInteger answered = new AtomicInteger();
  private Addresses addresses;
  private RawHttp http;
  private User amara;
  private User lena;
  private Course course;
  private Lecture lecture;
  private long material;
  private UUID image;

  @BeforeEach
  void aClassIsTaught() throws Exception {
    addresses = new Addresses(requestMappingHandlerMapping);
    http = new RawHttp(port);
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.lecture(course);
    material = materials.add(course.id(), amara, "secret.txt", new ByteArrayInputStream("the answers".getBytes()), any -> {}).id().value();
    image = images.add(course.id(), lena, StrangersIntegrationTests.PNG).id();
  }

  @Test
  void whoIsNotSignedInIsLedToTheDoor() throws IOException {
    Visitor nobody = Visitor.with(http, "");
    List<String> complaints = new ArrayList<>();
    for (Address address : ofCourses()) {
      RawHttp.Answer answer = nobody.send(address.method(), filled(address.pattern()));
      boolean toTheDoor = answer.status() == 302 && answer.header("Location").endsWith("/sign-in");
      if (!toTheDoor && answer.status() != 401) {
        complaints.add(address + " answers " + answer.status() + " " + answer.header("Location"));
      }
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void administrationIsThereForAdminsAlone() throws IOException {
    Visitor instructor = Visitor.with(http, classroom.cookie(amara));
    List<String> complaints = new ArrayList<>();
    for (Address address : addresses.all()) {
      if (address.pattern().startsWith("/admin")) {
        int status = instructor.send(address.method(), filled(address.pattern())).status();
        if (status != 404) {
          complaints.add(address + " answers " + status);
        }
      }
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void whoAsksForTheRegisterAgainAndAgainReadsWhenToComeBackAndHoldsNobodyUp() throws IOException {
    String export = "/courses/%s/attendance.csv".formatted(course.id());
    Visitor teacher = Visitor.with(http, classroom.cookie(amara));
    RawHttp.Answer answer;
    do {
      answer = teacher.send("GET", export);
    } while (answer.status() == 200);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).matches("[0-9]+");
    assertThat(answer.body()).contains("That was very often", "nothing was changed. Wait " + answer.header("Retry-After") + " s");
    RawHttp.Answer toAProgram = teacher.send("GET", export, Map.of("Accept", "application/json"), "");
    assertThat(toAProgram.header("Content-Type")).startsWith("application/problem+json");
    assertThat(toAProgram.body()).contains("\"status\":429", "asked for too often");
    User tom = classroom.enrolled(course, "Tom Tutor", CourseRole.ASSISTANT);
    assertThat(Visitor.with(http, classroom.cookie(tom)).send("GET", export).status()).isEqualTo(200);
  }

  @Test
  void aPasteOfTenMegabytesIsRefusedInWords() throws IOException {
    Visitor teacher = Visitor.with(http, classroom.cookie(amara));
    String text = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n" + "x".repeat(10_000_000) + "\r\n--x--\r\n";
    RawHttp.Answer answer =
        teacher.send("POST", "/courses/%s/questions/import".formatted(course.id()), Map.of("Content-Type", "multipart/form-data; boundary=x", "Accept", "text/html"), text);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("What is written in a form can have 2 MB.");
  }

  @Test
  void aCharacterThatNoTextHasIsTakenFromNobody() throws IOException {
    Visitor nobody = Visitor.with(http, "");
    Visitor teacher = Visitor.with(http, classroom.cookie(amara));
    for (String form : List.of("title=a%00b", "title=Geography&code=%00", "title=Geography&description=a%00")) {
      RawHttp.Answer answer = teacher.send("POST", "/courses/new", Map.of(), form);
      assertThat(answer.status()).as(form).isEqualTo(400);
      assertThat(answer.body()).contains("We cannot read this request");
    }
    assertThat(teacher.send("POST", "/courses/new?title=a%00b", Map.of("Content-Type", "multipart/form-data; boundary=x"), "--x--\r\n").status()).isEqualTo(400);
    assertThat(nobody.send("POST", "/sign-in", Map.of(), "email=a%00b&password=x").status()).isEqualTo(400);
  }

  /** What they hold says U+0000 when it is decoded. */
  @ParameterizedTest
  @ValueSource(strings = {"SESSION=AA==", "SESSION=YQBi", "remember=AGE6AGI=", "remember=YTpiAA==", "SESSION=%00; remember=%00; csrf=%00; theme=%00; zone=%00"})
  void aCookieThatIsNotOursIsNobodys(String cookie) throws IOException {
    Visitor stranger = Visitor.with(http, "");
    RawHttp.Answer page = stranger.send("GET", "/courses", Map.of("Cookie", cookie), "");
    assertThat(page.status()).isEqualTo(302);
    assertThat(page.header("Location")).endsWith("/sign-in");
    assertThat(stranger.send("GET", "/lectures/%s/media/1-0.mp4".formatted(lecture.id()), Map.of("Cookie", cookie), "").status()).isEqualTo(401);
    assertThat(RoomClient.silent(port, cookie, lecture.id().value()).closeCode()).isEqualTo(4401);
  }

  @Test
  void tenThousandRequestsThatMeanNoGoodBreakNothingTellNothingAndDisturbNobody() throws Exception {
    User admin = users.create("root" + lecture.id() + "@people.example", "Ingrid Solheim", Role.ADMIN, null);
    List<Visitor> visitors =
        List.of(
            Visitor.with(http, ""),
            Visitor.with(http, classroom.cookie(lena)),
            Visitor.with(http, classroom.cookie(amara)),
            Visitor.with(http, classroom.cookie(admin)));
    User teaches = classroom.enrolled(course, "Tom Weber", CourseRole.INSTRUCTOR); // Amara signs herself out everywhere else
    List<Address> all = addresses.all();
    List<String> complaints;
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    logged.start();
    log.addAppender(logged);
    try (RoomClient teacher = RoomClient.join(port, classroom.cookie(teaches), lecture.id().value(), 0);
        ExecutorService attackers = Executors.newFixedThreadPool(AT_ONCE)) {
      teacher.say("lecture.start", Map.of());
      List<Future<String>> attempts =
          IntStream.range(0, REQUESTS).mapToObj(number -> attackers.submit(attempt(number, all, visitors))).toList();
      complaints = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        if (!attempts.get(i).get().isEmpty()) {
          complaints.add(attempts.get(i).get());
        }
        if (i % 100 == 0) {
          teacher.beat();
        }
      }
      teacher.say("chat.post", Map.of("text", "Where were we?"));
    } finally {
      log.detachAppender(logged);
    }
    assertThat(complaints).isEmpty();
    assertThat(logged.list).as("what our log calls our fault").noneMatch(event -> event.getLevel() == Level.ERROR);
    assertThat(answered.get()).as("requests that were understood well enough to be answered").isGreaterThan(REQUESTS * 9 / 10);
  }

  private Callable<String> attempt(int number, List<Address> all, List<Visitor> visitors) {
    Random random = new Random(SEED + number);
    String path = path(pick(all, random).pattern(), random);
    String method = pick(METHODS, random);
    Visitor visitor = pick(visitors, random);
    Map<String, String> headers = new LinkedHashMap<>(pick(HEADERS, random));
    String body = method.matches("GET|HEAD|OPTIONS|TRACE") ? "" : body(random);
    return () -> {
      RawHttp.Answer answer = visitor.send(method, path, headers, body);
      if (answer.status() > 0) {
        answered.incrementAndGet();
      }
      boolean evil = answer.headers().stream().anyMatch(line -> line.startsWith("X-Evil") || line.contains("evil=1") || line.startsWith("Location: http://evil"));
      return answer.status() >= 500 || answer.leaks() || evil
          ? "%s %s %s %.40s -> %d".formatted(method, path, headers, body, answer.status())
          : "";
    };
  }

  private String path(String pattern, Random random) {
    String path = random.nextInt(3) == 0 ? filled(pattern) : Pattern.compile("\\{[^}]*}").matcher(pattern).replaceAll(any -> java.util.regex.Matcher.quoteReplacement(pick(IDS, random)));
    if (random.nextInt(8) == 0) {
      path += pick(List.of("/", "/..", "//", "/%2e%2e/", ";a=b", ".json", "%00", "/../../etc/passwd", "?", "#"), random);
    }
    StringBuilder asked = new StringBuilder(path.replace(" ", "%20"));
    for (int i = random.nextInt(4); i > 0; i--) {
      asked.append(asked.indexOf("?") < 0 ? "?" : "&").append(pick(NAMES, random)).append('=').append(pick(VALUES, random));
    }
    return asked.toString();
  }

  private static String body(Random random) {
    if (random.nextBoolean()) {
      return pick(BODIES, random);
    }
    StringBuilder form = new StringBuilder("x=1");
    for (int i = random.nextInt(8); i > 0; i--) {
      form.append('&').append(pick(NAMES, random)).append('=').append(pick(VALUES, random));
    }
    return form.toString();
  }

  private static <T> T pick(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private List<Address> ofCourses() {
    return addresses.all().stream().filter(Address::isOfACourse).toList();
  }

  /** With what really is there. */
  private String filled(String pattern) {
    String id =
        pattern.startsWith("/courses") || pattern.startsWith("/admin/courses") ? course.id().toString()
            : pattern.startsWith("/materials") ? String.valueOf(material)
            : pattern.startsWith("/admin") ? lena.id().toString()
            : lecture.id().toString();
    return pattern
        .replace("{id}", id)
        .replace("{lecture}", lecture.id().toString())
        .replace("{person}", lena.id().toString())
        .replace("{name}", "secret.txt")
        .replace("{deck}", String.valueOf(material))
        .replace("{poll}", "1")
        .replace("{question}", "1")
        .replace("{format}", "gift")
        .replace("{image}", image.toString())
        .replace("{slice}", "chat")
        .replaceAll("\\{track[^}]*}+", "1")
        .replaceAll("\\{epoch[^}]*}+", "0")
        .replace("{token}", "guessed");
  }
}
