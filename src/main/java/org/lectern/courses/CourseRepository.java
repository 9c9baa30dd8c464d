package org.lectern.courses;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface CourseRepository extends JpaRepository<Course, Long> {

  Optional<Course> findByClientId(UUID clientId);

  /** What a course is looked for by. */
  record Called(long id, String title, String code, boolean archived) {}

  @Query("select new org.lectern.courses.CourseRepository$Called(c.id, c.title, c.code, case when c.archivedAt is null then false else true end) from Course c")
  List<Called> called();
}
