package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.EventTypes;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Lifecycle.Paused;
import org.lectern.lecture.event.Lifecycle.Started;
import org.lectern.lecture.event.Pace;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@LecternTest
class LectureLogIntegrationTests {

  @Autowired Classroom classroom;
  @Autowired LectureLog log;
  @Autowired JdbcClient jdbc;

  User amara;
  LectureId lecture;

  @BeforeEach
  void aLectureIsPlanned() {
    amara = classroom.person("Amara Osei");
    lecture = classroom.lecture(classroom.course(amara)).id();
  }

  CompletableFuture<List<Entry>> say(LectureId where, String text) {
    return log.append(where, end -> List.of(new Draft(new Chat.Posted(text, false), amara.id(), UUID.randomUUID())));
  }

  void start() {
    log.append(lecture, end -> List.of(Draft.bySystem(new Started(end.wallMillis())))).join();
  }

  long committed(LectureId where) {
    return jdbc.sql("select count(*) from entry where lecture_id = ?").param(where.value()).query(Long.class).single();
  }

  @Test
  void numbersEntriesDenselyFromOne() {
    for (int i = 0; i < 5; i++) {
      say(lecture, "Message " + i).join();
    }
    assertThat(log.read(lecture, 0, 100).stream().map(Entry::seq)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(log.read(lecture, 3, 1).stream().map(Entry::seq)).containsExactly(4L);
  }

  @Test
  void whatIsToldToReadersIsCommittedAlready() {
    List<Long> committedWhenTold = new CopyOnWriteArrayList<>();
    List<Long> told = new CopyOnWriteArrayList<>();
    try (LectureLog.Tail tail =
        log.tail(
            lecture,
            new LectureLog.Reader() {
              @Override
              public void appended(List<Entry> entries) {
                told.add(entries.getLast().seq());
                committedWhenTold.add(committed(lecture));
              }

              @Override
              public void movedTo(long seq) {}
            })) {
      CompletableFuture.allOf(
              IntStream.range(0, 50).mapToObj(i -> say(lecture, "Message " + i)).toArray(CompletableFuture[]::new))
          .join();
      await().until(() -> committedWhenTold.size() == 50);
    }
    assertThat(told).isSorted();
    assertThat(IntStream.range(0, told.size()).allMatch(i -> committedWhenTold.get(i) >= told.get(i))).isTrue();
  }

  @Test
  void manyLecturesAppendAtOnceWithoutMixing() {
    List<LectureId> lectures = new ArrayList<>();
    IntStream.range(0, 10).forEach(i -> lectures.add(classroom.lecture(classroom.course(amara)).id()));

    CompletableFuture.allOf(
            IntStream.range(0, 500)
                .mapToObj(i -> say(lectures.get(i % 10), "Message " + i))
                .toArray(CompletableFuture[]::new))
        .join();

    for (LectureId one : lectures) {
      List<Entry> entries = log.read(one, 0, 1000);
      assertThat(entries.stream().map(Entry::seq)).containsExactlyElementsOf(IntStream.rangeClosed(1, 50).mapToObj(i -> (long) i).toList());
      assertThat(entries.stream().map(Entry::at)).isSorted();
    }
  }

  @Test
  void anAuthorWhoFailsCostsTheOthersNothing() {
    LectureId other = classroom.lecture(classroom.course(amara)).id();
    CompletableFuture<List<Entry>> failing =
        log.append(
            lecture,
            end -> {
              throw new IllegalStateException("no");
            });
    CompletableFuture<List<Entry>> unknown = say(new LectureId(Long.MAX_VALUE), "To nobody");
    CompletableFuture<List<Entry>> fine = say(other, "Hello");

    assertThat(fine.join()).hasSize(1);
    assertThatThrownBy(failing::join).hasRootCauseMessage("no");
    assertThatThrownBy(unknown::join).hasMessageContaining("There is no lecture");
    assertThat(committed(lecture)).isZero();
  }

  @Test
  void aDraftWhoseIdWasUsedBeforeLeavesTheLogAsItWas() {
    UUID id = UUID.randomUUID();
    Draft draft = new Draft(new Chat.Posted("Once", false), amara.id(), id);
    log.append(lecture, end -> List.of(draft)).join();

    assertThatThrownBy(() -> log.append(lecture, end -> List.of(draft)).join()).isInstanceOf(Exception.class);
    assertThat(committed(lecture)).isOne();
    assertThat(log.append(lecture, end -> List.of()).join()).isEmpty();
    assertThat(appendedBefore(lecture, id, UUID.randomUUID())).isEqualTo(Map.of(id, 1L));
    assertThat(appendedBefore(lecture)).isEmpty();
  }

  private Map<UUID, Long> appendedBefore(LectureId where, UUID... ids) {
    AtomicReference<Map<UUID, Long>> before = new AtomicReference<>();
    Author author =
        new Author() {
          @Override
          public Collection<UUID> clientIds() {
            return List.of(ids);
          }

          @Override
          public List<Draft> write(End end) {
            before.set(end.appended());
            return List.of();
          }
        };
    log.append(where, author).join();
    return before.get();
  }

  @Test
  void lectureTimeIsNegativeBeforeTheStartAndNeverRunsBackwards() {
    say(lecture, "Early").join();
    start();
    say(lecture, "Welcome").join();

    List<Entry> entries = log.read(lecture, 0, 10);
    assertThat(entries.get(0).at()).isNegative();
    assertThat(entries.get(1).at()).isZero();
    assertThat(entries.get(2).at()).isNotNegative();
  }

  @Test
  void noNameAndNoNumberOfAPersonStandsBehindAnAnonymousEntry() {
    log.append(lecture, end -> List.of(new Draft(new Pace.Lost("mark"), amara.id(), UUID.randomUUID()))).join();
    assertThat(log.find(lecture, 1).orElseThrow().by()).isNull();
  }

  @Test
  void everyKindOfEventReadsBackAsItWasWritten() {
    start();
    for (Class<? extends LectureEvent> kind : EventTypes.all().values()) {
      LectureEvent event = Events.example(kind);
      long seq = log.append(lecture, end -> List.of(Draft.bySystem(event))).join().getFirst().seq();
      assertThat(log.find(lecture, seq).orElseThrow().event()).isEqualTo(event);
    }
  }

  /** Ours is steady; another node's, or that of the next start, may not be. */
  @Test
  void aClockThatIsTurnedByAnHourEitherWayNeverTurnsBackTheLecture() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-09T13:00:00Z"));
    InstantSource clock = now::get;
    LectureLog turned = log.at(clock.withZone(ZoneOffset.UTC));
    for (Duration step : List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(-1), Duration.ofMinutes(1), Duration.ofHours(2))) {
      now.updateAndGet(instant -> instant.plus(step));
      turned.append(lecture, end -> List.of(step.isZero() ? Draft.bySystem(new Started(end.wallMillis())) : Draft.bySystem(new Paused(null)))).join();
    }
    turned.destroy();

    assertThat(log.read(lecture, 0, 100).stream().map(Entry::at)).containsExactly(0L, 600_000L, 600_000L, 600_000L, 4_260_000L);
  }
}
