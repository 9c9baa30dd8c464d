package org.lectern.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * One instructor, one course and as many students as are wanted, all signed in: written into the database of a running server,
 * because a thousand forms would take longer than what is to be measured.
 */
final class School {

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final long course;
  private final String instructor;
  private final List<String> students = new ArrayList<>();

  School(String jdbcUrl, int size) {
    DriverManagerDataSource source = new DriverManagerDataSource(jdbcUrl);
    database = JdbcClient.create(source);
    batches = new JdbcTemplate(source);
    String name = UUID.randomUUID().toString();
    course = database
        .sql("insert into course (client_id, title, code, description, created_at) values (?, 'A large course', 'BIG 1', '', now()) returning id")
        .param(UUID.randomUUID()).query(Long.class).single();
    List<Long> people = database
        .sql("""
            insert into users (email, name, active, created_at)
            select ? || n || '@bench.example', case n when 0 then 'Instructor' else 'Student ' || lpad(n::text, 5, '0') end, true, now()
              from generate_series(0, ?) n returning id
            """)
        .params(name, size).query(Long.class).list();
    database
        .sql("""
            insert into enrolment (course_id, user_id, role, enrolled_at)
            select ?, id, case name when 'Instructor' then 'INSTRUCTOR' else 'STUDENT' end, now() from users where email like ? || '%'
            """)
        .params(course, name).update();
    List<String> cookies = signIn(people);
    instructor = cookies.getFirst();
    students.addAll(cookies.subList(1, cookies.size()));
  }

  /** A session for each, as Spring Session keeps it. */
  private List<String> signIn(List<Long> people) {
    List<String> cookies = new ArrayList<>();
    List<Object[]> sessions = new ArrayList<>();
    List<Object[]> attributes = new ArrayList<>();
    long now = System.currentTimeMillis();
    for (long person : people) {
      String key = UUID.randomUUID().toString();
      String id = UUID.randomUUID().toString();
      sessions.add(new Object[] {key, id, now, now, 43_200, now + 43_200_000L, Long.toString(person)});
      attributes.add(new Object[] {key, "SPRING_SECURITY_CONTEXT", context(person)});
      cookies.add("SESSION=" + id);
    }
    batches.batchUpdate(
        """
        insert into spring_session
          (primary_id, session_id, creation_time, last_access_time, max_inactive_interval, expiry_time, principal_name)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        sessions);
    batches.batchUpdate(
        "insert into spring_session_attributes (session_primary_id, attribute_name, attribute_bytes) values (?, ?, ?)", attributes);
    return cookies;
  }

  private static byte[] context(long person) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new SecurityContextImpl(
          UsernamePasswordAuthenticationToken.authenticated(Long.toString(person), null, List.of())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }

  /** Plans a lecture for this very moment. */
  long lecture() {
    return database
        .sql("""
            insert into lecture (client_id, course_id, title, starts_at, length_seconds, zone, created_at)
            values (?, ?, 'A large lecture', now(), 14400, 'Europe/Berlin', now()) returning id
            """)
        .params(UUID.randomUUID(), course).query(Long.class).single();
  }

  /** Gives a lecture three hours of log: four fifths of it chat, and what else goes on. */
  void tell(long lecture, int entries) {
    database
        .sql("""
            insert into entry (lecture_id, seq, at_ms, said_at, type, actor, audience, data)
            select lecture.id, n, n::bigint * 10800000 / ?, now() - interval '3 hours' + n * interval '3 hours' / ?,
                   case when n = 1 then 'lecture.started' when n % 5 = 0 then 'reaction.counted' else 'chat.posted' end,
                   case when n = 1 or n % 5 = 0 then null else person.id end, 'EVERYONE',
                   case when n = 1 then jsonb_build_object('startedAt', (extract(epoch from now() - interval '3 hours') * 1000)::bigint)
                        when n % 5 = 0 then '{"counts": {"heart": 3}}'::jsonb
                        else jsonb_build_object('text', 'What number ' || n || ' asks about the subduction of plates', 'forStaff', false) end
              from generate_series(1, ?) n
              join lecture on lecture.id = ?
              cross join (select min(user_id) as id from enrolment where course_id = ?) person
            """)
        .params(entries, entries, entries, lecture, course).update();
    database
        .sql("update lecture set last_seq = ?, last_at_ms = 10800000, started_at = now() - interval '3 hours' where id = ?")
        .params(entries, lecture).update();
  }

  /** Says that a lecture has a finished camera track of this many bytes. */
  void record(long lecture, long length) {
    database
        .sql("insert into track (lecture_id, number, user_id, kind) select ?, 1, min(user_id), 'camera' from enrolment where course_id = ?")
        .params(lecture, course).update();
    database
        .sql("""
            insert into track_epoch (lecture_id, track, epoch, codec, width, height, channels, frame_duration, description, offset_us,
                                     init_length, opened_at, kept, length, digest, sealed_at)
            values (?, 1, 0, 'vp09.00.31.08', 640, 360, 0, 0, '', 0, 700, now(), true, ?, decode('00', 'hex'), now())
            """)
        .params(lecture, length).update();
  }

  long course() {
    return course;
  }

  String instructor() {
    return instructor;
  }

  List<String> students() {
    return students;
  }
}
