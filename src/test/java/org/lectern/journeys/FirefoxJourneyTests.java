package org.lectern.journeys;

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
    movesIn(student, "lectern-pictures video");

    student.evaluate("document.querySelector('lectern-chat textarea').focus()");
    student.type("I came with another browser\n");
    other.reads("I came with another browser");
    other.say("Welcome");
    student.until("document.querySelector('lectern-chat [data-part=messages]').textContent.includes('Welcome')");
    instructor.button("Next slide").click();
    student.until("document.querySelector('lectern-slides canvas')?.dataset.page === '2'");
  }

  @Test
  void theyWatchTheReplay() throws IOException, NotADeckException {
    recorded.tell(lecture, amara, Slides.pdf(3), List.of());
    Firefox.Window student = firefox.window(classroom.cookie(lena));
    student.open(room());
    student.until("document.querySelector('lectern-room')?.stage?.line === 'live'");
    press(student, "Play");
    student.until("document.querySelector('.pip video')?.currentTime > 1");
    movesIn(student, ".pip video");
    student.until("document.querySelector('lectern-slides canvas')?.dataset.page === '1'");
  }

  /** Waits until ten different pictures were seen, whatever is in them. */
  private static void movesIn(Firefox.Window window, String video) {
    window.evaluate(
        """
        new Promise(done => {
          const canvas = new OffscreenCanvas(64, 36), paint = canvas.getContext('2d', {willReadFrequently: true}), seen = new Set();
          const look = () => {
            paint.drawImage(document.querySelector('%s'), 0, 0, 64, 36);
            seen.add(paint.getImageData(0, 0, 64, 36).data.join());
            if (seen.size >= 10) done(true);
            else setTimeout(look, 20);
          };
          look();
        })"""
            .formatted(video));
  }

  private static void press(Firefox.Window window, String button) {
    String found = "[...document.querySelectorAll('button')].find(each => each.checkVisibility() && (each.ariaLabel ?? each.textContent).trim() === '%s')".formatted(button);
    window.until(found);
    window.click(found);
  }

  private String room() {
    return "http://localhost:%d/lectures/%s".formatted(port, lecture.id());
  }
}
