package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.LectureId;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who is signed out is out of the room too. */
@LecternTest
class SignedOutIntegrationTests {

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired Users users;

  User lena;
  LectureId lecture;

  @BeforeEach
  void aClass() {
    var course = classroom.course(classroom.person("Amara Osei"));
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.lecture(course).id();
  }

  @Test
  void aNewPasswordPutsOutWhoeverSatInTheRoomWithTheOldOne() {
    String cookie = classroom.cookie(lena);
    try (RoomClient somebody = RoomClient.join(port, cookie, lecture.value(), 0)) {
      users.setPassword(lena.id(), "another long password");

      assertThat(somebody.closeCode()).isEqualTo(4000);
      assertThat(RoomClient.silent(port, cookie, lecture.value()).closeCode()).isEqualTo(4401);
    }
  }
}
