package org.lectern.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.Role;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Courses;
import org.lectern.courses.Enrolments;
import org.lectern.courses.materials.Materials;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.NotADeckException;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.Hand;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.support.Browsers;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RecordedLecture;
import org.lectern.support.RecordedLecture.Said;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A walk over every page, with names, titles, messages and files as people of the whole world write them, on a phone and on a desk. */
@LecternTest
class OddWordsJourneyTests {

  private static final String LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle";
  private static final String LONG_NAME =
      "👩🏽\u200d🔬 Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh von und zu Hohenlohe-Waldenburg-Schillingsfürst 👨\u200d👩\u200d👧\u200d👦 der Älteren, Grafen zu Wittgenstein und Berleburg";

  private static final List<String> NAMES =
      List.of(LONG_NAME, "Ольга Константиновна Достоевская", "مريم بنت عبد الرحمن العلي (٣)", "נועה בת־שבע לוי (3)", "歐陽𠮷野愛新覺羅靜儀", "क्षितिज राव", LONG_WORD, "🦊");

  private static final List<String> MESSAGES =
      List.of(
          "שלום (https://example.org/a_(b)) מה שלומכם?", "هل هذا صحيح؟ (نعم)", "見て https://example.org/a。次の文です", "    def f(x):\n        return x  # 👩🏽\u200d🔬",
          LONG_WORD.repeat(3), "👨\u200d👩\u200d👧\u200d👦".repeat(40), "https://example.org/" + "a".repeat(170), "Почему так?");

  /** What is wrong about a page, in words; nothing when it is well. */
  private static final String WRONG =
      """
      () => {
        const wrong = [], wide = document.scrollingElement.scrollWidth;
        if (wide > innerWidth) {
          const over = [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1);
          wrong.push(`${wide} px wide: ${over.slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(' | ')}`);
        }
        if (/\\p{Surrogate}|\\ufffd/u.test(document.body.innerText + document.title)) wrong.push('a character is cut');
        for (const time of document.querySelectorAll('.msg time')) {
          const {right, width} = time.getBoundingClientRect(), box = time.closest('.panel-body')?.getBoundingClientRect();
          if (width > 0 && box && right > box.right + 1) wrong.push('a time is pushed out of its message');
        }
        return wrong;
      }""";

  private static final String LINKS =
      "[...document.querySelectorAll('a[href]')].map(a => a.href).filter(href => href.startsWith(location.origin)).map(href => href.split('#')[0])";

  private static final String REFUSED =
      """
      async links => {
        const answers = await Promise.all(links.map(async link => [link, (await fetch(link)).status]));
        return answers.filter(([, status]) => status >= 400).map(answer => answer.join(' '));
      }""";

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired Users users;
  @Autowired Courses courses;
  @Autowired Enrolments enrolments;
  @Autowired Lectures lectures;
  @Autowired LectureLog log;
  @Autowired DeckUploads uploads;
  @Autowired Materials materials;
  @Autowired RecordedLecture recorded;

  private final Browser browser = Browsers.shared();
  private User teacher;
  private final List<User> students = new ArrayList<>();
  private Course course;
  private Lecture planned;
  private Lecture live;
  private Lecture past;

  @BeforeEach
  void aCourseOfThem() throws IOException, NotADeckException {
    teacher = users.create(UUID.randomUUID() + "@people.example", LONG_NAME, Role.ADMIN, null);
    course = courses.create(UUID.randomUUID(), LONG_WORD + " 地理学 — علم الأرض 🌍", "תש״ע 3", "    مقدمة (https://example.org/a_(b))\n" + LONG_WORD, teacher);
    for (String name : NAMES) {
      students.add(classroom.student(course, name));
    }
    enrolments.enrol(course.id(), classroom.person("Лена " + LONG_WORD).id(), CourseRole.ASSISTANT);
    classroom.enrolledLongAgo(course);
    planned = plan(LONG_WORD, Duration.ofDays(1));
    live = plan("לוחות טקטוניים (1): מבוא", Duration.ZERO);
    past = plan("الصفائح التكتونية (٢) 👩🏽\u200d🔬", Duration.ofHours(-2));
    recorded.tell(past, teacher, Slides.pdf(4), words(students));
    materials("100% Übung.pdf", "a;b=c.txt", "歐陽".repeat(80) + ".txt", "דוח (סופי).txt", "👩🏽\u200d🔬".repeat(20) + ".txt");
    uploads.add(live, teacher, LONG_WORD + " 🌍.pdf", new ByteArrayInputStream(Slides.pdf(2)));
    log.append(live.id(), end -> List.of(Draft.bySystem(new org.lectern.lecture.event.Lifecycle.Started(end.wallMillis())))).join();
    words(students).forEach(one -> log.append(live.id(), end -> List.of(new Draft(one.event(), one.by().id(), null))).join());
  }

  private Lecture plan(String title, Duration from) {
    return lectures.plan(course.id(), title, Instant.now().plus(from).atZone(ZoneId.of("Europe/Berlin")), Duration.ofMinutes(90));
  }

  private static List<Said> words(List<User> students) {
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < students.size(); i++) {
      said.add(new Said(1 + i, students.get(i), new Chat.Posted(MESSAGES.get(i % MESSAGES.size()), false)));
      said.add(new Said(1 + i, students.get(i), hand()));
    }
    return said;
  }

  private static LectureEvent hand() {
    return new Hand.Raised(Hand.Reason.QUESTION);
  }

  private void materials(String... names) throws IOException {
    for (String name : names) {
      materials.add(course.id(), teacher, name, new ByteArrayInputStream(name.getBytes()), file -> {});
    }
  }

  @AfterEach
  void everyoneLeaves() {
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
  }

  @Test
  void everyPageHoldsWhatPeopleWrite() {
    List<String> wrong = new ArrayList<>();
    try (BrowserContext staff = signedIn(teacher);
        BrowserContext student = signedIn(students.get(2))) {
      TreeSet<String> links = new TreeSet<>();
      walk(staff, pagesOfStaff(), links, wrong);
      Page page = staff.pages().getFirst();
      wrong.addAll(strings(page.evaluate(REFUSED, List.copyOf(links))));
      walk(student, pagesOfStudents(), new TreeSet<>(), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  private void walk(BrowserContext reader, List<String> paths, TreeSet<String> links, List<String> wrong) {
    Page page = reader.newPage();
    for (String path : paths) {
      page.setViewportSize(320, 700);
      page.navigate("http://localhost:" + port + path);
      links.addAll(strings(page.evaluate(LINKS)));
      if (path.matches("/lectures/\\d+(\\?.*)?")) {
        page.locator("[data-tab=chat]").click();
        page.locator(".msg").first().waitFor();
      }
      for (int width : new int[] {320, 1440}) {
        page.setViewportSize(width, width == 320 ? 700 : 900);
        strings(page.evaluate(WRONG)).forEach(one -> wrong.add(path + " at " + width + ": " + one));
      }
    }
  }

  private List<String> pagesOfStaff() {
    String here = "/courses/" + course.id();
    User pupil = students.getFirst();
    return List.of(
        "/", "/courses", "/courses/new", here, here + "/materials", here + "/people", here + "/settings", here + "/lectures/new", here + "/attendance",
        here + "/attendance/policy", here + "/attendance/people/" + pupil.id(), here + "/attendance/lectures/" + past.id(),
        here + "/attendance/lectures/" + past.id() + "/people/" + pupil.id(), room(planned.id()) + "/edit", room(planned.id()) + "/prepare",
        room(live.id()), room(past.id()) + "?at=170", "/account", "/admin/people", "/admin/people/" + pupil.id(), "/admin/people/new", "/admin/courses",
        "/admin/people?q=" + "W".repeat(170), here + "/attendance?q=" + "W".repeat(170));
  }

  private List<String> pagesOfStudents() {
    String here = "/courses/" + course.id();
    return List.of("/", "/courses", here, here + "/materials", here + "/people", here + "/attendance/me", room(planned.id()) + "/prepare", room(live.id()), room(past.id()) + "?at=170", "/account");
  }

  private static String room(LectureId lecture) {
    return "/lectures/" + lecture;
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(Object answer) {
    return (List<String>) answer;
  }

  private BrowserContext signedIn(User person) {
    BrowserContext context = browser.newContext(new Browser.NewContextOptions().setTimezoneId("Europe/Berlin"));
    String cookie = classroom.cookie(person);
    context.addCookies(List.of(new Cookie("SESSION", cookie.substring(cookie.indexOf('=') + 1)).setUrl("http://localhost:" + port)));
    return context;
  }
}
