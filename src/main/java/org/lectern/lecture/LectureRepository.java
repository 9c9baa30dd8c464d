package org.lectern.lecture;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface LectureRepository extends JpaRepository<Lecture, Long> {

  List<Lecture> findByCourseIdOrderByStartsAt(long courseId);
}
