package org.lectern.courses;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface EnrolmentRepository extends JpaRepository<Enrolment, Long> {

  Optional<Enrolment> findByCourseIdAndUserIdAndWithdrawnAtIsNull(long courseId, long userId);

  List<Enrolment> findByCourseIdAndWithdrawnAtIsNull(long courseId);
}
