package org.lectern.journeys;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;
import org.lectern.support.Browsers;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A lecture with an instructor and students, a browser, and seats in it that are left when the test is over. */
@LecternTest
abstract class Journey {

  /** The machine of the tests may be busy; nothing here waits when it need not. */
  private static final double PATIENCE_MILLIS = 20_000;

  @LocalServerPort int port;
  @Autowired Classroom classroom;

  final Browser browser = Browsers.shared();
  Course course;
  User amara;
  User lena;
  User mei;
  Lecture lecture;

  private final List<Seat> seats = new ArrayList<>();

  @BeforeAll
  static void bePatient() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  @BeforeEach
  void planALecture() {
    amara = classroom.person("Dr. Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    mei = classroom.student(course, "Mei Chen");
    classroom.enrolledLongAgo(course);
    lecture = classroom.lecture(course);
  }

  @AfterEach
  void everyoneLeaves() {
    List<String> complaints = seats.stream().flatMap(seat -> seat.complaints().stream()).toList();
    seats.forEach(Seat::close);
    seats.clear();
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
    Assertions.assertThat(complaints).as("errors in a page").isEmpty();
  }

  Seat seat(User person) {
    return seat(person, new Browser.NewContextOptions());
  }

  Seat seat(User person, Browser.NewContextOptions options) {
    return seated(Seat.take(browser, port, classroom.cookie(person), lecture, options));
  }

  /** In another lecture than the one that is planned. */
  Seat seat(User person, LectureId other) {
    return seated(Seat.take(browser, port, classroom.cookie(person), other, new Browser.NewContextOptions()));
  }

  Seat seated(Seat seat) {
    seats.add(seat);
    return seat;
  }

  /** As a person does: Tab until the thing has focus. */
  static void tabTo(Page page, String name) {
    Stream.generate(() -> press(page)).limit(60).filter(name::equals).findFirst().orElseThrow(() -> new AssertionError("Tab never reaches " + name));
  }

  private static String press(Page page) {
    page.keyboard().press("Tab");
    return (String)
        page.evaluate(
            """
            () => {
              const element = document.activeElement;
              const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data.trim()).join('');
              return element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent.trim() ?? own;
            }""");
  }
}
