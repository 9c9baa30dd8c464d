package org.lectern.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.lectern.lecture.NotADeckException;
import org.lectern.support.Firefox;
import org.lectern.support.RecordedLecture;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody takes part with Firefox while the others have Chromium. */
@EnabledIf("org.lectern.support.Firefox#isInstalled")
class FirefoxJourneyTests extends Journey {

  private static final int FIRST_PICTURE_MILLIS = 2_000;

  private static Firefox firefox;

  @Autowired RecordedLecture recorded;

  @BeforeAll
  static void start() {
    firefox = new Firefox();
  }

  @AfterAll
  static void stop() {
    firefox.close();
  }

  @Test
  void theySeeTheSlidesAndTheTeacherAndChatWithTheOthers() {
    Seat instructor = seat(amara);
    instructor.startsTheSession();
    RoomJourneyTests.showSlides(instructor, 3);
    instructor.button("Mic").click();
    instructor.button("Camera").click();
    Seat other = seat(mei);
    Sight.moves(other.page.locator("lectern-pictures video"));

    Firefox.Window student = firefox.window(classroom.cookie(lena));
    student.open(room());
    student.until("document.querySelector('lectern-room')?.dataset.line === 'live'");
    student.until("document.querySelector('lectern-slides canvas')?.dataset.page === '1'");
    student.until("document.querySelector('lectern-pictures video')?.currentTime > 0");
    student.evaluate("new Promise(shown => document.querySelector('lectern-pictures video').requestVideoFrameCallback(shown))");
    assertThat(student.evaluate("performance.now()").asInt()).isPositive();

    student.evaluate("document.querySelector('lectern-chat textarea').focus()");
    student.type("I came with another browser\n");
    instructor.reads("I came with another browser");
    instructor.say("Welcome");
    student.until("document.querySelector('lectern-chat [data-part=messages]').textContent.includes('Welcome')");
    instructor.button("Next slide").click();
    student.until("document.querySelector('lectern-slides canvas')?.dataset.page === '2'");
  }

  @Test
  void theyWatchTheReplay() throws IOException, NotADeckException {
    recorded.tell(lecture, amara, Slides.pdf(3), List.of());
    Firefox.Window student = firefox.window(classroom.cookie(lena));
    student.open(room());
    student.until("document.querySelector('lectern-room')?.replay");
    student.evaluate("document.querySelector('lectern-playback [data-part=play]').click()");
    student.until("document.querySelector('lectern-pictures video')?.currentTime > 1");
    student.evaluate("new Promise(shown => document.querySelector('lectern-pictures video').requestVideoFrameCallback(shown))");
    student.until("document.querySelector('lectern-slides canvas')?.dataset.page === '1'");
  }

  private String room() {
    return "http://localhost:%d/lectures/%s".formatted(port, lecture.id());
  }
}
