package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.Role;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Courses;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.Lifecycle.Paused;
import org.lectern.support.RecordedLecture;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Past every page, as every role, in every phase of a lecture. It takes pictures for people to look at, in both themes and two sizes, and
 * holds by itself what needs no eyes: no page complains in the console, none is wider than the screen. It is no part of {@code verify}:
 *
 * <pre>./mvnw -q test -Dtest=PageWalk -Dwalk.pictures=/tmp/walk</pre>
 */
class PageWalk extends Journey {

  private static final String PICTURES = System.getProperty("walk.pictures", "target/walk");
  private static final int[][] SIZES = {{1440, 900}, {390, 844}};
  private static final int NARROWEST = 320;

  /** What a person would press and cannot, for something lies on it, and what is cut off without an ellipsis. */
  private static final String TROUBLE =
      """
      () => {
        const inside = rect => rect.width > 0 && rect.height > 0 && rect.left >= 0 && rect.top >= 0 && rect.right <= innerWidth && rect.bottom <= innerHeight;
        const name = element => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} "${(element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\\s+/g, ' ').slice(0, 40)}"`;
        const dialog = document.querySelector('dialog:modal');
        const covered = [...(dialog ?? document).querySelectorAll('a, button, input, select, textarea')].filter(element => {
          const rect = element.getBoundingClientRect();
          if (!inside(rect) || !element.checkVisibility({visibilityProperty: true, opacityProperty: true}) || element.closest('dialog:not([open]), .sr, .tl-all')) return false;
          const top = document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
          return top && !element.contains(top) && !top.contains(element) && !top.closest('label')?.contains(element) && top.control !== element;
        }).map(element => 'covered: ' + name(element));
        const cut = [...document.querySelectorAll('main *, lectern-room *')].filter(element => {
          const style = getComputedStyle(element);
          return [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && element.checkVisibility({visibilityProperty: true, opacityProperty: true}) && element.clientWidth > 1
            && !element.closest('.sr') && style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
        }).map(element => 'cut off: ' + name(element));
        return [...covered, ...cut];
      }""";

  @Autowired Users users;
  @Autowired Courses courses;
  @Autowired Lectures lectures;
  @Autowired LectureLog log;
  @Autowired DeckUploads decks;
  @Autowired RecordedLecture recorded;

  private final SoftAssertions found = new SoftAssertions();
  private final Set<Page> listened = new HashSet<>();
  private final AtomicReference<String> where = new AtomicReference<>("");
  User olu;
  User stranger;
  User admin;

  @BeforeEach
  void everyRole() throws Exception {
    olu = classroom.enrolled(course, "Olu Adeyemi", CourseRole.ASSISTANT);
    stranger = classroom.person("Niklas Holm");
    admin = users.create(UUID.randomUUID() + "@people.example", "Ingrid Solheim", Role.ADMIN, null);
    for (String name : List.of("Tomás Rivera García", "Adaeze Nwosu", "Maximiliane von Hohenstein-Wolfratshausen", "Yuki Tanaka")) {
      classroom.student(course, name);
    }
    classroom.enrolledLongAgo(course);
    decks.add(lecture, amara, "Plates.pdf", new ByteArrayInputStream(Slides.pdf(6)));
  }

  @AfterEach
  void whatWasFound() {
    found.assertAll();
  }

  @Test
  void signedOut() {
    Page page = visitor(null);
    look(page, "out-sign-in", "/");
    page.getByLabel("Email").fill("nobody@people.example");
    page.getByLabel("Password").fill("not the password");
    page.locator("form button").first().click();
    look(page, "out-sign-in-wrong");
    look(page, "out-password", "/password");
    look(page, "out-password-spent", "/password/" + UUID.randomUUID());
    look(page, "out-nowhere", "/nowhere");
  }

  @Test
  void strangersAndAdmins() {
    Page page = visitor(stranger);
    look(page, "stranger-home", "/");
    look(page, "stranger-courses", "/courses");
    look(page, "stranger-course", "/courses/" + course.id());
    look(page, "stranger-room", "/lectures/" + lecture.id());
    Page site = visitor(admin);
    look(site, "admin-home", "/");
    look(site, "admin-people", "/admin/people");
    look(site, "admin-people-none", "/admin/people?q=zzzz");
    look(site, "admin-person-new", "/admin/people/new");
    look(site, "admin-person", "/admin/people/" + lena.id());
    look(site, "admin-courses", "/admin/courses");
    look(site, "admin-courses-none", "/admin/courses?q=zzzz");
    look(site, "admin-course", "/courses/" + course.id());
    look(site, "admin-room-planned", "/lectures/" + lecture.id());
  }

  @Test
  void accountsAndEmptyCourses() {
    Page page = visitor(lena);
    for (String address : List.of("/account", "/account/second-factor")) {
      look(page, "student" + address.replace('/', '-'), address);
    }
    User yara = classroom.person("Yara Haddad");
    var empty = classroom.course(yara);
    User kofi = classroom.student(empty, "Kofi Mensah");
    Page teacher = visitor(yara), student = visitor(kofi);
    emptyCourse(teacher, student, empty.id().value(), "empty");
    courses.archive(empty.id());
    emptyCourse(teacher, student, empty.id().value(), "archived");
    look(teacher, "instructor-home-archived", "/");
    look(student, "student-home-archived", "/");
    look(teacher, "instructor-course-new", "/courses/new");
  }

  private void emptyCourse(Page teacher, Page student, long course, String phase) {
    for (String part : List.of("", "/materials", "/people", "/attendance", "/settings", "/attendance/policy", "/lectures/new")) {
      look(teacher, "instructor-" + phase + part.replace('/', '-'), "/courses/" + course + part);
    }
    for (String part : List.of("", "/materials", "/people", "/attendance/me")) {
      look(student, "student-" + phase + part.replace('/', '-'), "/courses/" + course + part);
    }
    look(student, "student-home-" + phase, "/");
  }

  @Test
  void pagesOfACourseInEachPhase() throws Exception {
    Page teacher = visitor(amara), student = visitor(lena);
    lectures.plan(course.id(), "Earthquakes and what they tell of the inside of the Earth", Instant.now().plus(Duration.ofDays(6)).atZone(ZoneId.of("Europe/Berlin")), Duration.ofMinutes(90));
    LectureId held = classroom.endedLecture(course, Duration.ofHours(1));
    classroom.wasThere(held, amara, 0, 60);
    classroom.wasThere(held, lena, 11, 60);
    classroom.wasThere(held, mei, 0, 60);
    classroom.seal(held);
    pagesOf(teacher, student, lecture.id(), "planned");
    for (String part : List.of("/materials", "/people", "/settings", "/lectures/new", "/attendance", "/attendance/policy", "/attendance/people/" + lena.id(),
        "/attendance/lectures/" + held, "/attendance/lectures/" + held + "/people/" + lena.id())) {
      look(teacher, "instructor-course" + part.replace('/', '-').replaceAll("\\d+", "n"), "/courses/" + course.id() + part);
    }
    for (String part : List.of("/materials", "/people", "/attendance/me")) {
      look(student, "student-course" + part.replace('/', '-'), "/courses/" + course.id() + part);
    }
    look(teacher, "instructor-edit", "/lectures/" + lecture.id() + "/edit");

    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(20));
    classroom.wasThere(live, amara, 0, 20);
    classroom.wasThere(live, lena, 12, 20);
    pagesOf(teacher, student, live, "live");
    look(teacher, "instructor-register-live", "/courses/" + course.id() + "/attendance");
    log.append(live, end -> List.of(Draft.bySystem(new Paused(end.at() + 600_000)))).join();
    pagesOf(teacher, student, live, "break");
    classroom.seal(classroom.endedLecture(course, Duration.ofMinutes(1)));
    LectureId alone = classroom.liveLecture(course, Duration.ofHours(30));
    classroom.wasThere(alone, amara, 0, 30);
    pagesOf(teacher, student, alone, "alone");
  }

  private void pagesOf(Page teacher, Page student, LectureId lecture, String phase) {
    for (Page page : List.of(teacher, student)) {
      String who = page == teacher ? "instructor" : "student";
      look(page, who + "-home-" + phase, "/");
      look(page, who + "-course-" + phase, "/courses/" + course.id());
      look(page, who + "-prepare-" + phase, "/lectures/" + lecture + "/prepare");
    }
  }

  @Test
  void theRoomInEachPhase() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei), assistant = seat(olu);
    instructor.seesSlide(1);
    room("planned", instructor, student);
    instructor.button("Camera").click();
    assertThat(instructor.page.locator("lectern-told")).isVisible();
    room("planned-here", instructor, student);

    instructor.startsTheSession();
    assertThat(student.page.locator("lectern-overlay")).isHidden();
    room("live", instructor, student);
    PictureAndSoundJourneyTests.showsTheTime(student);
    other.button("Hand up").click();
    student.button("Hand up").click();
    student.say("Is Japan the same process, and if it is, why is there no volcano that is as high as those of the Andes?");
    instructor.tab("Chat").click();
    instructor.say("Yes. See https://example.org/a-very-long-address-that-does-not-want-to-be-broken-anywhere-at-all/and-goes-on.html");
    student.reads("a-very-long-address");
    room("live-hands", instructor, student, assistant);
    instructor.tab("People").click();
    instructor.button("Let speak").last().click();
    assertThat(student.button("Turn mic on")).isVisible();
    room("called", instructor, student);
    student.button("Turn mic on").click();
    student.hasOn("Mic");
    room("speaking", instructor, student);
    other.close();
    assertThat(instructor.page.getByText("away, goes down soon")).isVisible();
    room("away-hand", instructor, student);

    instructor.button("Break").click();
    instructor.dialogButton("10 min").click();
    assertThat(student.page.locator("[data-over=break]")).isVisible();
    room("break", instructor, student);
    instructor.button("Go on").click();
    assertThat(student.page.locator("lectern-overlay")).isHidden();

    Seat watcher = seat(classroom.enrolled(course, "Petra Lang", CourseRole.OBSERVER));
    room("observer", watcher);
    instructor.button("Remove Lena Fischer from the session").click();
    room("removing", instructor);
    instructor.dialogButton("Remove").click();
    assertThat(student.page.locator("[data-over=removed]")).isVisible();
    room("put-out", student);
    room("put-out-staff", instructor);

    instructor.button("End session").click();
    room("ending", instructor);
    instructor.dialogButton("End session").click();
    assertThat(instructor.page.locator("[data-over=ended]")).isVisible();
    room("ended", instructor, assistant, watcher);
    classroom.timeToUndoIsOver(lecture.id());
    for (Seat seat : List.of(instructor, assistant, watcher)) {
      seat.enter();
      assertThat(seat.room()).hasAttribute("data-line", "live");
    }
    room("replay-new", instructor, watcher);
  }

  @Test
  void lateAndLeftAlone() {
    LectureId live = classroom.liveLecture(course, Duration.ofMinutes(22));
    classroom.wasThere(live, amara, 0, 22);
    Seat instructor = seat(amara, live), late = seat(lena, live);
    assertThat(late.page.locator("lectern-catch-up")).containsText("Catch up");
    room("late", instructor, late);
    late.button("Catch up").click();
    assertThat(late.page.locator(".catchup-bar")).isVisible();
    room("catching-up", late);
    late.button("Back to live").click();
    assertThat(late.page.locator(".catchup-bar")).isHidden();
    room("back-to-live", late);

    LectureId left = classroom.liveLecture(course, Duration.ofHours(30));
    classroom.wasThere(left, amara, 0, 30);
    Seat waiting = seat(lena, left);
    assertThat(waiting.page.locator("[data-over=alone]")).isVisible();
    room("alone", waiting);
    Seat back = seat(amara, left);
    assertThat(waiting.page.locator("[data-over=alone]")).isHidden();
    room("alone-back", back, waiting);
    waiting.page.context().setOffline(true);
    assertThat(waiting.page.locator("[data-over=offline]")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
    room("offline", waiting);
  }

  @Test
  void theReplay() throws Exception {
    classroom.enrolledLongAgo(course);
    recorded.tell(lecture, amara, Slides.pdf(5), List.of(new RecordedLecture.Said(20, lena, new Chat.Posted("Where are we?", false))));
    recorded.present(lecture, lena, 70, 180);
    classroom.seal(lecture.id());
    User later = classroom.student(course, "Ines Duarte");
    Seat instructor = seat(amara), student = seat(lena), newcomer = seat(later);
    for (Seat seat : List.of(instructor, student, newcomer)) {
      assertThat(seat.page.locator("lectern-scrubber [data-part=have]")).not().isEmpty();
    }
    room("replay", instructor, student);
    room("replay-not-required", newcomer);
    student.tab("Chat").click();
    student.button("Play").click();
    assertThat(student.page.locator(".clock-at").first()).not().hasText("0:00");
    room("replay-playing", student);
    newcomer.page.navigate(newcomer.page.url() + "?missed");
    assertThat(newcomer.page.locator("lectern-scrubber [data-part=have]")).not().isEmpty();
    room("replay-nothing-missed", newcomer);
  }

  private void room(String phase, Seat... seats) {
    for (Seat seat : seats) {
      look(seat.page, "room-" + phase + "-" + seat.room().getAttribute("data-role"));
    }
  }

  private Page visitor(User person) {
    BrowserContext context = browser.newContext(new Browser.NewContextOptions().setTimezoneId("Europe/Berlin"));
    if (person != null) {
      String cookie = classroom.cookie(person);
      context.addCookies(List.of(new Cookie("SESSION", cookie.substring(cookie.indexOf('=') + 1)).setUrl("http://localhost:" + port)));
    }
    return context.newPage();
  }

  private void look(Page page, String name, String address) {
    listen(page);
    where.set(name);
    page.navigate("http://localhost:" + port + address);
    look(page, name);
  }

  private void look(Page page, String name) {
    listen(page);
    where.set(name);
    for (int[] size : SIZES) {
      page.setViewportSize(size[0], size[1]);
      fits(page, name, size[0]);
      List<?> trouble = (List<?>) page.evaluate(TROUBLE);
      trouble.forEach(one -> System.out.println("LOOK " + name + " " + size[0] + ": " + one));
      for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        page.screenshot(
            new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setFullPage(!name.startsWith("room-"))
                .setPath(Path.of(PICTURES, "%s-%d-%s.png".formatted(name, size[0], theme.name().toLowerCase()))));
      }
    }
    page.setViewportSize(NARROWEST, 700);
    fits(page, name, NARROWEST);
    page.setViewportSize(SIZES[0][0], SIZES[0][1]);
  }

  private void fits(Page page, String name, int width) {
    found.assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth")).as(name + ", too wide for " + width).isLessThanOrEqualTo(0);
  }

  private void listen(Page page) {
    if (listened.add(page)) {
      page.onConsoleMessage(message -> {
        boolean refused = message.location().startsWith(page.url() + ":"); // the page that says so is what is looked at
        boolean offline = message.text().contains("WebSocket connection") && where.get().startsWith("room-alone-back");
        if (Set.of("error", "warning").contains(message.type()) && !refused && !offline) {
          found.fail("%s: %s (%s)".formatted(where.get(), message.text(), message.location()));
        }
      });
      page.onPageError(error -> found.fail(where.get() + ": " + error));
    }
  }
}
