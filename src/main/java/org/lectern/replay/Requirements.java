package org.lectern.replay;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.LectureState;
import org.lectern.lecture.LectureTime;
import org.lectern.lecture.TimeRanges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of a lecture is required of anyone: all of it but breaks, outages, and stretches in which nobody taught. */
@Component
class Requirements {

  /** A teacher whose line drops for less is not away, in milliseconds. */
  private static final long UNNOTICED = 120_000;

  private static final String TAUGHT =
      """
      select presence.lecture_id, range_agg(int8range(greatest(joined_ms, 0), seen_ms))::text as taught
        from presence
        join lecture on lecture.id = presence.lecture_id
        join enrolment on enrolment.course_id = lecture.course_id and enrolment.user_id = presence.user_id
                      and enrolment.role in ('INSTRUCTOR', 'ASSISTANT')
       where presence.lecture_id = any (:lectures) and seen_ms > 0
       group by presence.lecture_id
      """;

  private final JdbcClient jdbc;
  private final LectureLog log;
  private final Clock clock;

  Requirements(JdbcClient jdbc, LectureLog log, Clock clock) {
    this.jdbc = jdbc;
    this.log = log;
    this.clock = clock;
  }

  /**
   * @param end where the lecture ends, or is now, in lecture time
   * @param required within it
   * @param taught when somebody who teaches was there
   */
  public record Requirement(long end, TimeRanges required, TimeRanges taught) {}

  /** Of each lecture that has begun. */
  Map<LectureId, Requirement> of(Collection<LectureId> lectures) {
    Map<LectureId, TimeRanges> taught = taught(lectures);
    Map<LectureId, Requirement> requirements = new HashMap<>();
    Map<LectureId, LectureState> states = log.lifeOf(lectures);
    states.forEach(
        (lecture, state) -> {
          if (state.startedAt() != null) {
            requirements.put(
                lecture, requirement(state, state.startedAt(), taught.getOrDefault(lecture, TimeRanges.EMPTY)));
          }
        });
    return requirements;
  }

  private Requirement requirement(LectureState state, long startedAt, TimeRanges taught) {
    long now = LectureTime.at(clock.millis(), startedAt, startedAt);
    long end = state.endedAt() == null ? now : state.endedAt();
    TimeRanges whole = TimeRanges.of(0, end);
    TimeRanges untaught = whole.minus(taught).longerThan(UNNOTICED);
    return new Requirement(
        end, whole.minus(state.notRequired(end)).minus(untaught), taught.intersect(whole));
  }

  private Map<LectureId, TimeRanges> taught(Collection<LectureId> lectures) {
    Map<LectureId, TimeRanges> taught = new HashMap<>();
    jdbc.sql(TAUGHT)
        .param("lectures", lectures.stream().map(LectureId::value).toArray(Long[]::new))
        .query(row -> {
          taught.put(new LectureId(row.getLong("lecture_id")), TimeRanges.parse(row.getString("taught")));
        });
    return taught;
  }
}
