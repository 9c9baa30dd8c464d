package org.lectern.courses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.accounts.Role;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.support.Classroom;
import org.lectern.support.PageTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

@PageTest
@ExtendWith(OutputCaptureExtension.class)
class CoursePagesIntegrationTests {

  @Autowired MockMvcTester browser;
  @Autowired Classroom classroom;
  @Autowired Users users;
  @Autowired Courses courses;
  @Autowired Enrolments enrolments;

  User amara;
  Course course;

  @BeforeEach
  void aCourse() {
    amara = classroom.person("Dr. Amara Osei");
    course = classroom.course(amara);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/people", "/materials", "/lectures/new", "/settings"})
  void aStrangerFindsNothing(String page) {
    User stranger = classroom.person("Niklas Holm");
    String address = "/courses/" + course.id() + page;
    assertThat(get(amara, address)).hasStatusOk();

    assertThat(get(stranger, address)).hasStatus(404);
  }

  @Test
  void whoLooksForWhatIsNotTheirsIsInTheLogAndDoesNotFloodIt(CapturedOutput log) {
    User stranger = classroom.person("Niklas Holm");
    for (int i = 0; i < 30; i++) {
      assertThat(get(stranger, "/courses/" + course.id() + "/people")).hasStatus(404);
    }

    assertThat(log.getOut().lines())
        .filteredOn(line -> line.contains("Person %s asked for what is not there or not theirs: GET /courses/%s/people ".formatted(stranger.id(), course.id())))
        .hasSizeBetween(1, 15);
  }

  @Test
  void aStudentSeesThePeopleButCannotChangeThem() {
    User lena = classroom.student(course, "Lena Fischer");

    assertThat(get(lena, people())).hasStatusOk().bodyText().doesNotContain("Enrol people", amara.email());
    assertThat(post(lena, people()).param("email", "x@people.example").param("role", "STUDENT")).hasStatus(404);
    assertThat(post(lena, people() + "/" + amara.id() + "/withdrawal")).hasStatus(404);
  }

  @Test
  void anInstructorEnrolsSeveralPeopleByEmailAndReadsWhomNobodyKnows() {
    User lena = classroom.person("Lena Fischer");
    User mei = classroom.person("Mei Chen");

    assertThat(
            post(amara, people())
                .param("email", lena.email() + ", " + mei.email() + " nobody@people.example")
                .param("role", "STUDENT"))
        .flash()
        .containsEntry("notice", "2 people enrolled.")
        .containsEntry(
            "wrong",
            "Nobody here has the address nobody@people.example. Ask an administrator to add this person first.");
    assertThat(enrolments.roleOf(lena.id(), course.id())).contains(CourseRole.STUDENT);
  }

  @Test
  void enrollingTwiceLeavesOnePlace() {
    User lena = classroom.person("Lena Fischer");
    enrolments.enrol(course.id(), lena.id(), CourseRole.STUDENT);
    enrolments.enrol(course.id(), lena.id(), CourseRole.ASSISTANT);

    assertThat(enrolments.of(course.id())).hasSize(2);
    assertThat(enrolments.roleOf(lena.id(), course.id())).contains(CourseRole.ASSISTANT);
  }

  @Test
  void whoIsWithdrawnFindsTheCourseNoMore() {
    User lena = classroom.student(course, "Lena Fischer");
    assertThat(get(lena, "/courses/" + course.id())).hasStatusOk();

    assertThat(post(amara, people() + "/" + lena.id() + "/withdrawal")).hasStatus3xxRedirection();

    assertThat(get(lena, "/courses/" + course.id())).hasStatus(404);
  }

  @Test
  void theLastInstructorStays() {
    assertThat(post(amara, people() + "/" + amara.id() + "/withdrawal"))
        .hasRedirectedUrl(people())
        .flash()
        .containsEntry("wrong", "A course needs an instructor. Make someone else an instructor first.");
    assertThat(post(amara, people() + "/" + amara.id() + "/role").param("role", "STUDENT")).hasRedirectedUrl(people());
    assertThat(enrolments.roleOf(amara.id(), course.id())).contains(CourseRole.INSTRUCTOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/courses"})
  void anAdminWhoIsInNoCourseIsToldOfThoseThereAreAndWhereTheyAre(String page) {
    User ingrid = users.create(UUID.randomUUID() + "@people.example", "Ingrid Solheim", Role.ADMIN, null);

    assertThat(get(ingrid, page)).bodyText().contains("You are in no course yourself", "href=\"/admin/courses\"").doesNotContain("No courses yet");
    assertThat(get(classroom.person("Niklas Holm"), page)).bodyText().contains("No courses yet", "when an instructor enrols you").doesNotContain("/admin/");
  }

  @Test
  void whoseCoursesAreAllArchivedIsToldSo() {
    courses.archive(course.id());

    assertThat(get(amara, "/")).bodyText().contains("All your courses are archived", "href=\"/courses\"").doesNotContain("No courses yet");
    assertThat(get(amara, "/courses")).bodyText().contains("Physical geography", "Archived");
    assertThat(get(amara, "/courses/" + course.id() + "/materials")).bodyText().contains("Nothing was added before").doesNotContain("your instructor");
  }

  @Test
  void whereNothingIsPlannedEachIsToldWhatTheyCanDo() {
    User olu = classroom.enrolled(course, "Olu Adeyemi", CourseRole.ASSISTANT);
    String page = "/courses/" + course.id(), register = page + "/attendance";
    for (User planner : List.of(amara, olu)) {
      assertThat(get(planner, page)).bodyText().contains("No sessions planned", "Plan one");
    }
    assertThat(get(amara, register)).bodyText().contains("No students yet", "Enrol people under People");
    assertThat(get(olu, register)).bodyText().contains("No students yet").doesNotContain("Enrol people");
    User lena = classroom.student(course, "Lena Fischer"), watcher = classroom.enrolled(course, "Niklas Holm", CourseRole.OBSERVER);
    assertThat(get(amara, register)).bodyText().contains("Plan a session. Who was there");
    assertThat(get(lena, page + "/attendance/me")).bodyText().contains("appears here by itself");
    for (User other : List.of(lena, watcher)) {
      assertThat(get(other, page)).bodyText().contains("when your instructor plans them").doesNotContain("Plan one");
    }

    courses.archive(course.id());
    assertThat(get(amara, page)).bodyText().contains("Restore it in its settings").doesNotContain("your instructor", "Plan one");
    assertThat(get(olu, page)).bodyText().contains("An instructor can restore it").doesNotContain("your instructor", "Plan one", "in its settings");
    for (User other : List.of(lena, watcher)) {
      assertThat(get(other, page)).bodyText().contains("Nothing was taught in it").doesNotContain("your instructor", "restore");
    }
    for (String book : List.of(register, page + "/attendance/me")) {
      assertThat(get(book.equals(register) ? amara : lena, book)).bodyText().contains("None was held before").doesNotContain("by itself", "No sessions yet");
    }
    classroom.endedLecture(course, Duration.ofHours(1));
    assertThat(get(lena, page)).bodyText().contains("can still be read and watched").doesNotContain("Nothing was taught");
  }

  @Test
  void aFormSentTwiceMakesOneCourse() {
    String clientId = UUID.randomUUID().toString();

    String first = createCourse(clientId);
    String second = createCourse(clientId);

    assertThat(second).isEqualTo(first);
    assertThat(courses.of(amara)).hasSize(2);
  }

  @Test
  void whoGoesBackAndCreatesAgainComesToWhatThereIs() {
    String clientId = UUID.randomUUID().toString();
    String first = createCourse(clientId);

    assertThat(post(amara, "/courses/new").param("clientId", clientId).param("title", "Another title"))
        .hasRedirectedUrl(first + "/settings")
        .flash()
        .hasEntrySatisfying("form", form -> assertThat(((CourseForm) form).title()).isEqualTo("Another title"));
  }

  private String createCourse(String clientId) {
    return post(amara, "/courses/new")
        .param("clientId", clientId)
        .param("title", "Programming")
        .exchange()
        .getResponse()
        .getRedirectedUrl();
  }

  @Test
  void whatIsMissingOrTooLongIsToldInWords() {
    assertThat(post(amara, "/courses/new").param("title", " ")).bodyText().contains("Write the title.");
    assertThat(post(amara, "/courses/new").param("title", "x".repeat(201)).param("code", "y".repeat(31)))
        .bodyText()
        .contains("This title is too long.", "This code is too long.");
  }

  @Test
  void whoTeachesNothingCreatesNoCourse() {
    assertThat(get(classroom.student(course, "Lena Fischer"), "/courses/new")).hasStatus(404);
  }

  @Test
  void anArchivedCourseIsReadOnly() {
    courses.archive(course.id());

    assertThat(get(amara, "/courses/" + course.id())).hasStatusOk().bodyText().contains("Archived");
    assertThat(get(amara, "/courses/" + course.id() + "/lectures/new")).hasStatus(404);
    assertThat(post(amara, people()).param("email", "x").param("role", "STUDENT")).hasStatus(404);
  }

  @Test
  void anInstructorCallsTheCourseSomethingElse() {
    User lena = classroom.student(course, "Lena Fischer");
    assertThat(get(lena, "/courses/" + course.id())).bodyText().doesNotContain("/settings");
    assertThat(get(amara, "/courses/" + course.id())).bodyText().contains("/courses/" + course.id() + "/settings");

    assertThat(post(amara, settings()).param("title", " Human geography ").param("code", "GEO 9").param("description", "Cities."))
        .hasRedirectedUrl(settings())
        .flash()
        .containsEntry("notice", "Human geography: saved.");

    assertThat(get(lena, "/courses/" + course.id())).bodyText().contains(">Human geography</h1>", "GEO 9", "Cities.");
  }

  @Test
  void whatIsWrongAboutACourseIsToldAtItsFieldAndWhatWasTypedStays() {
    assertThat(post(amara, settings()).param("title", " ").param("code", "y".repeat(31)).param("description", "z".repeat(4001)))
        .hasStatusOk()
        .bodyText()
        .contains("Write the title.", "This code is too long.", "This text is too long.", "y".repeat(31), "z".repeat(4001), ">Physical geography</h1>");
    assertThat(courses.visibleTo(amara).find(course.id())).get().extracting(seen -> seen.course().title()).isEqualTo("Physical geography");
  }

  @Test
  void aCourseGoesToTheArchiveAndComesBack() {
    assertThat(post(amara, settings() + "/archiving")).flash().containsEntry("notice", "Physical geography is archived.");
    assertThat(get(amara, settings())).bodyText().contains("In the archive").doesNotContain("name=\"title\"");
    assertThat(post(amara, settings()).param("title", "Another")).hasStatus(404);

    assertThat(post(amara, settings() + "/restoring")).flash().containsEntry("notice", "Physical geography is restored.");
    assertThat(get(amara, settings())).bodyText().contains("name=\"title\"");
  }

  @ParameterizedTest
  @EnumSource(value = CourseRole.class, names = "INSTRUCTOR", mode = Mode.EXCLUDE)
  void whoDoesNotTeachTheCourseChangesNothingOfIt(CourseRole role) {
    User somebody = classroom.enrolled(course, "Lena Fischer", role);

    assertThat(get(somebody, settings())).hasStatus(404);
    assertThat(post(somebody, settings()).param("title", "Mine")).hasStatus(404);
    assertThat(post(somebody, settings() + "/archiving")).hasStatus(404);
    assertThat(post(somebody, settings() + "/restoring")).hasStatus(404);
  }

  private String settings() {
    return "/courses/" + course.id() + "/settings";
  }

  @ParameterizedTest
  @ValueSource(strings = {"/courses/9999999", "/courses/99999999999999999999", "/courses/x", "/nowhere", "/js/nowhere.js"})
  void anAddressThatMeansNothingIsAClearPageAndNoFailure(String address) {
    assertThat(get(amara, address).exchange().getResponse().getStatus()).isBetween(400, 404);
  }

  private String people() {
    return "/courses/" + course.id() + "/people";
  }

  private MockMvcRequestBuilder get(User person, String address) {
    return browser.get().uri(address).with(user(person.id().toString()));
  }

  private MockMvcRequestBuilder post(User person, String address) {
    return browser.post().uri(address).with(user(person.id().toString())).with(csrf());
  }
}
