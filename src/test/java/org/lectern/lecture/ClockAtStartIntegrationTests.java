package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectern.SteadyClock;
import org.lectern.accounts.User;
import org.lectern.courses.Course;
import org.lectern.lecture.Presences.Presence;
import org.lectern.support.Classroom;
import org.lectern.support.LecternTest;
import org.springframework.beans.factory.annotation.Autowired;

/** Lectern was away in the middle of a lecture, and the system's clock was set back meanwhile. */
@LecternTest
class ClockAtStartIntegrationTests {

  @Autowired Classroom classroom;
  @Autowired Presences presences;

  @Test
  void theClockGoesOnFromWhereSomebodyWasLastSeen() {
    User lena = classroom.person("Lena Fischer");
    Course course = classroom.course(lena);
    LectureId lecture = classroom.lecture(course).id();
    Instant before = Instant.now().plus(Duration.ofHours(1)); // what a clock said that was an hour ahead of this one
    Presence cutOff = new Presence(UUID.randomUUID(), lecture, lena.id(), before.minusSeconds(60), before, false);
    presences.flush(List.of(cutOff));
    try {
      SteadyClock clock = new SteadyClock();
      new ClockAtStart(clock, presences).start();
      assertThat(clock.instant()).isBetween(before.minusMillis(1), before.plus(Duration.ofMinutes(1)));
    } finally {
      presences.endCutOff(lecture);
    }
  }
}
