package org.lectern.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.accounts.LastAdminException;
import org.lectern.accounts.Role;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.Lectures;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

@PageTest
@ExtendWith(OutputCaptureExtension.class)
class AdminIntegrationTests {

  @Autowired MockMvcTester browser;
  @Autowired Users users;
  @Autowired Classroom classroom;
  @Autowired Lectures lectures;
  @Autowired JdbcClient jdbc;

  User ingrid;

  @BeforeEach
  void anAdmin() {
    ingrid = users.create(UUID.randomUUID() + "@people.example", "Ingrid Solheim", Role.ADMIN, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/people", "/admin/people/new", "/admin/courses"})
  void onlyAdminsFindTheAdministration(String page) {
    User amara = classroom.person("Dr. Amara Osei");
    assertThat(get(page)).hasStatusOk();

    assertThat(browser.get().uri(page).accept(MediaType.TEXT_HTML).with(user(amara.id().toString()))).hasStatus(404);
  }

  @Test
  void aPersonIsFoundByAPartOfTheirNameOrAddress() {
    User lena = users.create(UUID.randomUUID() + "@people.example", "Lena 100%_Fischer", null, null);

    assertThat(get("/admin/people").param("q", "100%_fis")).bodyText().contains(lena.email());
    assertThat(get("/admin/people").param("q", lena.email().substring(0, 20))).bodyText().contains(lena.email());
    assertThat(get("/admin/people").param("q", "nobody is called that")).bodyText().contains("Nobody found");
    assertThat(get("/admin/people").param("page", "2147483647")).hasStatusOk().bodyText().contains("@people.example").doesNotContain("Nobody found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/people", "/admin/courses"})
  void aSearchForACharacterThatNoTextHasIsNoSearch(String page) {
    assertThat(get(page).param("q", "\0")).hasStatus(400);
    assertThat(get(page).param("q", "a\0b")).hasStatus(400);
  }

  @Test
  void whoTypesWithoutAccentsFindsPeopleAndCoursesAllTheSame() {
    User lukasz = classroom.person("Łukasz Özdemir-Wójcik");

    assertThat(get("/admin/people").param("q", "lukasz ozdemir-wojcik")).bodyText().contains(lukasz.email());
    assertThat(get("/admin/people").param("q", "ŁUKASZ ÖZDEMIR")).bodyText().contains(lukasz.email());
  }

  @Test
  void peopleStandInTheOrderOfTheReadersLanguage() {
    String term = UUID.randomUUID().toString().substring(0, 8);
    for (String name : new String[] {"Zoe", "Émile", "Łukasz", "Adam", "Lea", "Eva"}) {
      classroom.person(name + " " + term);
    }

    assertThat(get("/admin/people").param("q", term))
        .bodyText()
        .containsSubsequence("Adam " + term, "Émile " + term, "Eva " + term, "Lea " + term, "Łukasz " + term, "Zoe " + term);
  }

  @Test
  void aNameThatNobodyCanSeeIsNoName() {
    for (String nothing : new String[] {"\u200b", "\u00a0\u2800", "\u202e", "\u3164"}) {
      assertThat(post("/admin/people/new").param("name", nothing).param("email", UUID.randomUUID() + "@people.example"))
          .hasStatusOk()
          .bodyText()
          .contains("Write the name.");
    }
  }

  @Test
  void aNewPersonComesWithALinkToSetTheirPassword() {
    String email = UUID.randomUUID() + "@people.example";

    assertThat(post("/admin/people/new").param("name", "Mei Chen").param("email", email))
        .hasStatus3xxRedirection()
        .flash()
        .hasEntrySatisfying("link", link -> assertThat(link.toString()).contains("/password/"));
    assertThat(users.findByEmail(email)).isPresent();
  }

  @Test
  void anAddressThatIsTakenOrWrongIsToldInWords() {
    assertThat(post("/admin/people/new").param("name", "Ingrid").param("email", ingrid.email().toUpperCase()))
        .bodyText()
        .contains("Somebody here has this address already.");
    assertThat(post("/admin/people/new").param("name", "").param("email", "at home"))
        .bodyText()
        .contains("Write the name.", "This is not an email address.");
  }

  @Test
  void whoSomebodyIsIsCorrectedAndTheLogSaysByWhomWithoutSayingWhat(CapturedOutput log) {
    User lena = classroom.person("Lena Fischr");
    String address = UUID.randomUUID() + "@people.example";

    assertThat(post("/admin/people/" + lena.id()).param("name", " Lena Fischer ").param("email", address.toUpperCase()))
        .hasRedirectedUrl("/admin/people/" + lena.id())
        .flash()
        .containsEntry("notice", "Lena Fischer: saved.");

    assertThat(get("/admin/people/" + lena.id())).bodyText().contains("value=\"Lena Fischer\"", "value=\"" + address + "\"");
    assertThat(users.findByEmail(address)).get().extracting(User::name).isEqualTo("Lena Fischer");
    assertThat(log.getOut()).contains("Person %s changed person %s: name, address".formatted(ingrid.id(), lena.id())).doesNotContain(address);
  }

  @Test
  void whatIsWrongAboutAPersonIsToldAtItsFieldAndWhatWasTypedStays() {
    User lena = classroom.person("Lena Fischer");

    assertThat(post("/admin/people/" + lena.id()).param("name", "Lena Typed").param("email", ingrid.email().toUpperCase()))
        .hasStatusOk()
        .bodyText()
        .contains("id=\"email-error\"", "Somebody here has this address already.", "value=\"Lena Typed\"", ">Lena Fischer</h1>");
    assertThat(post("/admin/people/" + lena.id()).param("name", " ").param("email", "at home"))
        .bodyText()
        .contains("Write the name.", "This is not an email address.", "value=\"at home\"");
    assertThat(users.find(lena.id())).get().extracting(User::name, User::email).containsExactly("Lena Fischer", lena.email());
    assertThat(post("/admin/people/999999999").param("name", "Nobody").param("email", "nobody@people.example")).hasStatus(404);
  }

  @Test
  void aChangedRoleEndsWhatWasOpenedWithTheOldOne(CapturedOutput log) {
    User lena = classroom.person("Lena Fischer");
    classroom.cookie(lena);

    change(lena, "true").exchange();
    assertThat(users.find(lena.id()).orElseThrow().isAdmin()).isTrue();
    assertThat(sessionsOf(lena)).isZero();

    classroom.cookie(lena);
    change(lena, "true").exchange();
    assertThat(sessionsOf(lena)).as("nothing has changed").isEqualTo(1);

    change(lena, "false").exchange();
    assertThat(users.find(lena.id()).orElseThrow().isAdmin()).isFalse();
    assertThat(sessionsOf(lena)).isZero();
    assertThat(log.getOut())
        .contains("Person %s changed person %s: now an administrator".formatted(ingrid.id(), lena.id()))
        .contains("Person %s changed person %s: no administrator any more".formatted(ingrid.id(), lena.id()));
  }

  @Test
  void theLastAdminStaysOne() {
    jdbc.sql("update users set active = false where site_role = 'ADMIN' and id <> ?").param(ingrid.id().value()).update();

    assertThat(change(ingrid, "false")).hasStatusOk().bodyText().contains("id=\"admin-error\"", "There is no other administrator.");
    assertThat(users.find(ingrid.id()).orElseThrow().isAdmin()).isTrue();

    anAdmin();
    assertThat(change(ingrid, "false")).hasStatus3xxRedirection();
    assertThat(users.find(ingrid.id()).orElseThrow().isAdmin()).isFalse();
  }

  @Test
  void twoAdminsWhoTakeTheRoleFromEachOtherAtOnceLeaveOne() {
    User other = users.create(UUID.randomUUID() + "@people.example", "Olu Adeyemi", Role.ADMIN, null);
    jdbc.sql("update users set active = false where site_role = 'ADMIN' and id not in (?, ?)").params(ingrid.id().value(), other.id().value()).update();

    long refused =
        Stream.of(ingrid, other)
            .map(person -> CompletableFuture.supplyAsync(() -> isRefusedToLeave(person)))
            .toList().stream()
            .filter(CompletableFuture::join)
            .count();

    assertThat(refused).isEqualTo(1);
    assertThat(jdbc.sql("select count(*) from users where site_role = 'ADMIN' and active").query(Integer.class).single()).isEqualTo(1);
  }

  private boolean isRefusedToLeave(User person) {
    try {
      users.change(person.id(), person.name(), person.email(), null);
      return false;
    } catch (LastAdminException refused) {
      return true;
    }
  }

  private MockMvcRequestBuilder change(User person, String admin) {
    return post("/admin/people/" + person.id()).param("name", person.name()).param("email", person.email()).param("admin", admin);
  }

  @Test
  void adminsCannotLockThemselvesOut() {
    assertThat(post("/admin/people/" + ingrid.id() + "/deactivation")).hasStatus3xxRedirection();

    assertThat(users.find(ingrid.id()).orElseThrow().isActive()).isTrue();
  }

  @Test
  void someoneWhoLostADeviceIsSignedOutEverywhere() {
    User lena = classroom.person("Lena Fischer");
    classroom.cookie(lena);
    assertThat(sessionsOf(lena)).isEqualTo(1);

    assertThat(post("/admin/people/" + lena.id() + "/sign-ins/ending")).flash().containsEntry("notice", "Lena Fischer is signed out everywhere.");

    assertThat(sessionsOf(lena)).isZero();
  }

  @Test
  void aSecondFactorWhoseDeviceIsLostIsRemoved(CapturedOutput log) {
    User lena = classroom.person("Lena Fischer");
    jdbc.sql("insert into second_factor (user_id, secret, last_step, since) values (?, '\\x00', 0, now())").param(lena.id().value()).update();
    classroom.cookie(lena);
    assertThat(get("/admin/people/" + lena.id())).bodyText().contains("Remove the second factor of Lena Fischer?");

    assertThat(post("/admin/people/" + lena.id() + "/second-factor/removal")).flash().containsEntry("notice", "The second factor of Lena Fischer is removed.");

    assertThat(get("/admin/people/" + lena.id())).bodyText().doesNotContain("Second factor");
    assertThat(sessionsOf(lena)).isZero();
    assertThat(log.getOut()).contains("Person %s removed the second factor of person %s".formatted(ingrid.id(), lena.id()));
  }

  private int sessionsOf(User person) {
    return jdbc.sql("select count(*) from spring_session where principal_name = ?").param(person.id().toString()).query(Integer.class).single();
  }

  @Test
  void someoneIsDeactivatedAndComesBack() {
    User lena = classroom.person("Lena Fischer");

    post("/admin/people/" + lena.id() + "/deactivation").exchange();
    assertThat(users.find(lena.id()).orElseThrow().isActive()).isFalse();

    post("/admin/people/" + lena.id() + "/reactivation").exchange();
    assertThat(users.find(lena.id()).orElseThrow().isActive()).isTrue();
  }

  @Test
  void theListOfCoursesSaysWhoTeachesAndHowMuch() {
    Course course = classroom.course(classroom.person("Dr. Zoë Amara"));
    classroom.enrolled(course, "Bo Lindqvist", CourseRole.INSTRUCTOR);
    classroom.student(course, "Lena Fischer");
    classroom.student(course, "Mei Chen");
    classroom.enrolled(course, "Niklas Holm", CourseRole.ASSISTANT);
    classroom.endedLecture(course, Duration.ofMinutes(90));
    classroom.lecture(course);
    lectures.cancel(classroom.lecture(course).id());

    assertThat(get("/admin/courses").param("q", course.code()))
        .bodyText()
        .contains("Bo Lindqvist, Dr. Zoë Amara, 2 students, 1 held, 1 planned");
    assertThat(get("/admin/courses").param("q", "no course is called that")).bodyText().contains("No courses found");
  }

  @Test
  void aCourseIsArchivedAndRestored() {
    Course course = classroom.course(classroom.person("Dr. Amara Osei"));

    assertThat(post("/admin/courses/" + course.id() + "/archiving"))
        .flash()
        .containsEntry("notice", "Physical geography is archived.");
    assertThat(get("/courses/" + course.id())).bodyText().contains("Archived");

    post("/admin/courses/" + course.id() + "/restoring").exchange();
    assertThat(get("/courses/" + course.id())).bodyText().doesNotContain("Archived");
  }

  private MockMvcRequestBuilder get(String address) {
    return browser.get().uri(address).with(user(ingrid.id().toString()).roles("ADMIN"));
  }

  private MockMvcRequestBuilder post(String address) {
    return browser.post().uri(address).with(user(ingrid.id().toString()).roles("ADMIN")).with(csrf());
  }
}
