package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keeps a publisher and the server sure of each other. */
@LecternTest
class PublicationIntegrationTests {

  private static final PublisherMessage.Open CAMERA = new PublisherMessage.Open(1, "camera", "vp09.00.31.08", 640, 360, 0, 0, null);

  @Autowired Tracks tracks;
  @Autowired Recordings recordings;
  @Autowired MediaIndex index;
  @Autowired Lectures lectures;
  @Autowired MessageSource sentences;
  @Autowired Classroom classroom;
  @Autowired JdbcClient jdbc;

  private final List<Object> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-09T13:00:00Z");
  private User teacher;
  private LectureId lecture;
  private Publication publication;

  @BeforeEach
  void somebodyPublishes() {
    teacher = classroom.person("Dr. Amara Osei");
    lecture = classroom.lecture(classroom.course(teacher)).id();
    publication = publication();
  }

  private Publication publication() {
    Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    return new Publication(lecture, teacher, true, new Told(),
        new Publication.Surroundings(tracks.live(lecture), recordings, index, lectures, (_, _) -> true, sentences, clock));
  }

  @AfterEach
  void itIsOver() {
    publication.close(false);
  }

  @Test
  void aPublisherThatSpeaksIsAnsweredEachSecond() {
    for (int second = 0; second < 30; second++) {
      now = now.plusSeconds(1);
      publication.hear(new PublisherMessage.Beat());
      publication.beat();
    }
    assertThat(told).hasSize(30).containsOnly(new ServerMessage.Beat());
  }

  @Test
  void aPublisherOnALineThatDiedWithoutAWordIsNotShownForLong() {
    now = now.plus(Duration.ofSeconds(9));
    publication.beat();
    now = now.plus(Duration.ofSeconds(2));
    publication.beat();

    assertThat(told).containsExactly(new ServerMessage.Beat(), "come back");
  }

  @Test
  void whatWasStillBeingHeardWhenSomeoneWasPutOutIsNotShown() {
    publication.hear(new PublisherMessage.Hello(now.toEpochMilli() * 1000, null));
    publication.close(false);
    publication.hear(CAMERA);

    List<Track> shown = new ArrayList<>();
    tracks.catalogue(lecture, catalogue -> shown.addAll(catalogue.tracks()));
    assertThat(shown).isEmpty();
  }

  @Test
  void whoComesBackToAServerThatHearsThemLateStaysWhereTheyWereInTime() {
    assertThat(offsetOfNextRun(Duration.ofSeconds(2), true)).isEqualTo(offsetOfFirstRun());
  }

  @Test
  void whoComesBackWithNothingLeftIsBelievedAnew() {
    assertThat(offsetOfNextRun(Duration.ofSeconds(2), false)).isEqualTo(offsetOfFirstRun() + 2_000_000);
  }

  @Test
  void aClockThatWasTurnedMeanwhileIsBelieved() {
    assertThat(offsetOfNextRun(Duration.ofHours(1), true)).isEqualTo(offsetOfFirstRun() + 3_600_000_000L);
  }

  /** After a break in which nobody knows how long the first words of the publisher took. */
  private long offsetOfNextRun(Duration late, boolean stillHoldsFrames) {
    jdbc.sql("update lecture set started_at = ? where id = ?").params(Timestamp.from(now), lecture.value()).update();
    long clock = now.toEpochMilli() * 1000;
    publication.hear(new PublisherMessage.Hello(clock, null));
    publication.hear(CAMERA);
    publication.close(false);
    now = now.plus(late);
    publication = publication();
    publication.hear(new PublisherMessage.Hello(clock, stillHoldsFrames ? List.of(new PublisherMessage.Epoch(1, 0)) : List.of()));
    publication.hear(CAMERA);
    return offset(1);
  }

  private long offsetOfFirstRun() {
    return offset(0);
  }

  private long offset(int epoch) {
    return index.find(new EpochId(lecture, 1, epoch)).orElseThrow().offset();
  }

  private final class Told implements Publication.Link {
    @Override
    public void send(ServerMessage message) {
      told.add(message);
    }

    @Override
    public void revoke() {
      told.add("revoked");
    }

    @Override
    public void askToComeBack() {
      told.add("come back");
    }
  }
}
