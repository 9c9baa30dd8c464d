package org.lectern.lecture;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Seals lectures whose end was not undone: what is in them by then never changes again, and the key behind
 * anonymous marks is destroyed.
 */
@Component
class Sealing {

  /** How long <em>Undo</em> is offered. */
  static final Duration UNDO = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Sealing.class);

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Sealing(JdbcTemplate jdbc, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.events = events;
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
              events.publishEvent(new LectureEnded(lecture));
            });
  }
}
