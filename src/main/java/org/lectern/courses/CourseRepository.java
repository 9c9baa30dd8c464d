package org.lectern.courses;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface CourseRepository extends JpaRepository<Course, Long> {

  Optional<Course> findByClientId(UUID clientId);

  @Query("select c from Course c where c.id in :ids order by lower(c.title), c.id")
  List<Course> findByTitle(Collection<Long> ids);

  @Query(
      """
      select c from Course c
      where lower(c.title) like lower(concat('%', :part, '%')) escape '\\'
         or lower(c.code) like lower(concat('%', :part, '%')) escape '\\'
      order by case when c.archivedAt is null then 0 else 1 end, lower(c.title), c.id
      """)
  Page<Course> search(String part, Pageable page);
}
