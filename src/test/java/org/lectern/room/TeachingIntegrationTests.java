package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.NotADeckException;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.lectern.support.Slides;
import org.lectern.support.TracksClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A lecture from its start to its end: who is there, whose hand is up, who is lost. */
@LecternTest
class TeachingIntegrationTests extends Meeting {

  @Autowired JdbcClient jdbc;
  @Autowired DeckUploads uploads;
  @Autowired Rooms rooms;

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
  void aRoomThatOpensAgainKnowsForHowLongNobodyHasTaughtInIt() {
    LectureId left = classroom.liveLecture(course, Duration.ofMinutes(40));
    classroom.wasThere(left, amara, 0, 10);
    classroom.wasThere(left, lena, 0, 39);
    try (RoomClient student = RoomClient.join(port, classroom.cookie(lena), left.value(), 0)) {
      assertThat(student.snapshot().at("/people/staffAway").longValue()).isBetween(1_800_000L, 1_860_000L);
    }

    LectureId begun = classroom.liveLecture(course, Duration.ofMinutes(5));
    try (RoomClient student = RoomClient.join(port, classroom.cookie(lena), begun.value(), 0)) {
      assertThat(student.snapshot().at("/people/staffAway").longValue()).as("whoever started it was there").isBetween(300_000L, 360_000L);
    }
  }

  @Test
  void aRoomStaysOpenForWhoPublishesHereAndSitsInItByWayOfAnotherNode() {
    Room room = rooms.at(lecture.id());
    try (TracksClient microphone = new TracksClient(port, classroom.cookie(amara), lecture.id().value())) {
      microphone.open();
      assertThat(room.isEmptySince(Instant.MAX)).isFalse();
    }
    await().until(() -> room.isEmptySince(Instant.MAX));
  }

  @Test
  void whoeverLooksLikeTheTeacherIsMarkedWhereverTheyAreNamed() {
    User other = classroom.student(course, amara.name().replace('A', '\u0410'));
    String marked = other.name() + " #" + other.id();
    try (RoomClient teacher = join(amara);
        RoomClient pretender = join(other)) {
      pretender.say("chat.post", Map.of("text", "    The exam is off\u202e"));

      JsonNode said = teacher.entry("chat.posted");
      assertThat(said.at("/by/name").stringValue()).isEqualTo(marked);
      assertThat(said.at("/data/text").stringValue()).isEqualTo("    The exam is off");
      assertThat(pretender.refused("chat.post", Map.of("text", "\u200b\u202e"))).isEqualTo("Write something first.");
      try (RoomClient late = join(lena)) {
        assertThat(late.snapshot().at("/people/list").findValuesAsString("name")).contains(marked, amara.name());
      }
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
  void aTimerRunsForEveryoneUntilItIsStopped() {
    try (RoomClient teacher = join(amara);
        RoomClient student = join(lena)) {
      assertThat(teacher.refused("timer.start", Map.of("seconds", 60))).isEqualTo("The session has not started yet.");
      teacher.say("lecture.start", Map.of());
      assertThat(teacher.refused("timer.extend", Map.of("seconds", 60))).isEqualTo("No timer is running.");
      teacher.say("timer.start", Map.of("seconds", 60));
      teacher.say("timer.extend", Map.of("seconds", 60));
      assertThat(teacher.refused("timer.extend", Map.of("seconds", 14_400))).isEqualTo("A timer runs for four hours at most.");
      student.entry("timer.extended");

      try (RoomClient late = join(classroom.student(course, "Mei Chen"))) {
        JsonNode timer = late.snapshot().at("/state/timer");
        assertThat(timer.get("until").longValue() - timer.get("from").longValue()).isEqualTo(120_000);
      }
      teacher.say("timer.stop", Map.of());
      long before = teacher.say("timer.stop", Map.of());
      assertThat(student.entry("timer.stopped").get("seq").longValue()).as("stopped once").isEqualTo(before);
    }
  }

  @Test
  void thePreparedDeckIsShownFromTheOpeningOfTheRoomAndOnce() throws NotADeckException {
    long deck = uploads.add(lecture, amara, "Plates.pdf", new ByteArrayInputStream(Slides.pdf(3))).id();
    uploads.add(lecture, amara, "More plates.pdf", new ByteArrayInputStream(Slides.pdf(2)));
    try (RoomClient student = join(lena)) {
      showsFrom(student, deck);
    }
    try (RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      assertThat(teacher.snapshot().at("/state/slides/cuts")).hasSize(1);
      assertThat(teacher.entries().stream().map(RoomClient::type)).doesNotContain("slide.shown");
    }
  }

  @Test
  void aDeckThatIsPreparedWhileTheRoomIsOpenIsShownAndNoneOnceTheSessionRuns() throws NotADeckException {
    try (RoomClient student = join(lena)) {
      long deck = uploads.add(lecture, amara, "Plates.pdf", new ByteArrayInputStream(Slides.pdf(3))).id();
      JsonNode shown = student.entry("slide.shown");
      assertThat(shown.at("/data/deck/id").longValue()).isEqualTo(deck);
      assertThat(shown.get("at").longValue()).as("before the start").isNegative();
      assertThat(shown.has("by")).as("nobody asked for it").isFalse();
    }
    lecture = classroom.lecture(course);
    try (RoomClient teacher = join(amara)) {
      teacher.say("lecture.start", Map.of());
      uploads.add(lecture, amara, "Plates.pdf", new ByteArrayInputStream(Slides.pdf(3)));
      teacher.say("chat.post", Map.of("text", "Something after it"));
      assertThat(teacher.entries().stream().map(RoomClient::type)).doesNotContain("slide.shown");
    }
  }

  /** In what one is told on coming in, or right after it. */
  private static void showsFrom(RoomClient client, long deck) {
    JsonNode shown = client.snapshot().at("/state/slides/deck/id");
    assertThat((shown.isNumber() ? shown : client.entry("slide.shown").at("/data/deck/id")).longValue()).isEqualTo(deck);
  }

  @Test
  void whoWasPutOutMayComeBackOnceTheyAreLetIn() {
    User mei = classroom.student(course, "Mei Chen");
    Map<String, Object> person = Map.of("person", lena.id().value());
    try (RoomClient teacher = join(amara);
        RoomClient removed = join(lena);
        RoomClient other = join(mei)) {
      teacher.say("person.remove", person);
      assertThat(removed.closeCode()).isEqualTo(4403);
      assertThat(other.refused("person.restore", person)).isNotBlank();
      teacher.say("person.restore", person);
      long before = teacher.say("person.restore", person);
      assertThat(other.entry("person.restored").get("seq").longValue()).as("said once").isEqualTo(before);
      try (RoomClient again = join(lena)) {
        assertThat(again.snapshot().at("/state/removed")).isEmpty();
      }
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
      classroom.timeToUndoIsOver(lecture.id());
      await()
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
