package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Lecture;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may come into a room and stay there, and who may do what in it. */
@LecternTest
class WhoMayIntegrationTests extends Meeting {

  @Autowired Users users;
  @Autowired Enrolments enrolments;
  @Autowired DeckUploads uploads;

  @Test
  void aStudentCannotDoWhatTheInstructorDoes() {
    try (RoomClient student = join(lena)) {
      assertThat(student.refused("lecture.start", Map.of())).isEqualTo("Your part in this course does not include this.");
      assertThat(student.refused("chat.lock", Map.of())).contains("does not include");
    }
  }

  /** Each is tried at home as well, where it is done: so it is refused for being elsewhere and for nothing else. */
  @Test
  void nothingOfAnotherCourseIsShownSpokenToOrChanged() throws Exception {
    User jonas = classroom.person("Jonas Weidl");
    Course elsewhere = classroom.course(jonas);
    User karim = classroom.student(elsewhere, "Karim Haddad");
    Lecture other = classroom.lecture(elsewhere);
    long deck = uploads.add(other, jonas, "Volcanoes.pdf", new ByteArrayInputStream(onePage())).id();
    try (RoomClient theirs = RoomClient.join(port, classroom.cookie(jonas), other.id().value(), 0);
        RoomClient _ = RoomClient.join(port, classroom.cookie(karim), other.id().value(), 0);
        RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      theirs.say("lecture.start", Map.of());
      theirs.say("chat.post", Map.of("text", "one"));
      long said = theirs.say("chat.post", Map.of("text", "two"));
      Map<String, Object> slides = Map.of("deck", deck), message = Map.of("seq", said), person = Map.of("person", karim.id().value());

      assertThat(teacher.refused("slide.show", slides)).isEqualTo("These slides do not belong to this session.");
      assertThat(teacher.refused("chat.remove", message)).isEqualTo("There is no such message.");
      assertThat(teacher.refused("floor.give", person)).isEqualTo("This person is not in the room.");
      assertThat(teacher.refused("person.remove", person)).isEqualTo("This person is not in the room.");
      assertThat(teacher.entries().stream().map(RoomClient::type)).containsExactly("lecture.started");

      theirs.say("slide.show", slides);
      theirs.say("chat.remove", message);
      theirs.say("floor.give", person);
      theirs.say("person.remove", person);
    }
  }

  private static byte[] onePage() throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      document.addPage(new PDPage());
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  @Test
  void inALockedChatOnlyTheInstructorWrites() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      teacher.say("chat.lock", Map.of());
      assertThat(student.refused("chat.post", Map.of("text", "Me too"))).isEqualTo("The instructor has locked the chat.");
      teacher.say("chat.post", Map.of("text", "Listen"));
      teacher.say("chat.unlock", Map.of());
      student.say("chat.post", Map.of("text", "Thanks"));
    }
  }

  @Test
  void anObserverSaysNothing() {
    User observer = classroom.enrolled(course, "Olga Observer", CourseRole.OBSERVER);
    try (RoomClient client = join(observer)) {
      assertThat(client.refused("chat.post", Map.of("text", "Hm"))).contains("does not include");
    }
  }

  @Test
  void aRemovedPersonIsPutOutAndStaysOut() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      teacher.say("person.remove", Map.of("person", lena.id().value()));
      assertThat(student.closeCode()).isEqualTo(4403);

      RoomClient again = RoomClient.silent(port, classroom.cookie(lena), lecture.id().value());
      again.sendText("{\"type\":\"hello\",\"lastSeq\":0}");
      assertThat(again.closeCode()).isEqualTo(4403);
    }
  }

  @Test
  void aStrangerFindsNoSuchSession() {
    User stranger = classroom.person("Sam Stranger");
    RoomClient client = RoomClient.silent(port, classroom.cookie(stranger), lecture.id().value());
    assertThat(client.closeCode()).isEqualTo(4404);
  }

  @Test
  void whoLosesTheirPlaceInTheCourseIsPutOutOfItsRoom() {
    try (RoomClient student = join(lena)) {
      enrolments.withdraw(course.id(), lena.id());
      assertThat(student.closeCode()).isEqualTo(4000);
      assertThat(RoomClient.silent(port, classroom.cookie(lena), lecture.id().value()).closeCode()).isEqualTo(4404);
    }
  }

  @Test
  void whoseAccountIsDeactivatedIsPutOutOfTheRoom() {
    String cookie = classroom.cookie(lena);
    try (RoomClient student = RoomClient.join(port, cookie, lecture.id().value(), 0)) {
      users.deactivate(lena.id());
      assertThat(student.closeCode()).isEqualTo(4000);
      assertThat(RoomClient.silent(port, cookie, lecture.id().value()).closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void someoneWhoIsNotSignedInIsToldToSignIn() {
    RoomClient client = RoomClient.silent(port, "SESSION=none", lecture.id().value());
    assertThat(client.closeCode()).isEqualTo(4401);
  }
}
