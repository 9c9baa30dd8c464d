package org.lectern.lecture;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.lectern.cluster.Calls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Seals lectures whose end was not undone. From then on nothing in them changes, and the key behind anonymous marks is destroyed.
 */
@Component
class Sealing {

  /** How long <em>Undo</em> is offered. */
  static final Duration UNDO = Duration.ofSeconds(10);

  private static final String SEALED = "sealed";

  private static final Logger log = LoggerFactory.getLogger(Sealing.class);

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final Calls calls;

  Sealing(JdbcTemplate jdbc, Clock clock, ApplicationEventPublisher events, Calls calls) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.events = events;
    this.calls = calls;
    calls.hear(SEALED, lecture -> events.publishEvent(new LectureEnded(new LectureId(lecture))));
  }

  @Scheduled(fixedDelay = 1000)
  void sealWhatHasEnded() {
    List<Long> sealed =
        jdbc.queryForList(
            """
            update lecture set sealed_seq = last_seq, anonymity_key = null
             where started_at is not null and sealed_seq is null and ended_at <= ?
            returning id
            """,
            Long.class,
            Timestamp.from(clock.instant().minus(UNDO)));
    sealed.stream()
        .map(LectureId::new)
        .forEach(
            lecture -> {
              log.debug("Lecture {} is sealed", lecture);
              calls.say(SEALED, lecture.value());
              events.publishEvent(new LectureEnded(lecture));
            });
  }
}
