package org.lectern.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Entry;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.Snapshots;
import org.lectern.lecture.Snapshots.Snapshot;
import org.lectern.lecture.event.Chat;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** States of long logs, kept and gone on with. */
@LecternTest
class SnapshotIntegrationTests {

  @LocalServerPort int port;
  @Autowired Classroom classroom;
  @Autowired LectureLog log;
  @Autowired Snapshots snapshots;
  @Autowired JdbcClient jdbc;

  User amara;
  LectureId lecture;

  @BeforeEach
  void aClassIsPlanned() {
    amara = classroom.person("Amara Osei");
    Course course = classroom.course(amara);
    lecture = classroom.lecture(course).id();
  }

  @Test
  void aKeptStateAndWhatFollowedItAreTheSameAsTheWholeLog() {
    for (int seed = 1; seed <= 10; seed++) {
      LectureId lecture = classroom.lecture(classroom.course(amara)).id();
      List<Entry> entries = StateTests.entries(new Random(seed), 400);
      int kept = 40 * (seed - 1) + 17;
      snapshots.keep(lecture, Slices.FOLD, new Snapshot<>(kept, State.EMPTY.with(entries.subList(0, kept))));

      Snapshot<State> found = snapshots.find(lecture, Slices.FOLD, State.class).orElseThrow();

      State goneOnWith = found.state().keptAt(found.seq()).with(entries.subList(kept, entries.size()));
      assertThat(goneOnWith).isEqualTo(State.EMPTY.with(entries));
    }
  }

  @Test
  void whatOnlyANewerVersionKnowsIsPassedOver() {
    try (RoomClient teacher = RoomClient.join(port, classroom.cookie(amara), lecture.value(), 0)) {
      teacher.say("chat.post", Map.of("text", "before"));
      jdbc.sql("update lecture set last_seq = 2 where id = ?").param(lecture.value()).update();
      jdbc.sql(
              """
              insert into entry (lecture_id, seq, at_ms, said_at, type, audience, data, client_id)
              select lecture_id, 2, at_ms, said_at, 'hologram.shown', audience, '{}'::jsonb, null from entry where lecture_id = ? and seq = 1
              """)
          .param(lecture.value())
          .update();
      assertThat(teacher.say("chat.post", Map.of("text", "after"))).isEqualTo(3);
      teacher.await(item -> item.at("/data/text").asString("").equals("after"));
    }
    try (RoomClient late = RoomClient.join(port, classroom.cookie(amara), lecture.value(), 0)) {
      assertThat(late.snapshot().at("/state/chat/messages").size()).isEqualTo(2);
      assertThat(late.snapshot().get("seq").longValue()).isEqualTo(3);
    }
  }

  @Test
  void whoComesInIsToldHowThisServerSpeaksAndFolds() {
    try (RoomClient first = RoomClient.join(port, classroom.cookie(amara), lecture.value(), 0)) {
      long seq = first.say("chat.post", Map.of("text", "before"));
      assertThat(first.snapshot().at("/version/wire").stringValue()).isEqualTo("lectern.v1");
      try (RoomClient again = RoomClient.join(port, classroom.cookie(amara), lecture.value(), seq)) {
        assertThat(again.await(item -> RoomClient.type(item).equals("resumed")).get("version")).isEqualTo(first.snapshot().get("version"));
      }
    }
    assertThat(Version.shortened("chat.1 hands.1")).isNotEqualTo(Version.shortened("chat.2 hands.1"));
  }

  @Test
  void anOlderStateNeverTakesTheNewersPlaceButAnotherFoldsDoes() {
    keep("1", 20, "newer");
    keep("1", 10, "older");
    assertThat(snapshots.find(lecture, "1", State.class).orElseThrow().seq()).isEqualTo(20);

    keep("2", 15, "folded anew");
    assertThat(snapshots.find(lecture, "1", State.class)).isEmpty();
    assertThat(snapshots.find(lecture, "2", State.class).orElseThrow().seq()).isEqualTo(15);
  }

  @Test
  void aRoomGoesOnWithTheStateThatWasKept() {
    say("in the log");
    keep(Slices.FOLD, 1, "in the kept state");
    say("since");

    assertThat(chatOf(lecture)).containsExactly("in the kept state", "since");
  }

  @Test
  void aRoomFoldsTheLogAnewWhenTheStateWasMadeByAnotherFold() {
    say("in the log");
    keep("another", 1, "in the kept state");

    assertThat(chatOf(lecture)).containsExactly("in the log");
  }

  @Test
  void theStateOfALongLogIsKeptWhileItGrows() {
    try (RoomClient teacher = join()) {
      IntStream.range(0, Room.KEPT_EVERY / 100).forEach(_ -> sayHundred());
      await().until(() -> snapshots.find(lecture, Slices.FOLD, State.class).isPresent());

      Snapshot<State> kept = snapshots.find(lecture, Slices.FOLD, State.class).orElseThrow();
      List<Entry> entries = log.read(lecture, 0, 2 * Room.KEPT_EVERY);
      assertThat(kept.state().keptAt(kept.seq()))
          .isEqualTo(State.EMPTY.with(entries.stream().filter(entry -> entry.seq() <= kept.seq()).toList()));
      teacher.await(_ -> teacher.entries().size() == Room.KEPT_EVERY);
      assertThat(teacher.entries()).isSortedAccordingTo(Comparator.comparing(entry -> entry.get("seq").longValue()));
    }
  }

  private RoomClient join() {
    return RoomClient.join(port, classroom.cookie(amara), lecture.value(), 0);
  }

  private void keep(String fold, long seq, String text) {
    Entry said = new Entry(lecture, seq, 0, Instant.EPOCH, amara.id(), new Chat.Posted(text, false));
    snapshots.keep(lecture, fold, new Snapshot<>(seq, State.EMPTY.with(said)));
  }

  private void say(String text) {
    log.append(lecture, _ -> List.of(new Draft(new Chat.Posted(text, false), amara.id(), null))).join();
  }

  private void sayHundred() {
    log.append(
            lecture,
            _ -> IntStream.range(0, 100).mapToObj(i -> new Draft(new Chat.Posted("message " + i, false), amara.id(), null)).toList())
        .join();
  }

  private List<String> chatOf(LectureId lecture) {
    try (RoomClient teacher = join()) {
      return teacher.snapshot().at("/state/chat/messages").valueStream().map(message -> message.get("text").stringValue()).toList();
    }
  }
}
