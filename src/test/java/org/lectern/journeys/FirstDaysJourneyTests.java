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
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SelectOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.Role;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.support.Authenticator;
import org.lectern.support.Browsers;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From the first sign-in to the first file a student takes home, on the pages people see. */
@LecternTest
class FirstDaysJourneyTests {

  private static final String PASSWORD = "a long enough password";
  private static final int MOST_BYTES = 150_000;

  /** Of the page and all it loads, fonts left out. */
  private static final String COMPRESSED_BYTES =
      """
      performance.getEntries()
        .filter(entry => entry.encodedBodySize && !entry.name.endsWith('.woff2'))
        .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
      """;

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired Classroom classroom;

  private final Browser chromium = Browsers.shared();

  @AfterEach
  void everyoneLeaves() {
    List.copyOf(chromium.contexts()).forEach(BrowserContext::close);
  }

  @Test
  void anAdminAddsAnInstructorWhoTeachesAStudent() throws IOException {
    User admin = users.create(UUID.randomUUID() + "@people.example", "Ingrid Solheim", Role.ADMIN, PASSWORD);
    User lena = users.create(UUID.randomUUID() + "@people.example", "Lena Fischer", null, PASSWORD);
    String email = UUID.randomUUID() + "@people.example";

    Page ingrid = signIn(admin.email());
    String link = addPerson(ingrid, "Amara Osei", email);
    createCourse(ingrid, "Geography of Halden");
    enrol(ingrid, email, "Instructor");

    Page amara = visitor();
    amara.navigate(link);
    amara.getByLabel("New password").fill(PASSWORD);
    button(amara, "Set password").click();
    assertThat(amara.getByText("Password set.")).isVisible();
    fillSignIn(amara, email);
    link(amara, "Geography of Halden").click();
    enrol(amara, lena.email(), "Student");
    enrol(amara, "nobody@people.example", "Student");
    assertThat(amara.getByText("Nobody here has the address nobody@people.example.")).isVisible();
    planWithSlides(amara, "Plate tectonics");

    Page student = signIn(lena.email());
    assertThat(heading(student, "Plate tectonics")).isVisible();
    link(student, "Geography of Halden").click();
    assertThat(link(student, "Prepare")).isVisible();
    link(student, "Materials").first().click();
    assertThat(student.getByText("slides.pdf")).isVisible();
    String file = student.getByText("slides.pdf").locator("xpath=ancestor::a").getAttribute("href");
    assertThat(student.request().get(address(file)).body()).startsWith("%PDF-".getBytes());
  }

  private String addPerson(Page admin, String name, String email) {
    link(admin, "Administration").first().click();
    link(admin, "Add a person").click();
    admin.getByLabel("Name").fill(name);
    admin.getByLabel("Email").fill(email);
    button(admin, "Add person").click();
    return admin.getByLabel("Link to set a password").and(admin.locator("input")).inputValue();
  }

  private void createCourse(Page page, String title) {
    page.navigate(address("/courses"));
    link(page, "Create a course").click();
    page.getByLabel("Title").fill(title);
    page.getByLabel("Code").fill("GEO 1");
    button(page, "Create course").click();
    assertThat(heading(page, title)).isVisible();
  }

  private void enrol(Page page, String email, String role) {
    link(page, "People").last().click();
    page.getByLabel("Enrol people by email").fill(email);
    page.locator("#role").selectOption(new SelectOption().setLabel(role));
    button(page, "Enrol").click();
    page.waitForLoadState();
  }

  private void planWithSlides(Page page, String title) throws IOException {
    link(page, "Plan a session").click();
    page.getByLabel("Title").fill(title);
    page.getByLabel("Slides").setInputFiles(new FilePayload("slides.pdf", "application/pdf", pdf()));
    button(page, "Plan session").click();
    assertThat(page.getByText("Planned:")).isVisible();
  }

  @Test
  void someoneSignsInWithTheKeyboardAlone() {
    User lena = users.create(UUID.randomUUID() + "@people.example", "Lena Fischer", null, PASSWORD);
    Page page = visitor();
    page.navigate(address("/"));

    assertThat(page.getByLabel("Email")).isFocused();
    page.keyboard().type(lena.email());
    page.keyboard().press("Tab");
    page.keyboard().type(PASSWORD);
    page.keyboard().press("Enter");

    page.waitForURL(address("/"));
    page.keyboard().press("Tab");
    assertThat(page.getByText("Skip to content")).isFocused();
  }

  @Test
  void someoneSetsUpASecondFactorAndSignsInWithItWithTheKeyboardAlone() {
    User lena = users.create(UUID.randomUUID() + "@people.example", "Lena Fischer", null, PASSWORD);
    Page page = signIn(lena.email());
    page.navigate(address("/account/second-factor"));
    Authenticator phone = new Authenticator(page.locator("code").textContent());
    accessible(page);

    page.getByLabel("Current password").focus();
    page.keyboard().type(PASSWORD);
    page.keyboard().press("Tab");
    page.keyboard().type(phone.code());
    page.keyboard().press("Enter");
    assertThat(heading(page, "Your recovery codes")).isVisible();
    accessible(page);
    page.navigate(address("/account"));
    assertThat(page.getByText("8 recovery codes are left")).isVisible();
    page.navigate(address("/account/second-factor"));
    accessible(page);

    page.context().clearCookies();
    page.navigate(address("/courses"));
    assertThat(page.getByLabel("Email")).isFocused();
    page.keyboard().type(lena.email());
    page.keyboard().press("Tab");
    page.keyboard().type(PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL(address("/sign-in/code"));
    accessible(page);
    assertThat(page.getByLabel("Code")).isFocused();
    page.keyboard().type(phone.nextCode());
    page.keyboard().press("Enter");
    page.waitForURL(address("/courses"));
  }

  private static void accessible(Page page) {
    for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      assertThat(Accessibility.violations(page)).isEmpty();
    }
  }

  @Test
  void whatWasTypedSurvivesASessionThatExpires() {
    User admin = users.create(UUID.randomUUID() + "@people.example", "Ingrid Solheim", Role.ADMIN, PASSWORD);
    Page page = signIn(admin.email());
    page.navigate(address("/courses/new"));
    page.getByLabel("Title").fill("Written with care");
    page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("SESSION"));

    button(page, "Create course").click();
    fillSignIn(page, admin.email());

    assertThat(page).hasURL(address("/courses/new"));
    assertThat(page.getByLabel("Title")).hasValue("Written with care");
  }

  @Test
  void whatWasTypedComesBackFromTheSecondFactorToo() {
    User admin = users.create(UUID.randomUUID() + "@people.example", "Ingrid Solheim", Role.ADMIN, PASSWORD);
    Page page = signIn(admin.email());
    page.navigate(address("/account/second-factor"));
    Authenticator phone = new Authenticator(page.locator("code").textContent());
    page.getByLabel("Current password").fill(PASSWORD);
    page.getByLabel("Code").and(page.locator("input")).fill(phone.code());
    page.keyboard().press("Enter");
    assertThat(heading(page, "Your recovery codes")).isVisible();
    page.navigate(address("/courses/new"));
    page.getByLabel("Title").fill("Written with care");
    page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("SESSION"));

    button(page, "Create course").click();
    page.getByLabel("Email").fill(admin.email());
    page.getByLabel("Password").fill(PASSWORD);
    button(page, "Sign in").click();
    page.getByLabel("Code").fill(phone.nextCode());
    page.keyboard().press("Enter");

    assertThat(page).hasURL(address("/courses/new"));
    assertThat(page.getByLabel("Title")).hasValue("Written with care");
  }

  @Test
  void whoGoesBackAndSendsAgainMakesNothingTwice() {
    User admin = users.create(UUID.randomUUID() + "@people.example", "Ingrid Solheim", Role.ADMIN, PASSWORD);
    Page page = signIn(admin.email());
    createCourse(page, "Geography of Halden");
    String made = page.url();
    page.goBack();
    page.getByLabel("Title").fill("Geography of Halden and around");
    button(page, "Create course").click();

    assertThat(page).hasURL(made + "/settings");
    assertThat(page.getByText("was created when you sent this before")).isVisible();
    assertThat(page.getByLabel("Title")).hasValue("Geography of Halden and around");
  }

  @Test
  void everyPageIsAccessibleInBothThemesFitsASmallPhoneAndIsLight() {
    User admin = users.create(UUID.randomUUID() + "@people.example", "Ingrid Solheim", Role.ADMIN, PASSWORD);
    var course = classroom.course(admin);
    classroom.student(course, "Maximiliane Charlotte von und zu Hohenstaufen-Wittgenstein");
    var lecture = classroom.lecture(course);
    List<String> paths =
        List.of(
            "/",
            "/courses",
            "/courses/new",
            "/courses/" + course.id(),
            "/courses/" + course.id() + "/people",
            "/courses/" + course.id() + "/materials",
            "/courses/" + course.id() + "/settings",
            "/courses/" + course.id() + "/lectures/new",
            "/lectures/" + lecture.id() + "/edit",
            "/account",
            "/account/second-factor",
            "/password",
            "/admin/people",
            "/admin/people/new",
            "/admin/people/" + admin.id(),
            "/admin/courses",
            "/nowhere");
    List<String> complaints = new ArrayList<>();
    Page page = visitor();
    page.setViewportSize(320, 640);
    examine(page, "/sign-in", complaints);
    fillSignIn(page, admin.email());
    paths.forEach(path -> examine(page, path, complaints));
    assertThat(complaints).isEmpty();
  }

  private void examine(Page page, String path, List<String> complaints) {
    page.navigate(address(path));
    page.waitForLoadState(LoadState.NETWORKIDLE);
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      examine(page, path, theme, complaints);
    }
  }

  private static void examine(Page page, String path, ColorScheme theme, List<String> complaints) {
    int bytes = ((Number) page.evaluate(COMPRESSED_BYTES)).intValue();
    if (bytes > MOST_BYTES) {
      complaints.add(path + " weighs " + bytes + " bytes");
    }
    int tooWide = ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue();
    if (tooWide > 0) {
      complaints.add(path + " scrolls sideways by " + tooWide);
    }
    for (String violation : Accessibility.violations(page)) {
      complaints.add(path + " " + theme + " " + violation);
    }
  }

  private Page visitor() {
    return chromium.newContext().newPage();
  }

  private Page signIn(String email) {
    Page page = visitor();
    page.navigate(address("/"));
    fillSignIn(page, email);
    return page;
  }

  private static void fillSignIn(Page page, String email) {
    page.getByLabel("Email").fill(email);
    page.getByLabel("Password").fill(PASSWORD);
    button(page, "Sign in").click();
    page.waitForURL(url -> !url.contains("/sign-in"));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.MAIN)
        .or(page.getByRole(AriaRole.BANNER))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  private String address(String path) {
    return "http://localhost:" + port + path;
  }

  private static byte[] pdf() throws IOException {
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }
}
