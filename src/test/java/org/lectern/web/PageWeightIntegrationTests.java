package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.accounts.PasswordLinks;
import org.lectern.accounts.Role;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.bank.Bank;
import org.lectern.bank.Content;
import org.lectern.bank.Kind;
import org.lectern.courses.Course;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.event.Poll;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.PageWeight;
import org.lectern.support.PageWeight.Weight;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every page there is, as the application itself lists them, opened by everyone who may. */
@LecternTest
class PageWeightIntegrationTests {

  private static final int MOST = 150_000;

  /** What nobody can open here: it is for an installation without people. */
  private static final Set<String> BEFORE_THERE_ARE_PEOPLE = Set.of("/set-up");

  @LocalServerPort int port;
  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;
  @Autowired Classroom classroom;
  @Autowired Users users;
  @Autowired Bank bank;
  @Autowired PasswordLinks passwordLinks;
  @Autowired SessionRepository<? extends Session> sessions;

  private final HttpClient http = HttpClient.newHttpClient();
  private final PageWeight weights = new PageWeight(http);
  private Course course;
  private User lena;
  private List<LectureId> lectures;
  private long question;
  private List<String> cookies;
  private String passwordLink;

  @BeforeEach
  void aCourseIsTaught() {
    User amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    classroom.enrolledLongAgo(course);
    lectures = List.of(classroom.lecture(course).id(), classroom.endedLecture(course, Duration.ofMinutes(90)));
    question = bank.add(UUID.randomUUID(), course.id(), List.of(new Content(Kind.TEXT, "Why?", List.of(), List.of(), null, "", List.of(), null, Poll.Names.NOBODY, null)), amara.id()).getFirst();
    User admin = users.create("weighs" + course.id() + "@people.example", "Ingrid Solheim", Role.ADMIN, null);
    passwordLink = passwordLinks.create(lena.id());
    cookies = List.of("", classroom.cookie(lena), classroom.cookie(amara), classroom.cookie(admin), halfSignedIn(sessions, lena.id()));
  }

  @Test
  void arrivesInUnder150KilobytesBeforeFontsSlidesAndMedia() {
    Set<String> opened = new HashSet<>();
    List<String> tooHeavy = new ArrayList<>();
    for (String pattern : pages()) {
      for (String path : paths(pattern)) {
        for (String cookie : cookies) {
          Weight weight = weights.of(URI.create("http://localhost:" + port + path), cookie);
          if (weight.status() == 200) {
            opened.add(pattern);
            assertThat(weight.files().keySet()).as("files of %s, which are kept for a year", path)
                .hasSizeGreaterThan(2).allMatch(file -> file.getPath().matches("/[0-9a-f]{12}/.*"));
          }
          if (weight.whole() > MOST) {
            tooHeavy.add("%s: %d bytes, %s".formatted(path, weight.whole(), weight.files()));
          }
        }
      }
    }
    assertThat(tooHeavy).isEmpty();
    Set<String> nobodyOpened = new TreeSet<>(pages());
    nobodyOpened.removeAll(opened);
    assertThat(nobodyOpened).isEqualTo(BEFORE_THERE_ARE_PEOPLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/js/media/prepare.js", "/js/media/prep%61re.js"})
  void aScriptArrivesWithAllItImportsHoweverItsNameIsSpelled(String address) throws Exception {
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + address)).build(), HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("const $1 = (() => {").doesNotContainPattern("(?m)^import ");
  }

  private Set<String> pages() {
    Set<String> patterns = new TreeSet<>();
    requestMappingHandlerMapping.getHandlerMethods().forEach((about, method) -> {
      if (about.getMethodsCondition().getMethods().contains(RequestMethod.GET) && isPage(method)) {
        patterns.addAll(about.getPatternValues());
      }
    });
    return patterns;
  }

  private static boolean isPage(HandlerMethod method) {
    boolean isBody = method.hasMethodAnnotation(ResponseBody.class) || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class);
    return method.getReturnType().getParameterType() == String.class && !isBody;
  }

  private List<String> paths(String pattern) {
    return lectures.stream()
        .map(lecture ->
            pattern
                .replace("/courses/{id}", "/courses/" + course.id())
                .replace("/lectures/{id}", "/lectures/" + lecture)
                .replace("/admin/people/{id}", "/admin/people/" + lena.id())
                .replace("{lecture}", lecture.toString())
                .replace("{person}", lena.id().toString())
                .replace("{question}", String.valueOf(question))
                .replace("/password/{token}", passwordLink))
        .distinct()
        .toList();
  }

  /** Somebody who gave the password and is asked for a code. */
  private static <S extends Session> String halfSignedIn(SessionRepository<S> sessions, UserId person) {
    S session = sessions.createSession();
    session.setAttribute("signIn.half", person.value());
    session.setAttribute("signIn.half.since", Instant.now());
    sessions.save(session);
    return "SESSION=" + session.getId();
  }
}
