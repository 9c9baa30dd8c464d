package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.Users;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is said in a room is heard by everyone in it: once, in one order, and again by who was away. */
@LecternTest
class SayingIntegrationTests extends Meeting {

  @Autowired JdbcClient jdbc;
  @Autowired Users users;

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
  void whoIsRenamedHasTheirNewNameAtOnce() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      student.say("chat.post", Map.of("text", "Is Japan the same process?"));
      teacher.entry("chat.posted");
      try (RoomClient before = join(amara)) {
        assertThat(before.snapshot().at("/state/chat/messages/0/by/name").stringValue()).isEqualTo("Lena Fischer");
      }
      users.change(lena.id(), "Lena Vogel", lena.email(), null);

      teacher.await(item -> RoomClient.type(item).equals("people") && item.toString().contains("Lena Vogel"));
      student.say("chat.post", Map.of("text", "And Chile?"));
      teacher.await(item -> item.at("/data/text").asString("").equals("And Chile?") && item.at("/by/name").stringValue().equals("Lena Vogel"));
      try (RoomClient late = join(amara)) {
        assertThat(late.snapshot().toString()).contains("Lena Vogel").doesNotContain("Lena Fischer");
      }
    }
  }

  @Test
  void whoIsRenamedAfterTheyHaveLeftIsReadByTheirNewName() {
    try (RoomClient student = join(lena)) {
      student.say("chat.post", Map.of("text", "Is Japan the same process?"));
    }
    try (RoomClient teacher = join(amara)) {
      assertThat(teacher.snapshot().toString()).contains("Lena Fischer");
      users.change(lena.id(), "Lena Vogel", lena.email(), null);
      try (RoomClient late = join(amara)) {
        assertThat(late.snapshot().at("/state/chat/messages/0/by/name").stringValue()).isEqualTo("Lena Vogel");
      }
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
}
