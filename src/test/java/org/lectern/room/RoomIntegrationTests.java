package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.Course;
import org.lectern.courses.CourseRole;
import org.lectern.courses.Enrolments;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Lecture;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@LecternTest
class RoomIntegrationTests {

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;
  @Autowired Users users;
  @Autowired Enrolments enrolments;
  @Autowired DeckUploads uploads;

  User amara;
  User lena;
  Course course;
  Lecture lecture;

  @BeforeEach
  void aClassIsPlanned() {
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.lecture(course);
  }

  RoomClient join(User person) {
    return join(person, 0);
  }

  RoomClient join(User person, long lastSeq) {
    return RoomClient.join(port, classroom.cookie(person), lecture.id().value(), lastSeq);
  }

  @Test
  void whatOneWritesTheOtherReadsWithNameAndRole() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      long seq = student.say("chat.post", Map.of("text", "Is Japan the same process?"));

      JsonNode posted = teacher.entry("chat.posted");

      assertThat(posted.get("seq").longValue()).isEqualTo(seq);
      assertThat(posted.at("/by/name").stringValue()).isEqualTo("Lena Fischer");
      assertThat(posted.at("/by/role").stringValue()).isEqualTo("student");
      assertThat(posted.at("/data/text").stringValue()).isEqualTo("Is Japan the same process?");
    }
  }

  @Test
  void theSenderHearsThatItIsSavedBeforeTheEntryComesBack() {
    try (RoomClient student = join(lena)) {
      UUID id = student.send("chat.post", Map.of("text", "Hello"));
      student.entry("chat.posted");

      List<String> order =
          student.items().stream().map(RoomClient::type).filter(type -> type.equals("ack") || type.equals("chat.posted")).toList();
      assertThat(order).containsExactly("ack", "chat.posted");
      assertThat(student.answer(id).get("seq").longValue()).isEqualTo(student.entry("chat.posted").get("seq").longValue());
    }
  }

  @Test
  void aMessageSentTwiceWithTheSameIdIsSaidOnce() {
    try (RoomClient student = join(lena)) {
      UUID id = UUID.randomUUID();
      student.send(id, "chat.post", Map.of("text", "Once"));
      long first = student.answer(id).get("seq").longValue();
      student.send(id, "chat.post", Map.of("text", "Once"));
      student.say("chat.post", Map.of("text", "Afterwards"));

      assertThat(student.items().stream().filter(item -> RoomClient.type(item).equals("ack")).map(item -> item.get("seq").longValue()))
          .containsExactly(first, first, first + 1);
      assertThat(student.entries()).hasSize(2);
    }
  }

  /** The connection to the database broke after the commit and before its answer: the sender was told to send it again. */
  @Test
  void whatWasSavedWithoutAnybodyHearingOfItReachesEveryoneWhenItIsSentAgain() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      student.say("chat.post", Map.of("text", "Before"));
      UUID id = UUID.randomUUID();
      jdbc.sql("insert into entry (lecture_id, seq, at_ms, said_at, type, actor, audience, data, client_id) "
              + "select lecture_id, seq + 1, at_ms, said_at, type, actor, audience, '{\"text\": \"Lost\", \"forStaff\": false}', ? from entry where lecture_id = ?")
          .params(id, lecture.id().value()).update();
      jdbc.sql("update lecture set last_seq = last_seq + 1 where id = ?").param(lecture.id().value()).update();

      student.send(id, "chat.post", Map.of("text", "Lost"));

      assertThat(student.answer(id).get("seq").longValue()).isEqualTo(2);
      teacher.await(item -> item.at("/data/text").asString("").equals("Lost"));
      student.await(item -> item.at("/data/text").asString("").equals("Lost"));
    }
  }

  @Test
  void someoneWhoComesLateSeesWhatWasSaid() {
    try (RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      teacher.say("chat.post", Map.of("text", "Welcome"));

      try (RoomClient student = join(lena)) {
        JsonNode state = student.snapshot().get("state");
        assertThat(state.at("/lecture/phase").stringValue()).isEqualTo("live");
        assertThat(state.at("/chat/messages/0/text").stringValue()).isEqualTo("Welcome");
        assertThat(state.at("/chat/messages/0/by/name").stringValue()).isEqualTo("Amara Osei");
        assertThat(student.snapshot().at("/people/here").intValue()).isEqualTo(2);
        assertThat(student.snapshot().at("/you/name").stringValue()).isEqualTo("Lena Fischer");
      }
    }
  }

  @Test
  void whoseLineWasCutGetsExactlyWhatTheyMissed() {
    try (RoomClient teacher = join(amara)) {
      long seen;
      try (RoomClient student = join(lena)) {
        seen = student.say("chat.post", Map.of("text", "Before"));
      }
      teacher.say("chat.post", Map.of("text", "Meanwhile"));
      teacher.say("chat.post", Map.of("text", "And more"));

      try (RoomClient student = join(lena, seen)) {
        assertThat(RoomClient.type(student.items().getFirst())).isEqualTo("resumed");
        assertThat(student.entries().stream().map(entry -> entry.at("/data/text").stringValue()))
            .containsExactly("Meanwhile", "And more");
      }
    }
  }

  @Test
  void handsKeepTheServersOrderAndTheFloorTakesOneDown() {
    User mei = classroom.student(course, "Mei Chen");
    try (RoomClient teacher = join(amara);
        RoomClient first = join(lena);
        RoomClient second = join(mei)) {
      first.say("hand.raise", Map.of("reason", "question"));
      second.say("hand.raise", Map.of());
      first.say("hand.raise", Map.of("reason", "answer"));
      teacher.say("floor.give", Map.of("person", lena.id().value()));

      try (RoomClient late = join(amara)) {
        JsonNode state = late.snapshot().get("state");
        assertThat(state.get("hands")).hasSize(1);
        assertThat(state.at("/hands/0/person/name").stringValue()).isEqualTo("Mei Chen");
        assertThat(state.at("/floor/0/person/name").stringValue()).isEqualTo("Lena Fischer");
      }
    }
  }

  @Test
  void aStudentCannotDoWhatTheInstructorDoes() {
    try (RoomClient student = join(lena)) {
      assertThat(student.refused("lecture.start", Map.of())).isEqualTo("Your part in this course does not include this.");
      assertThat(student.refused("chat.lock", Map.of())).contains("does not include");
    }
  }

  @Test
  void nothingOfAnotherCourseIsShownSpokenToOrChanged() throws Exception {
    User jonas = classroom.person("Jonas Weidl");
    Lecture other = classroom.lecture(classroom.course(jonas));
    long deck = uploads.add(other, jonas, "Volcanoes.pdf", new ByteArrayInputStream(onePage())).id();
    try (RoomClient elsewhere = RoomClient.join(port, classroom.cookie(jonas), other.id().value(), 0);
        RoomClient teacher = join(amara)) {
      elsewhere.say("chat.post", Map.of("text", "one"));
      long said = elsewhere.say("chat.post", Map.of("text", "two"));
      teacher.say("lecture.start", Map.of());

      assertThat(teacher.refused("slide.show", Map.of("deck", deck))).isNotBlank();
      assertThat(teacher.refused("chat.remove", Map.of("seq", said))).isNotBlank();
      assertThat(teacher.refused("floor.give", Map.of("person", jonas.id().value()))).isNotBlank();
      assertThat(teacher.refused("person.remove", Map.of("person", jonas.id().value()))).isNotBlank();
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

  @Test
  void aProgramThatSpeaksSomethingElseIsClosedAndHarmsNobody() {
    try (RoomClient teacher = join(amara)) {
      for (String nonsense :
          List.of("nonsense", "[]", "{}", "{\"type\":7}", "{\"type\":\"chat.post\",\"id\":\"x\"}", "{\"type\":\"no.such\",\"id\":\"" + UUID.randomUUID() + "\"}",
              "{\"type\":\"chat.post\",\"id\":\"" + UUID.randomUUID() + "\",\"text\":7}",
              "{\"type\":\"pointer\",\"x\":1e99}")) {
        RoomClient client = join(amara);
        client.sendText(nonsense);
        assertThat(client.closeCode()).as(nonsense).isEqualTo(4400);
      }
      teacher.say("chat.post", Map.of("text", "Still here"));
    }
  }

  @Test
  void whoFloodsIsToldSoWhateverTabItIsThenSentAwayAndHoldsNobodyUp() {
    try (RoomClient teacher = join(amara);
        RoomClient tab = join(lena);
        RoomClient another = join(lena)) {
      for (RoomClient each : List.of(tab, another)) {
        for (int i = 0; i < 60; i++) {
          each.send("chat.post", Map.of("text", "Message " + i));
        }
        JsonNode refusal = each.await(item -> RoomClient.type(item).equals("rejected"));
        assertThat(refusal.get("message").stringValue()).isEqualTo("That was very fast. Wait a second, then send it again.");
        assertThat(refusal.get("retry").booleanValue()).isTrue();
      }
      sendUntilClosed(tab, "{\"type\":\"beat\"}");
      assertThat(tab.closeCode()).isEqualTo(4001);
      teacher.say("chat.post", Map.of("text", "One after the other, please"));
    }
  }

  private static void sendUntilClosed(RoomClient client, String text) {
    try {
      for (int i = 0; i < 5_000 && !client.isClosed(); i++) {
        client.sendText(text);
      }
    } catch (CompletionException closed) {
      // as it should be
    }
  }

  @Test
  void aMessageOfTenMegabytesClosesItsSenderAlone() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      student.startSending("{\"type\":\"chat.post\",\"text\":\"" + "x".repeat(10_000_000) + "\"}");
      assertThat(student.closeCode()).isIn(1009, 1006);
      teacher.say("chat.post", Map.of("text", "Still here"));
    }
  }

  @Test
  void onePersonWithTwoTabsIsOnePerson() {
    try (RoomClient teacher = join(amara);
        RoomClient one = join(lena);
        RoomClient two = join(lena)) {
      assertThat(two.snapshot().at("/people/here").intValue()).isEqualTo(2);
      one.close();
      two.say("chat.post", Map.of("text", "Still one of us"));
      teacher.await(item -> RoomClient.type(item).equals("people") && item.get("here").intValue() == 2);
      assertThat(teacher.items().stream().filter(item -> RoomClient.type(item).equals("people")).anyMatch(item -> !item.get("left").isEmpty()))
          .isFalse();
    }
  }

  @Test
  void twentyPeopleWritingAtOnceAreAllHeardInOneOrder() {
    List<RoomClient> students =
        IntStream.range(0, 20).mapToObj(i -> join(classroom.student(course, "Student " + (char) ('A' + i)))).toList();
    try (RoomClient teacher = join(amara)) {
      students.forEach(student -> IntStream.range(0, 10).forEach(i -> student.send("chat.post", Map.of("text", "Message " + i))));
      students.forEach(student -> student.await(item -> student.entries().size() == 200));
      teacher.await(item -> teacher.entries().size() == 200);

      List<Long> order = teacher.entries().stream().map(entry -> entry.get("seq").longValue()).toList();
      assertThat(order).isSorted().doesNotHaveDuplicates();
      students.forEach(
          student -> assertThat(student.entries().stream().map(entry -> entry.get("seq").longValue())).isEqualTo(order));
    } finally {
      students.forEach(RoomClient::close);
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
  void whoIsLostIsACountWithoutAName() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      teacher.say("lecture.start", Map.of());
      student.say("pace.lost", Map.of());

      JsonNode lost = teacher.entry("pace.lost");
      assertThat(lost.has("by")).isFalse();
      assertThat(lost.toString()).doesNotContain("Lena");
      student.say("chat.post", Map.of("text", "Anything else"));
      assertThat(student.entries().stream().map(RoomClient::type)).doesNotContain("pace.lost");
    }
  }

  @Test
  void theTimeSomeoneWasHereIsKept() {
    try (RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      join(lena).close();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql("select user_id from presence where lecture_id = ? and closed and seen_ms >= joined_ms")
                            .param(lecture.id().value())
                            .query(Long.class)
                            .list())
                    .containsExactlyInAnyOrder(amara.id().value(), lena.id().value()));
  }

  @Test
  void theEndCanBeUndoneUntilTheLectureIsSealed() {
    try (RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      teacher.say("lecture.end", Map.of());
      assertThat(teacher.refused("chat.post", Map.of("text", "One more thing"))).isEqualTo("This session has ended.");
      teacher.say("lecture.undoEnd", Map.of());
      teacher.say("chat.post", Map.of("text", "One more thing"));
      teacher.say("lecture.end", Map.of());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  jdbc.sql("select sealed_seq is not null and anonymity_key is null from lecture where id = ?")
                      .param(lecture.id().value())
                      .query(Boolean.class)
                      .single());
      assertThat(teacher.refused("lecture.undoEnd", Map.of())).isEqualTo("This session has ended.");
    }
  }
}
