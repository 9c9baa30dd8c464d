package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.Role;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.support.Browsers;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What admins, instructors and everybody change about people and courses, and that it is seen wherever it stands. */
@LecternTest
class AdministrationJourneyTests {

  private static final String PASSWORD = "a long enough password";

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired Classroom classroom;
  @Autowired Enrolments enrolments;

  private final Browser chromium = Browsers.shared();

  @AfterEach
  void everyoneLeaves() {
    List.copyOf(chromium.contexts()).forEach(BrowserContext::close);
  }

  @Test
  void whatIsChangedAboutPeopleAndCoursesIsSeenEverywhere() throws IOException {
    User ingrid = person("Ingrid Solheim", Role.ADMIN);
    User lena = person("Lena Fischr", null);
    User amara = person("Dr. Amara Osei", null);
    Course course = classroom.course(amara);
    enrolments.enrol(course.id(), lena.id(), CourseRole.STUDENT);

    Page admin = signIn(ingrid.email());
    assertThat(admin.getByText("You are in no course yourself")).isVisible();
    accessible(admin);
    admin.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("See all courses")).click();
    admin.getByRole(AriaRole.SEARCHBOX).fill(course.code()); // there may be pages of courses of other tests
    admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search")).click();
    assertThat(admin.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(course.code()))).containsText("Dr. Amara Osei");
    accessible(admin);
    correctTheName(admin, lena, "Lena Fischer");

    Page student = signIn(lena.email());
    giveAPicture(student);
    accessible(student);
    student.getByLabel("Time zone").selectOption("Asia/Kolkata");
    save(student);
    assertThat(student.getByText("Asia/Kolkata.")).isVisible();

    Page instructor = signIn(amara.email());
    instructor.navigate(address("/courses/" + course.id() + "/people"));
    Locator place = instructor.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("Lena Fischer"));
    assertThat(place.locator("img")).isVisible();
    assertThat((Boolean) place.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth === 256)")).isTrue();
    instructor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Settings")).click();
    accessible(instructor);
    nameTheCourseWithTheKeyboardAlone(instructor);

    student.navigate(address("/courses"));
    assertThat(student.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Human geography"))).isVisible();
    archive(instructor);
    student.reload();
    assertThat(student.getByText("Archived")).isVisible();
  }

  private User person(String name, Role role) {
    return users.create(UUID.randomUUID() + "@people.example", name, role, PASSWORD);
  }

  private void correctTheName(Page admin, User person, String name) {
    admin.navigate(address("/admin/people/" + person.id()));
    admin.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    save(admin);
    assertThat(admin.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name))).isVisible();
    accessible(admin);
  }

  private void giveAPicture(Page page) throws IOException {
    page.navigate(address("/account"));
    assertThat(page.getByLabel("Name")).hasValue("Lena Fischer");
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), "png", png);
    page.getByLabel("Picture", new Page.GetByLabelOptions().setExact(true)).setInputFiles(new FilePayload("lena.png", "image/png", png.toByteArray()));
    save(page);
    assertThat(page.getByRole(AriaRole.BANNER).locator(".avatar img")).isVisible();
  }

  private static void nameTheCourseWithTheKeyboardAlone(Page page) {
    page.getByLabel("Title").focus();
    page.keyboard().press("ControlOrMeta+a");
    page.keyboard().type("Human geography");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Human geography: saved.")).isVisible();
  }

  private static void archive(Page page) {
    page.getByRole(AriaRole.MAIN).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Archive")).click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Archive")).click();
    assertThat(page.getByText("In the archive")).isVisible();
    accessible(page);
  }

  private static void save(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save").setExact(true)).click();
    page.waitForLoadState();
  }

  private static void accessible(Page page) {
    for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      assertThat(Accessibility.violations(page)).isEmpty();
    }
  }

  private Page signIn(String email) {
    Page page = chromium.newContext().newPage();
    page.navigate(address("/"));
    page.getByLabel("Email").fill(email);
    page.getByLabel("Password").fill(PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true)).click();
    page.waitForURL(url -> !url.contains("/sign-in"));
    return page;
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }
}
