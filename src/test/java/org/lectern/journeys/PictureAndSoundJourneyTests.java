package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People see and hear each other in the room. Cameras show the time and microphones sound it. */
class PictureAndSoundJourneyTests extends Journey {

  /** The benchmark holds them to 40; the machine of the tests measures less finely. */
  private static final int IN_STEP_MILLIS = 80;

  @Autowired JdbcClient jdbc;

  @Test
  void whoTeachesIsSeenMovingAndHeardInStepWithNameAndRing() {
    Seat instructor = teaching(), student = seat(lena);

    Sight sight = Sight.of(video(student, "Dr. Amara Osei"));
    sight.isInStep(IN_STEP_MILLIS);

    assertThat(tile(student, "Dr. Amara Osei")).hasClass(Pattern.compile("speaking"));
    assertThat(tile(instructor, "You")).isVisible();
    for (Seat seat : List.of(instructor, student)) {
      assertThat(seat.page.locator("lectern-recording")).isVisible();
    }
    instructor.button("Mic").click();
    instructor.button("Camera").click();
    assertThat(student.page.locator("lectern-recording")).hasText("Recording slides and words only");
  }

  @Test
  void cameraOffLeavesTheVoiceAndMicOffSaysSo() {
    Seat instructor = teaching(), student = seat(lena);
    Sight sight = Sight.of(video(student, "Dr. Amara Osei"));
    sight.sees(10);

    instructor.button("Camera").click();
    assertThat(tile(student, "Dr. Amara Osei")).hasAttribute("data-voice-only", "");
    sight.looksAnew();
    sight.hears(3);

    instructor.button("Camera").click();
    sight.looksAnew();
    sight.sees(20);
    instructor.button("Mic").click();
    assertThat(tile(student, "Dr. Amara Osei").locator("[data-part=muted]")).isVisible();
    sight.looksAnew();
    sight.sees(60);
  }

  @Test
  void aStudentWhoIsCalledIsSeenAndHeardByAllUntilTheFloorIsTaken() {
    Seat instructor = teaching(), student = seat(lena), other = seat(mei);
    assertThat(student.button("Mic")).isDisabled();
    call(instructor, student);

    assertThat(student.page.locator(".floor-you")).containsText("You can speak");
    assertThat(tile(other, "Lena Fischer")).hasCount(0);
    student.button("Turn mic on").click();
    student.button("Camera").click();
    for (Seat seat : List.of(instructor, other)) {
      Sight sight = Sight.of(video(seat, "Lena Fischer"));
      sight.sees(30);
      sight.hears(2);
      assertThat(tile(seat, "Lena Fischer")).hasClass(Pattern.compile("speaking"));
    }
    assertThat(video(other, "Dr. Amara Osei")).isVisible();
    call(instructor, other);
    other.button("Turn mic on").click();
    other.button("Camera").click();
    Sight.moves(video(student, "Mei Chen"));
    Sight.moves(video(instructor, "Lena Fischer"));

    instructor.page.getByLabel("Take the floor back from Lena Fischer").click();
    assertThat(tile(other, "Lena Fischer")).hasCount(0);
    assertThat(tile(instructor, "Lena Fischer")).hasCount(0);
    assertThat(student.button("Mic")).isDisabled();
    Sight.moves(video(student, "Mei Chen"));
  }

  @Test
  void whoIsDoneSpeakingOrLeavesIsNoLongerSeenNorHeard() {
    Seat instructor = teaching(), other = seat(mei), student = seat(lena);
    call(instructor, student);
    student.button("Turn mic on").click();
    assertThat(tile(other, "Lena Fischer")).hasCount(1);
    student.button("I am done").click();
    assertThat(tile(other, "Lena Fischer")).hasCount(0);

    call(instructor, student);
    student.button("Turn mic on").click();
    assertThat(tile(other, "Lena Fischer")).hasCount(1);
    student.close();
    assertThat(tile(other, "Lena Fischer")).hasCount(0);
  }

  @Test
  void aSharedScreenTakesTheSlidesPlaceUntilItEnds() {
    Seat instructor = teaching(), student = seat(lena);
    instructor.page.keyboard().press("s");

    Locator screen = student.page.locator(".stage-screen video");
    Sight sight = Sight.of(screen);
    sight.sees(20);
    assertThat(student.page.locator("lectern-slides")).isHidden();
    assertThat(screen).hasAttribute("aria-label", "Screen of Dr. Amara Osei");

    instructor.button("Stop sharing").click();
    assertThat(screen).isHidden();
    // With no slides the camera has the stage.
    assertThat(student.page.locator(".stage-camera video")).isVisible();
  }

  @Test
  void whatIsLargeIsOnesOwnChoiceAndIsKept() {
    Seat instructor = teaching(), student = seat(lena);
    Locator stage = student.page.locator(".stage"), video = video(student, "Dr. Amara Osei");
    assertThat(stage).hasAttribute("data-layout", "alone");
    RoomJourneyTests.showSlides(instructor, 2);
    assertThat(stage).hasAttribute("data-layout", "slides");
    assertThat(student.page.locator(".room-side .cam video")).isVisible();

    tile(student, "Dr. Amara Osei").hover();
    student.button("Swap camera and slides").click();
    assertThat(student.page.locator(".stage-camera video")).isVisible();
    student.button("Layout: camera large").click();
    assertThat(stage).hasAttribute("data-layout", "both");
    student.enter();
    assertThat(stage).hasAttribute("data-layout", "both");
    student.seesSlide(1);
    Sight.moves(video);
    for (Seat seat : List.of(instructor, student)) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        seat.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        assertThat(Accessibility.violations(seat.page)).isEmpty();
      }
    }

    student.page.keyboard().press("f");
    assertThat(student.button("Full screen")).hasAttribute("aria-pressed", "true");
    student.page.keyboard().press("f");
    assertThat(student.button("Full screen")).hasAttribute("aria-pressed", "false");
    tile(student, "Dr. Amara Osei").hover();
    student.button("Picture in picture").click();
    student.page.waitForCondition(() -> Boolean.TRUE.equals(video.evaluate("video => document.pictureInPictureElement === video")));
  }

  @Test
  void whoCannotDecodeTheCameraIsSentOneThatEveryoneCan() {
    teaching();
    Seat other = seat(mei), student = seat(lena);
    Sight.moves(video(other, "Dr. Amara Osei"));
    student.page.addInitScript(
        """
        const can = MediaSource.isTypeSupported.bind(MediaSource);
        MediaSource.isTypeSupported = type => !type.includes('avc1') && can(type);""");
    student.enter();

    Sight.moves(video(student, "Dr. Amara Osei"));
    Sight.moves(video(other, "Dr. Amara Osei"));
  }

  @Test
  void whoseLineIsSlowIsToldThatThePictureSkips() {
    teaching();
    Seat student = seat(lena);
    Sight.moves(video(student, "Dr. Amara Osei"));
    student.page.evaluate(
        """
        () => {
          const gap = new DataView(new ArrayBuffer(20)), camera = 1;
          gap.setUint32(0, 16);
          gap.setUint8(4, 0x12);
          gap.setUint8(5, camera);
          document.querySelector('lectern-room').stage.bytes(gap.buffer);
        }""");
    assertThat(student.page.locator(".toast")).hasText("Slow connection. The picture skips, sound is kept.");
  }

  @Test
  void aViewerWhoseLineWasGoneForThreeSecondsIsBackAtTheEdge() throws IOException {
    try (Wire wire = new Wire(port)) {
      teaching();
      Seat student = seated(Seat.take(browser, wire.port(), classroom.cookie(lena), lecture));
      Sight sight = Sight.of(video(student, "Dr. Amara Osei"));
      sight.sees(60);

      wire.cut();
      assertThat(student.page.locator("[data-over=reconnecting]")).isVisible(); // after three seconds of silence
      sight.looksAnew();
      wire.mend();

      sight.isAtTheEdge(700);
      sight.looksAnew();
      sight.hears(3);
    }
  }

  @Test
  void aPictureThatHasStoppedDoesNotLookLive() throws IOException {
    try (Wire wire = new Wire(port)) {
      teaching(seated(Seat.take(browser, wire.port(), classroom.cookie(amara), lecture)));
      Seat student = seated(Seat.take(browser, port, classroom.cookie(lena), lecture));
      Sight sight = Sight.of(video(student, "Dr. Amara Osei"));
      sight.sees(30);
      assertThat(student.page.locator(".cam-waiting")).isEmpty();

      wire.cut();
      assertThat(student.page.locator(".cam[data-waiting] .cam-waiting")).hasText("Waiting for Dr. Amara Osei");
      wire.mend();

      assertThat(student.page.locator(".cam-waiting")).isEmpty();
      assertThat(student.page.locator(".cam[data-waiting]")).hasCount(0);
      video(student, "Dr. Amara Osei").waitFor();
    }
  }

  @Test
  void whatALineDidNotCarryIsFilledInThoughThePageWasLoadedAgain() throws IOException {
    try (Wire wire = new Wire(port)) {
      Seat instructor = teaching(seated(Seat.take(browser, wire.port(), classroom.cookie(amara), lecture)));
      await().until(() -> recordedMillis("camera") > 0 && recordedMillis("microphone") > 0);

      wire.cut();
      assertThat(instructor.page.locator(".toast")).containsText("is kept and sent");
      double cut = instructor.lectureMillis();
      await().until(() -> instructor.lectureMillis() > cut + 3_000);
      double left = instructor.lectureMillis();
      instructor.page.navigate("about:blank");
      wire.replace();
      instructor.enter();

      instructor.hasOff("Camera");
      for (String kind : List.of("camera", "microphone")) {
        await().untilAsserted(() -> assertThat(recordedMillis(kind)).as(kind).isGreaterThan((long) left - 1_000));
      }
    }
  }

  /** Up to which moment of the lecture there is a recording of a kind. */
  private long recordedMillis(String kind) {
    return jdbc.sql(
            """
            select coalesce(max(at_us + duration_us) / 1000, 0) from segment
            join track on track.lecture_id = segment.lecture_id and track.number = segment.track
            where track.lecture_id = ? and kind = ?
            """)
        .params(lecture.id().value(), kind)
        .query(Long.class)
        .single();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  @Test
  void aTabThatWasAsleepIsBackAtTheEdge() {
    teaching();
    Seat student = seat(lena), other = seat(mei);
    Sight sight = Sight.of(video(student, "Dr. Amara Osei")), meanwhile = Sight.of(video(other, "Dr. Amara Osei"));
    sight.sees(60);
    sight.looksAnew();

    CDPSession tab = student.page.context().newCDPSession(student.page);
    tab.send("Page.setWebLifecycleState", lifecycle("frozen"));
    meanwhile.looksAnew();
    meanwhile.sees(120);
    tab.send("Page.setWebLifecycleState", lifecycle("active"));

    sight.isAtTheEdge(700);
    sight.looksAnew();
    sight.hears(3);
  }

  private static JsonObject lifecycle(String state) {
    JsonObject lifecycle = new JsonObject();
    lifecycle.addProperty("state", state);
    return lifecycle;
  }

  @Test
  void whoComesLateSeesThePictureAtOnce() {
    teaching();
    Seat student = seat(lena);
    student.page.addInitScript(
        """
        new MutationObserver((_, observer) => {
          const video = document.querySelector(".cam video");
          if (!video) return;
          observer.disconnect();
          video.requestVideoFrameCallback(now => { window.firstPicture = now; });
        }).observe(document, {childList: true, subtree: true});""");
    student.enter();
    student.page.waitForCondition(() -> Boolean.TRUE.equals(student.page.evaluate("'firstPicture' in window")));
  }

  private Seat teaching() {
    return teaching(seat(amara));
  }

  private static Seat teaching(Seat instructor) {
    showsTheTime(instructor);
    instructor.startsTheSession();
    instructor.button("Camera").click();
    instructor.button("Mic").click();
    instructor.hasOn("Mic");
    return instructor;
  }

  private void call(Seat instructor, Seat student) {
    showsTheTime(student);
    student.button("Hand up").click();
    instructor.button("Let speak").first().click();
    assertThat(student.button("I am done")).isVisible();
  }

  /** Their devices are a camera, a microphone and a screen that tell the time. */
  static void showsTheTime(Seat seat) {
    seat.page.evaluate(
        """
        async () => {
          const {clockCamera, clockMicrophone} = await import('/js/media-test/signals.js');
          navigator.mediaDevices.getUserMedia = async ({video}) =>
            new MediaStream([video ? clockCamera(640, 360, 30) : await clockMicrophone(new AudioContext({sampleRate: 48000}))]);
          navigator.mediaDevices.getDisplayMedia = async () => new MediaStream([clockCamera(1280, 720, 10)]);
        }""");
  }

  private static Locator tile(Seat seat, String name) {
    return seat.page.locator(".room .cam").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static Locator video(Seat seat, String name) {
    return tile(seat, name).locator("video");
  }
}
