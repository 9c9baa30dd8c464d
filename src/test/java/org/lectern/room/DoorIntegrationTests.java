package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.Role;
import org.lectern.accounts.SignedIn;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.authentication.rememberme.PersistentRememberMeToken;
import org.springframework.security.web.authentication.rememberme.PersistentTokenRepository;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** Who comes into a room, decided in two queries because a hall comes at once. */
@LecternTest
class DoorIntegrationTests {

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired Users users;
  @Autowired Enrolments enrolments;
  @Autowired Lectures lectures;
  @Autowired PersistentTokenRepository devices;
  @Autowired JdbcClient jdbc;
  @Autowired Rooms rooms;
  @Autowired RoomSocket socket;

  User amara;
  Course course;
  LectureId lecture;

  @BeforeEach
  void aClassIsPlanned() {
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lecture = classroom.lecture(course).id();
  }

  @Test
  void whoseHelloDoesNotArriveIsAskedToComeBack() {
    RoomClient slow = RoomClient.silent(port, classroom.cookie(amara), lecture.value());
    await("the socket is open").until(() -> {
      socket.closeThoseSilentSince(Instant.now().plusSeconds(1));
      return slow.isClosed();
    });
    assertThat(slow.closeCode()).isEqualTo(4001);
  }

  @Test
  void theDoorKnowsOfEverybodyWhatThePageKnows() {
    User withdrawn = classroom.student(course, "Wanda Withdrawn");
    enrolments.withdraw(course.id(), withdrawn.id());
    User admin = users.create(UUID.randomUUID() + "@people.example", "Ada Admin", Role.ADMIN, null);
    User learns = users.create(UUID.randomUUID() + "@people.example", "Lou Learns", Role.ADMIN, null);
    enrolments.enrol(course.id(), learns.id(), CourseRole.STUDENT);

    for (User person :
        List.of(
            amara, classroom.student(course, "Lena Fischer"), classroom.enrolled(course, "Tom Tutor", CourseRole.ASSISTANT),
            classroom.enrolled(course, "Olga Observer", CourseRole.OBSERVER), withdrawn, classroom.person("Sam Stranger"), admin, learns)) {
      assertThat(lectures.roleIn(lecture, new SignedIn(person.id(), person.name(), person.isAdmin(), Locale.UK)))
          .as(person.name())
          .isEqualTo(lectures.visibleTo(person).find(lecture).map(VisibleLecture::role));
    }
  }

  @Test
  void aCancelledSessionHasNoRoom() {
    lectures.cancel(lecture);

    assertThat(RoomClient.silent(port, classroom.cookie(amara), lecture.value()).closeCode()).isEqualTo(4404);
  }

  @Test
  void comingInDoesNotWriteDownThatTheSessionWasUsed() {
    String cookie = classroom.cookie(amara);
    jdbc.sql("update spring_session set last_access_time = 1 where principal_name = ?").param(amara.id().toString()).update();

    RoomClient.join(port, cookie, lecture.value(), 0).close();

    assertThat(
            jdbc.sql("select last_access_time from spring_session where principal_name = ?").param(amara.id().toString()).query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void aSessionThatHasRunOutOpensNothing() {
    String cookie = classroom.cookie(amara);
    jdbc.sql("update spring_session set expiry_time = 1 where principal_name = ?").param(amara.id().toString()).update();

    assertThat(RoomClient.silent(port, cookie, lecture.value()).closeCode()).isEqualTo(4401);
  }

  @Test
  void whoseDeviceRemembersThemComesInWithoutASession() {
    String series = UUID.randomUUID().toString();
    devices.createNewToken(new PersistentRememberMeToken(amara.id().toString(), series, "told once", new Date()));

    RoomClient.join(port, remembered(series, "told once"), lecture.value(), 0).close();

    assertThat(RoomClient.silent(port, remembered(series, "guessed"), lecture.value()).closeCode()).isEqualTo(4401);
  }

  /** Their socket is closed from here while the room is still opening for them. */
  @Test
  void whoIsPutOutBeforeTheyAreQuiteInIsNotHereAnyMore() throws Exception {
    WebSocketSession session = closedSocketOf(new Member(amara.id(), amara.name(), CourseRole.INSTRUCTOR));
    socket.afterConnectionClosed(session, CloseStatus.NORMAL);
    socket.handleMessage(session, new TextMessage("{\"type\":\"hello\",\"lastSeq\":0,\"can\":{}}"));

    assertThat(rooms.here(lecture)).isZero();
  }

  private WebSocketSession closedSocketOf(Member member) {
    Map<String, Object> attributes = new ConcurrentHashMap<>(Map.of(Admission.class.getName(), new Admission(null, lecture, member, Locale.UK)));
    return (WebSocketSession) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {WebSocketSession.class}, (_, method, _) ->
        switch (method.getName()) {
          case "getAttributes" -> attributes;
          case "hashCode" -> 1;
          case "isOpen" -> false;
          default -> null;
        });
  }

  private static String remembered(String series, String token) {
    String value = URLEncoder.encode(series, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return "remember=" + Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }
}
