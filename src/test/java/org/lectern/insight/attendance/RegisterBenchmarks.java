package org.lectern.insight.attendance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.courses.Course;
import org.lectern.lecture.LectureId;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long it takes to compute the register of a large course from its facts: 10,000 students, 100 lectures, a
 * connection for nine in ten of the million parts, two for one in ten of these, and something watched for one in
 * twenty. Run with {@code ./mvnw -Pbench verify -Dit.test=RegisterBenchmarks}.
 */
@LecternTest
class RegisterBenchmarks {

  private static final int STUDENTS = 10_000;
  private static final int LECTURES = 100;
  private static final int ROUNDS = 5;

  @Autowired Classroom classroom;
  @Autowired Register register;
  @Autowired Sheets sheets;
  @Autowired JdbcClient jdbc;

  @Test
  void measure() {
    User amara = classroom.person("Dr. Amara Osei");
    Course course = classroom.course(amara);
    List<LectureId> lectures = new ArrayList<>();
    for (int i = 0; i < LECTURES; i++) {
      lectures.add(classroom.endedLecture(course, Duration.ofHours(1)));
      classroom.seal(lectures.getLast());
    }
    enrol(course);
    tellFacts(course, amara);

    UserId one =
        new UserId(jdbc.sql("select max(user_id) from enrolment where course_id = ?").param(course.id().value()).query(Long.class).single());
    report("the facts and every outcome", () -> register.of(course.id()).cells().size());
    report("the sheet of all", () -> sheets.of(course.id()).rows().size());
    report("one student in all lectures", () -> sheets.of(course.id(), one).rows().size());
  }

  private void enrol(Course course) {
    jdbc.sql(
            """
            with made as (
              insert into users (email, name, active, created_at)
              select 'bench' || n || '@people.example', 'Student ' || n, true, now() from generate_series(1, ?) n
              returning id)
            insert into enrolment (course_id, user_id, role, enrolled_at)
            select ?, id, 'STUDENT', now() - interval '1 year' from made
            """)
        .params(STUDENTS, course.id().value())
        .update();
  }

  private void tellFacts(Course course, User instructor) {
    String of =
        """
          from enrolment join lecture using (course_id)
         where course_id = :course and role = 'STUDENT'
        """;
    tell(course, instructor, "select lecture.id, :instructor, 0, 3600000 from lecture where course_id = :course");
    tell(course, instructor, "select lecture.id, user_id, (user_id * 7919 + lecture.id * 104729) % 600000, 3600000 " + of + " and (user_id + lecture.id) % 10 <> 0");
    tell(course, instructor, "select lecture.id, user_id, 0, 60000 " + of + " and (user_id + lecture.id) % 10 = 1");
    jdbc.sql(
            """
            insert into watch (play, sequence, lecture_id, user_id, from_ms, to_ms, rate, reported_at)
            select gen_random_uuid(), 0, lecture.id, user_id, 0, 1800000, 1, now()
            """
                + of
                + " and (user_id + lecture.id) % 20 = 0")
        .param("course", course.id().value())
        .update();
    jdbc.sql("analyze").update();
  }

  private void tell(Course course, User instructor, String parts) {
    jdbc.sql(
            """
            insert into presence (connection_id, lecture_id, user_id, joined_ms, seen_ms, joined_at, seen_at, closed)
            select gen_random_uuid(), part.*, now(), now(), true from (%s) part
            """
                .formatted(parts))
        .param("course", course.id().value())
        .param("instructor", instructor.id().value())
        .update();
  }

  private static void report(String what, java.util.function.IntSupplier work) {
    List<Long> took = new ArrayList<>();
    int size = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      size = work.getAsInt();
      took.add((System.nanoTime() - began) / 1_000_000);
    }
    System.out.printf("%-32s %6d rows  ms by round: %s%n", what, size, took);
  }
}
