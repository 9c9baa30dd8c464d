package org.lectern.courses;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lectern.accounts.User;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface EnrolmentRepository extends JpaRepository<Enrolment, Long> {

  Optional<Enrolment> findByCourseIdAndUserIdAndWithdrawnAtIsNull(long courseId, long userId);

  List<Enrolment> findByCourseIdAndWithdrawnAtIsNull(long courseId);

  @Query(
      """
      select new org.lectern.courses.Participant(person.id, person.name, place.role)
        from Enrolment place join User person on person.id = place.userId
       where place.courseId = :course and place.withdrawnAt is null
      """)
  List<Participant> participants(long course);

  /** A course and somebody who teaches it. */
  record Taught(long course, User by) {}

  @Query(
      """
      select new org.lectern.courses.EnrolmentRepository$Taught(place.courseId, person)
        from Enrolment place join User person on person.id = place.userId
       where place.courseId in :courses and place.role = INSTRUCTOR and place.withdrawnAt is null
       order by place.enrolledAt, place.id
      """)
  List<Taught> taught(Collection<Long> courses);

  List<Enrolment> findByUserIdAndWithdrawnAtIsNull(long userId);

  boolean existsByUserIdAndRoleAndWithdrawnAtIsNull(long userId, CourseRole role);

  long countByCourseIdAndRoleAndWithdrawnAtIsNull(long courseId, CourseRole role);

  /** One statement, so that two at once leave one place. */
  @Modifying
  @Query(
      nativeQuery = true,
      value =
          """
          insert into enrolment (course_id, user_id, role, enrolled_at)
          values (:course, :user, :role, :now)
          on conflict (course_id, user_id) where withdrawn_at is null
          do update set role = excluded.role
          """)
  void put(long course, long user, String role, Instant now);

  /** Locks the course's row: whoever changes its instructors waits for the other. */
  @Query(nativeQuery = true, value = "select id from course where id = :course for update")
  long lock(long course);
}
