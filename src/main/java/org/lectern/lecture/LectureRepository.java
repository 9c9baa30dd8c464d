package org.lectern.lecture;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;import java.util.UUID;import java.util.Optional;import java.util.Collection;import java.time.Instant;

interface LectureRepository extends JpaRepository<Lecture, Long> {

  List<Lecture> findByCourseIdOrderByStartsAt(long courseId);

  Optional<Lecture> findByClientId(UUID clientId);

  @Query(
      """
      select l from Lecture l
      where l.courseId in :courses
        and (l.startsAt between :from and :until or (l.startedAt is not null and l.endedAt is null))
      order by l.startsAt, l.id
      """)
  List<Lecture> findIn(Collection<Long> courses, Instant from, Instant until);
}
