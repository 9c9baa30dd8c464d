package org.lectern.room;

import org.junit.jupiter.api.BeforeEach;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Lecture;
import org.lectern.support.Classroom;
import org.lectern.support.RoomClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A lecture that is planned, its instructor, a student, and the way into its room. */
abstract class Meeting {

  @LocalServerPort int port;
  @Autowired Classroom classroom;

  User amara;
  User lena;
  Course course;
  Lecture lecture;

  @BeforeEach
  void aClassIsPlanned() {
    amara = classroom.person("Amara Osei");
    course = classroom.course(amara);
    lena = classroom.student(course, "Lena Fischer");
    lecture = classroom.lecture(course);
  }

  RoomClient join(User person) {
    return join(person, 0);
  }

  RoomClient join(User person, long lastSeq) {
    return RoomClient.join(port, classroom.cookie(person), lecture.id().value(), lastSeq);
  }
}
