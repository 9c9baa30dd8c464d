package org.lectern.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.lectern.accounts.User;
import org.lectern.lecture.DeckUploads;
import org.lectern.lecture.Draft;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.NotADeckException;
import org.lectern.lecture.Presences;
import org.lectern.lecture.event.LectureEvent;
import org.lectern.lecture.event.Lifecycle.Ended;
import org.lectern.lecture.event.Lifecycle.Started;
import org.lectern.lecture.event.Slide;
import org.lectern.media.Ingest;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Three minutes that were taught some time ago, with the picture and the sound of the sample: to be replayed without waiting for them. */
@TestComponent
public class RecordedLecture {

  public static final int SECONDS = 180;

  private final LectureLog log;
  private final DeckUploads uploads;
  private final Presences presences;
  private final Ingest ingest;
  private final JdbcClient jdbc;

  RecordedLecture(LectureLog log, DeckUploads uploads, Presences presences, Ingest ingest, JdbcClient jdbc) {
    this.log = log;
    this.uploads = uploads;
    this.presences = presences;
    this.ingest = ingest;
    this.jdbc = jdbc;
  }

  /** Something said or done at a second of it. */
  public record Said(int second, User by, LectureEvent event) {}

  /** @param pdf whose pages are turned at even distances */
  public void tell(Lecture lecture, User instructor, byte[] pdf, List<Said> said) throws IOException, NotADeckException {
    Instant zero = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    jdbc.sql("update lecture set starts_at = ?::timestamptz where id = ?").params(zero.toString(), lecture.id().value()).update();
    Slide.Deck deck = uploads.add(lecture, instructor, "Plates.pdf", new ByteArrayInputStream(pdf));
    append(lecture, zero, new Said(0, instructor, new Started(zero.toEpochMilli())));
    append(lecture, zero, new Said(0, instructor, new Slide.Shown(deck)));
    present(lecture, zero, instructor, 0, SECONDS);
    try (InputStream sample = getClass().getResourceAsStream("/sample/recording.frames")) {
      ingest.take(lecture.id(), instructor, zero, sample);
    }
    for (int page = 2; page <= deck.pages(); page++) {
      int turned = (page - 1) * SECONDS / deck.pages();
      int last = (page - 2) * SECONDS / deck.pages();
      said.stream().filter(one -> one.second() > last && one.second() <= turned).forEach(one -> append(lecture, zero, one));
      append(lecture, zero, new Said(turned, instructor, new Slide.Turned(page)));
    }
    append(lecture, zero, new Said(SECONDS, instructor, new Ended()));
  }

  private void append(Lecture lecture, Instant zero, Said said) {
    LectureLog then = log.at(Clock.fixed(zero.plusSeconds(said.second()), ZoneOffset.UTC));
    try {
      then.append(lecture.id(), end -> List.of(new Draft(said.event(), said.by().id(), null))).join();
    } finally {
      then.destroy();
    }
  }

  /** Of a lecture that was told. */
  public void present(Lecture lecture, User person, int from, int to) {
    Instant zero = jdbc.sql("select started_at from lecture where id = ?").param(lecture.id().value()).query(Instant.class).single();
    present(lecture, zero, person, from, to);
  }

  private void present(Lecture lecture, Instant zero, User person, int from, int to) {
    presences.flush(
        List.of(
            new Presences.Presence(
                UUID.randomUUID(), lecture.id(), person.id(), zero.plusSeconds(from), zero.plusSeconds(to), true)));
  }
}
