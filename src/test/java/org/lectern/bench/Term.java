package org.lectern.bench;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A course in its tenth week: fifteen sessions were held, one is on and four are to come. Each has slides and a log of some hundred
 * messages; a tenth of the class was away, late or gone for a while, and half of those who were away watched half of it. Only facts are
 * written, what pages say is computed.
 */
final class Term {

  private static final int HELD = 15;
  private static final int SESSIONS = 20;
  private static final int ENTRIES = 400;
  private static final int LENGTH_MS = 88 * 60_000;
  private static final int MATERIALS = 12;

  private final JdbcClient database;
  private final long course;
  private final List<Long> lectures;
  private final List<Long> students;

  /** @param course whose people are enrolled already; the slides are those of the sample */
  Term(JdbcClient database, long course) {
    this.database = database;
    this.course = course;
    enrolledLongAgo();
    lectures = plan();
    students = database.sql("select user_id from enrolment where course_id = ? and role = 'STUDENT' order by user_id").param(course).query(Long.class).list();
    showSlides();
    teach();
    comeAndGo();
    watch();
    judge();
    database.sql("analyze").update();
  }

  private void enrolledLongAgo() {
    database.sql("update enrolment set enrolled_at = now() - interval '100 days' where course_id = ?").param(course).update();
  }

  private List<Long> plan() {
    return database
        .sql("""
            insert into lecture (client_id, course_id, title, starts_at, length_seconds, zone, created_at, started_at, ended_at, last_seq, last_at_ms, sealed_seq, anonymity_key)
            select gen_random_uuid(), :course, 'Session ' || n || ': what the surface of the Earth tells', start, 5400, 'Europe/Berlin', now() - interval '90 days',
                   case when n <= :held + 1 then start end, case when n <= :held then start + interval '88 minutes' end,
                   case when n <= :held + 1 then :entries else 0 end, case when n <= :held + 1 then :length end,
                   case when n <= :held then :entries end, null
              from generate_series(1, :sessions) n cross join lateral (select now() - interval '89 minutes' + (n - :held - 1) * interval '84 hours' as start) planned
            returning id
            """)
        .param("course", course).param("held", HELD).param("sessions", SESSIONS).param("entries", ENTRIES).param("length", LENGTH_MS)
        .query(Long.class).list();
  }

  private void showSlides() {
    database
        .sql("""
            insert into material (course_id, name, bytes, sha256, uploaded_by, uploaded_at)
            select :course, 'Slides of week ' || n || '.pdf', bytes, sha256, uploaded_by, now() - n * interval '5 days'
              from (select * from material join deck on material_id = material.id order by material.id limit 1) sample cross join generate_series(1, :materials) n
            """)
        .param("course", course).param("materials", MATERIALS).update();
    database
        .sql("""
            insert into deck (lecture_id, material_id, title, pages)
            select lecture.id, material.id, 'What the surface tells', (select pages from deck order by material_id limit 1)
              from lecture join (select *, row_number() over (order by id) - 1 as number from material where course_id = :course) material
                on material.number = lecture.id % :materials
             where lecture.course_id = :course
            """)
        .param("course", course).param("materials", MATERIALS).update();
  }

  private void teach() {
    database
        .sql("""
            insert into entry (lecture_id, seq, at_ms, said_at, type, actor, audience, data)
            select lecture.id, n, at_ms, lecture.started_at + at_ms * interval '1 millisecond', type,
                   case when type = 'chat.posted' then :firstStudent + n % :students end, 'EVERYONE',
                   case type
                     when 'slide.shown' then jsonb_build_object('deck', jsonb_build_object('id', deck.material_id, 'title', deck.title, 'pages', deck.pages))
                     when 'slide.turned' then jsonb_build_object('page', 1 + n / 12 % deck.pages)
                     when 'lecture.started' then jsonb_build_object('startedAt', (extract(epoch from lecture.started_at) * 1000)::bigint)
                     when 'chat.posted' then jsonb_build_object('text', 'What number ' || n || ' asks about the subduction of plates', 'forStaff', false)
                     else '{}'::jsonb end
              from lecture join deck on deck.lecture_id = lecture.id
              cross join generate_series(1, :entries) n
              cross join lateral (
                select case when n = 1 then -60000 when n = 2 then 0 else (n - 2) * (:length / (:entries - 2)) end as at_ms,
                       case when n = 1 then 'slide.shown' when n = 2 then 'lecture.started'
                            when n = :entries and lecture.ended_at is not null then 'lecture.ended'
                            when n % 12 = 0 then 'slide.turned' else 'chat.posted' end as type) said
             where lecture.course_id = :course and lecture.started_at is not null
            """)
        .param("course", course).param("entries", ENTRIES).param("length", LENGTH_MS).param("firstStudent", students.getFirst()).param("students", students.size())
        .update();
  }

  /** Who teaches is always there; every tenth student is away, every tenth comes late, every tenth is gone for ten minutes. */
  private void comeAndGo() {
    stays("enrolment.role = 'INSTRUCTOR' or (enrolment.user_id + lecture.id) % 10 > 2", 0, LENGTH_MS);
    stays("enrolment.role = 'STUDENT' and (enrolment.user_id + lecture.id) % 10 = 1", 12 * 60_000, LENGTH_MS);
    stays("enrolment.role = 'STUDENT' and (enrolment.user_id + lecture.id) % 10 = 2", 0, 40 * 60_000);
    stays("enrolment.role = 'STUDENT' and (enrolment.user_id + lecture.id) % 10 = 2", 50 * 60_000, LENGTH_MS);
  }

  private void stays(String who, int from, int to) {
    database
        .sql("""
            insert into presence (connection_id, lecture_id, user_id, joined_ms, seen_ms, joined_at, seen_at, closed)
            select gen_random_uuid(), lecture.id, enrolment.user_id, :from, :to, started_at + :from * interval '1 millisecond', started_at + :to * interval '1 millisecond', true
              from lecture join enrolment using (course_id) where course_id = :course and started_at is not null and (%s)
            """.formatted(who))
        .param("course", course).param("from", from).param("to", to).update();
  }

  private void watch() {
    String away = "from lecture join enrolment using (course_id) where course_id = ? and role = 'STUDENT' and ended_at is not null and (user_id + lecture.id) % 20 = 0";
    database.sql("insert into watch (play, sequence, lecture_id, user_id, from_ms, to_ms, rate, reported_at) select gen_random_uuid(), 0, lecture.id, user_id, 0, 2640000, 1, now() " + away)
        .param(course).update();
    database.sql("insert into watcher (lecture_id, user_id, budget_ms, budget_at, position_ms) select lecture.id, user_id, 0, now(), 2640000 " + away).param(course).update();
  }

  private void judge() {
    database.sql("insert into excuse (lecture_id, user_id, kind, reason, notified_at) values (?, ?, 'NOTIFIED', 'A cold', now())").params(held(), student()).update();
    database.sql("insert into correction (lecture_id, user_id, status, reason, before, corrected_by, corrected_at) select ?, ?, 'PRESENT', 'The laptop was not.', 'LATE', user_id, now() from enrolment where course_id = ? and role = 'INSTRUCTOR'")
        .params(held(), student(), course).update();
  }

  long held() {
    return lectures.get(HELD - 1);
  }

  long live() {
    return lectures.get(HELD);
  }

  long coming() {
    return lectures.getLast();
  }

  long student() {
    return students.getFirst();
  }
}
