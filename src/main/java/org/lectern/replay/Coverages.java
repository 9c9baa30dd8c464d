package org.lectern.replay;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.TimeRanges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who has which part of which lecture, computed from the facts each time it is asked: presence, what was
 * watched, and what the log says of breaks and outages. The unions are PostgreSQL's own, over multiranges.
 */
@Component
public class Coverages {

  private static final String LIVE =
      """
      select lecture_id, user_id, range_agg(int8range(greatest(joined_ms, 0), seen_ms))::text as had
        from presence
       where lecture_id = any (:lectures) and seen_ms > 0 and (:person::bigint is null or user_id = :person)
       group by lecture_id, user_id
      """;

  private static final String WATCHED =
      """
      select watch.lecture_id, user_id, range_agg(int8range(from_ms, to_ms))::text as had
        from watch join unnest(:lectures, :until) as asked (lecture_id, until) on asked.lecture_id = watch.lecture_id
       where reported_at <= asked.until and (:person::bigint is null or user_id = :person)
       group by watch.lecture_id, user_id
      """;

  /** PostgreSQL's time ends before Java's. */
  private static final Instant ANY_TIME = Instant.parse("9999-01-01T00:00:00Z");

  private final JdbcClient jdbc;
  private final Requirements requirements;

  Coverages(JdbcClient jdbc, Requirements requirements) {
    this.jdbc = jdbc;
    this.requirements = requirements;
  }

  /** What this person has of this lecture; empty before it has begun. */
  public Optional<Coverage> of(LectureId lecture, UserId person) {
    return Optional.ofNullable(of(List.of(lecture), person).get(lecture));
  }

  /** What this person has of each of these lectures that has begun. */
  public Map<LectureId, Coverage> of(Collection<LectureId> lectures, UserId person) {
    Map<LectureId, Coverage> theirs = new HashMap<>();
    coverages(anyTime(lectures), person).forEach((lecture, coverage) -> theirs.put(lecture, coverage.of(person)));
    return theirs;
  }

  /** What everyone has of each of these lectures that has begun. */
  public Map<LectureId, LectureCoverage> of(Collection<LectureId> lectures) {
    return ofEveryoneOr(null, lectures);
  }

  /**
   * The same of one person alone, without reading what all the others have.
   *
   * @param only null: everyone
   */
  public Map<LectureId, LectureCoverage> ofEveryoneOr(@Nullable UserId only, Collection<LectureId> lectures) {
    return coverages(anyTime(lectures), only);
  }

  /**
   * What each has watched of each of these lectures by a moment, such as the end of the time to catch up.
   *
   * @param person the only one asked about; null for everyone
   */
  public Map<LectureId, Map<UserId, TimeRanges>> watchedUntil(Map<LectureId, Instant> moments, @Nullable UserId person) {
    return had(WATCHED, moments, person);
  }

  private static Map<LectureId, Instant> anyTime(Collection<LectureId> lectures) {
    return lectures.stream().distinct().collect(Collectors.toMap(Function.identity(), any -> ANY_TIME));
  }

  private Map<LectureId, LectureCoverage> coverages(Map<LectureId, Instant> lectures, @Nullable UserId person) {
    Map<LectureId, Requirements.Requirement> required = requirements.of(lectures.keySet());
    Map<LectureId, Map<UserId, TimeRanges>> live = had(LIVE, lectures, person);
    Map<LectureId, Map<UserId, TimeRanges>> watched = had(WATCHED, lectures, person);
    Map<LectureId, LectureCoverage> all = new HashMap<>();
    required.forEach(
        (lecture, requirement) ->
            all.put(
                lecture,
                new LectureCoverage(
                    requirement, live.getOrDefault(lecture, Map.of()), watched.getOrDefault(lecture, Map.of()))));
    return all;
  }

  private Map<LectureId, Map<UserId, TimeRanges>> had(
      String sql, Map<LectureId, Instant> lectures, @Nullable UserId person) {
    Map<LectureId, Map<UserId, TimeRanges>> had = new HashMap<>();
    List<Map.Entry<LectureId, Instant>> asked = List.copyOf(lectures.entrySet());
    jdbc.sql(sql)
        .param("lectures", asked.stream().map(one -> one.getKey().value()).toArray(Long[]::new))
        .param("until", asked.stream().map(one -> Timestamp.from(one.getValue())).toArray(Timestamp[]::new))
        .param("person", person == null ? null : person.value())
        .query(
            row -> {
              had.computeIfAbsent(new LectureId(row.getLong("lecture_id")), any -> new HashMap<>())
                  .put(new UserId(row.getLong("user_id")), TimeRanges.parse(row.getString("had")));
            });
    return had;
  }
}
