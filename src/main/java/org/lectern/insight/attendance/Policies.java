package org.lectern.insight.attendance;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.lectern.accounts.UserId;
import org.lectern.courses.CourseId;
import org.lectern.lecture.LectureId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What each course asks of people. A change is a new version and never decides the past again: a lecture is
 * held to the version that was in force when it was planned.
 */
@Component
public class Policies {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final JdbcClient jdbc;
  private final Clock clock;

  Policies(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The same with another clock, for what was asked in the past. */
  public Policies at(Clock past) {
    return new Policies(jdbc, past);
  }

  /** What lectures planned from now on are held to. */
  Policy of(CourseId course) {
    return jdbc.sql("select rules from attendance_policy where course_id = ? order by id desc limit 1")
        .param(course.value())
        .query(String.class)
        .optional()
        .map(Policies::read)
        .orElse(Policy.DEFAULT);
  }

  /** Says what lectures planned from now on are held to. */
  public void change(CourseId course, Policy policy, UserId by) {
    jdbc.sql("insert into attendance_policy (course_id, rules, changed_by, changed_at) values (?, ?::jsonb, ?, ?)")
        .params(course.value(), write(policy), by.value(), Timestamp.from(clock.instant()))
        .update();
  }

  /** What each of these lectures was planned under: the version that was in force then. */
  Map<LectureId, Policy> of(Collection<LectureId> lectures) {
    Map<LectureId, Policy> policies = new HashMap<>();
    jdbc.sql(
            """
            select lecture.id, in_force.rules from lecture left join lateral (
                select rules from attendance_policy
                 where course_id = lecture.course_id and changed_at <= lecture.created_at
                 order by id desc limit 1) in_force on true
             where lecture.id = any (:lectures)
            """)
        .param("lectures", lectures.stream().map(LectureId::value).toArray(Long[]::new))
        .query(
            row -> {
              String rules = row.getString("rules");
              policies.put(new LectureId(row.getLong("id")), rules == null ? Policy.DEFAULT : read(rules));
            });
    return policies;
  }

  private static Policy read(String rules) {
    return MAPPER.readValue(rules, Policy.class);
  }

  private static String write(Policy policy) {
    return MAPPER.writeValueAsString(policy);
  }
}
