package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.LectureId;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is signed out is out of the room too. */
@LecternTest
class SignedOutIntegrationTests {

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired Users users;
  @Autowired OpenSessions openSessions;
  @Autowired JdbcClient jdbc;

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

  @Test
  void whoIsSignedOutElsewhereLeavesTheRoomThereAndStaysInItHere() {
    String here = classroom.cookie(lena);
    String there = classroom.cookie(lena);
    try (RoomClient somebody = RoomClient.join(port, there, lecture.value(), 0)) {
      openSessions.end(lena.id(), signIn -> !signIn.here(), id(here));

      assertThat(somebody.closeCode()).isEqualTo(4000);
      assertThat(RoomClient.silent(port, there, lecture.value()).closeCode()).isEqualTo(4401);
      RoomClient.join(port, here, lecture.value(), 0).close();
    }
  }

  @Test
  void whomAnAdminSignsOutIsOutOfTheRoomAndMaySignInAgain() {
    String cookie = classroom.cookie(lena);
    try (RoomClient somebody = RoomClient.join(port, cookie, lecture.value(), 0)) {
      users.signOutEverywhere(lena.id());

      assertThat(somebody.closeCode()).isEqualTo(4000);
      assertThat(RoomClient.silent(port, cookie, lecture.value()).closeCode()).isEqualTo(4401);
      RoomClient.join(port, classroom.cookie(lena), lecture.value(), 0).close();
    }
  }

  @Test
  void whoWasSignedInForADayGoesOnInTheRoomAndComesBackUntilADayAndAHalf() {
    String cookie = classroom.cookie(lena);
    signedInEarlier(Duration.ofHours(35));
    RoomClient.join(port, cookie, lecture.value(), 0).close();

    signedInEarlier(Duration.ofHours(2));
    assertThat(RoomClient.silent(port, cookie, lecture.value()).closeCode()).isEqualTo(4401);
  }

  private void signedInEarlier(Duration time) {
    jdbc.sql("update spring_session set creation_time = creation_time - ? where principal_name = ?").params(time.toMillis(), lena.id().toString()).update();
  }

  private static String id(String cookie) {
    return cookie.substring("SESSION=".length());
  }
}
