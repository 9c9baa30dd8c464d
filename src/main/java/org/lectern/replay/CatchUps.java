package org.lectern.replay;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.TimeRanges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** On which day somebody had watched what they missed. */
@Component
public class CatchUps {

  private final JdbcClient jdbc;

  CatchUps(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Of those lectures of which nothing is missing any more.
   *
   * @param zone whose days are meant
   * @param crumb what is left of a missed part may be so long, in milliseconds
   */
  public Map<LectureId, LocalDate> of(Map<LectureId, Coverage> coverages, UserId person, ZoneId zone, long crumb) {
    Map<LectureId, LocalDate> done = new HashMap<>();
    Map<LectureId, TimeRanges> left = new HashMap<>();
    coverages.forEach((lecture, coverage) -> {
      if (isCaughtUp(coverage, crumb)) {
        left.put(lecture, coverage.missed());
      }
    });
    if (left.isEmpty()) {
      return done;
    }
    watchedByDay(left.keySet(), person, zone, (lecture, day, watched) -> {
      TimeRanges still = left.get(lecture).minus(watched);
      left.put(lecture, still);
      if (still.longerThan(crumb).isEmpty()) {
        done.putIfAbsent(lecture, day);
      }
    });
    return done;
  }

  private static boolean isCaughtUp(Coverage coverage, long crumb) {
    return coverage.still().longerThan(crumb).isEmpty() && !coverage.missed().longerThan(crumb).isEmpty();
  }

  @FunctionalInterface
  private interface Day {
    void watched(LectureId lecture, LocalDate day, TimeRanges ranges);
  }

  private void watchedByDay(Collection<LectureId> lectures, UserId person, ZoneId zone, Day each) {
    jdbc.sql(
            """
            select lecture_id, (reported_at at time zone :zone)::date as day, range_agg(int8range(from_ms, to_ms))::text as had
              from watch where lecture_id = any (:lectures) and user_id = :person
             group by lecture_id, day order by day
            """)
        .param("zone", zone.getId())
        .param("lectures", lectures.stream().map(LectureId::value).toArray(Long[]::new))
        .param("person", person.value())
        .query(row -> {
          each.watched(
              new LectureId(row.getLong("lecture_id")), row.getObject("day", LocalDate.class), TimeRanges.parse(row.getString("had")));
        });
  }
}
