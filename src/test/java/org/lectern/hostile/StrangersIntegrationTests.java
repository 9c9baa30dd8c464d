package org.lectern.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.Pictures;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.bank.Bank;
import org.lectern.bank.Content;
import org.lectern.bank.Kind;
import org.lectern.courses.Course;
import org.lectern.courses.materials.CourseImages;
import org.lectern.courses.materials.Materials;
import org.lectern.hostile.Addresses.Address;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.Poll;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RecordedLecture;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What belongs to a course is there for its members. For everybody else it is not, whatever they ask. */
@LecternTest
class StrangersIntegrationTests {

  /** What takes away what is asked for elsewhere comes last. */
  private static final Comparator<Address> TAKING_AWAY_LAST =
      Comparator.comparing(address -> {
        String what = address.pattern().substring(address.pattern().lastIndexOf('/') + 1);
        return List.of("archiving", "restoring", "removal", "withdrawal", "cancellation").indexOf(what);
      });

  static final byte[] PNG =
      Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=");

  private static final String PDF =
      """
      %PDF-1.4
      1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
      2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
      3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
      trailer<</Root 1 0 R>>
      %%EOF
      """;

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired Users users;
  @Autowired Pictures pictures;
  @Autowired Materials materials;
  @Autowired CourseImages images;
  @Autowired DeckUploads uploads;
  @Autowired RecordedLecture recorded;
  @Autowired LectureLog log;
  @Autowired Bank bank;
  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

  private RawHttp http;
  private User amara;
  private User lena;
  private Course course;
  private Lecture planned;
  private Lecture held;
  private long deck;
  private long material;
  private long question;
  private UUID image;
  private UUID picture;

  @BeforeEach
  void aCourseThatHasEverything() throws Exception {
    http = new RawHttp(port);
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    planned = classroom.lecture(course);
    held = classroom.lecture(course);
    deck = uploads.add(planned, amara, "Plates.pdf", new ByteArrayInputStream(Slides.pdf(1))).id();
    Poll.Opened asked = new Poll.Opened(1, new Poll.Question(Poll.Kind.TEXT, "Why?", List.of()), Poll.Names.STAFF, false, null);
    log.append(planned.id(), end -> List.of(new Draft(asked, amara.id(), null))).join();
    recorded.tell(held, amara, Slides.pdf(1), List.of());
    material = materials.add(course.id(), amara, "secret.txt", new ByteArrayInputStream("the answers".getBytes()), _ -> {}).id().value();
    question = bank.add(UUID.randomUUID(), course.id(), List.of(new Content(Kind.TEXT, "Why?", List.of(), List.of(), null, "", List.of(), null, Poll.Names.NOBODY, null)), amara.id()).getFirst();
    image = images.add(course.id(), lena, PNG).id();
    pictures.put(lena.id(), new byte[] {1});
    picture = UUID.fromString(users.find(lena.id()).orElseThrow().picture().substring("/pictures/".length()));
  }

  @Test
  void nothingOfACourseIsThereForWhoHasNoPlaceInIt() throws IOException {
    User jonas = classroom.person("Jonas Weidl");
    User karim = classroom.student(classroom.course(jonas), "Karim Haddad");
    List<Visitor> strangers = visitors(jonas, karim), members = visitors(amara, lena);
    List<String> complaints = new ArrayList<>();
    for (Address address : ofCourses()) {
      List<Integer> refused = answers(address, strangers);
      if (refused.stream().anyMatch(status -> status != 404)) {
        complaints.add(address + " answers strangers " + refused);
      }
      List<Integer> answered = answers(address, members);
      if (answered.stream().noneMatch(status -> status < 400)) {
        complaints.add(address + " answers members " + answered);
      }
    }
    assertThat(complaints).isEmpty();
  }

  private List<Visitor> visitors(User... people) throws IOException {
    List<Visitor> visitors = new ArrayList<>();
    for (User person : people) {
      visitors.add(Visitor.with(http, classroom.cookie(person)));
    }
    return visitors;
  }

  private List<Address> ofCourses() {
    return new Addresses(requestMappingHandlerMapping).all().stream().filter(Address::isOfACourse).sorted(TAKING_AWAY_LAST).toList();
  }

  /** What each of them is told about each of the lectures. */
  private List<Integer> answers(Address address, List<Visitor> visitors) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (Lecture lecture : List.of(planned, held)) {
      for (Visitor visitor : visitors) {
        statuses.add(ask(visitor, address, filled(address.pattern(), lecture)));
      }
    }
    return statuses;
  }

  /** Asks as our pages do, with all that any of their forms has. */
  private int ask(Visitor visitor, Address address, String path) throws IOException {
    if (address.method().equals("GET")) {
      return visitor.send("GET", path.endsWith("/similar") ? path + "?q=Why" : path).status();
    }
    if (path.endsWith("/commands")) {
      return visitor.send("POST", path, json(), "{\"type\":\"chat.post\",\"id\":\"%s\",\"text\":\"Why?\",\"at\":1000}".formatted(UUID.randomUUID())).status();
    }
    if (path.endsWith("/watch")) {
      return visitor.send("POST", path, json(), "{\"play\":\"%s\",\"reports\":[],\"position\":0}".formatted(UUID.randomUUID())).status();
    }
    Map<String, String> parts = Map.of("Content-Type", "multipart/form-data; boundary=x");
    if (path.endsWith("/images")) {
      return visitor.send("POST", path, parts, picture()).status();
    }
    return visitor.send("POST", path, parts, form()).status();
  }

  private static byte[] picture() {
    String before = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
    return (before + new String(PNG, StandardCharsets.ISO_8859_1) + "\r\n--x--\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> json() {
    return Map.of("Content-Type", "application/json");
  }

  private String form() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("clientId", UUID.randomUUID().toString());
    fields.putAll(Map.of("title", "Volcanoes", "date", "2031-01-15", "start", "10:00", "end", "11:30", "zone", "Europe/Berlin"));
    fields.putAll(Map.of("email", lena.email(), "role", "STUDENT"));
    fields.putAll(Map.of("reason", "At the dentist", "kind", "EXCUSED", "status", "PRESENT"));
    String parts =
        fields.entrySet().stream()
            .map(field -> "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(field.getKey(), field.getValue()))
            .collect(Collectors.joining());
    return parts + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"volcanoes.pdf\"\r\nContent-Type: application/pdf\r\n\r\n" + PDF + "\r\n--x--\r\n";
  }

  /** With what really is there. */
  private String filled(String pattern, Lecture lecture) {
    String id =
        pattern.startsWith("/courses") ? course.id().toString()
            : pattern.startsWith("/materials") ? String.valueOf(material)
            : pattern.startsWith("/pictures") ? picture.toString()
            : lecture.id().toString();
    return pattern
        .replace("{id}", id)
        .replace("{lecture}", lecture.id().toString())
        .replace("{person}", lena.id().toString())
        .replace("{name}", "secret.txt")
        .replace("{deck}", String.valueOf(deck))
        .replace("{poll}", "1")
        .replace("{question}", String.valueOf(question))
        .replace("{format}", "gift")
        .replace("{image}", image.toString())
        .replace("{slice}", "chat")
        .replaceAll("\\{track[^}]*}+", "1")
        .replaceAll("\\{epoch[^}]*}+", "0");
  }
}
