package org.lectern.media;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What keeps a publisher and the server sure of each other. */
@LecternTest
class PublicationIntegrationTests {

  @Autowired Tracks tracks;
  @Autowired Recordings recordings;
  @Autowired MediaIndex index;
  @Autowired Lectures lectures;
  @Autowired Classroom classroom;

  private final List<Object> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-09T13:00:00Z");
  private Publication publication;

  @BeforeEach
  void somebodyPublishes() {
    User teacher = classroom.person("Dr. Amara Osei");
    LectureId lecture = classroom.lecture(classroom.course(teacher)).id();
    Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    publication = new Publication(lecture, teacher, true, new Told(),
        new Publication.Surroundings(tracks.live(lecture), recordings, index, lectures, (_, _) -> false, clock));
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
