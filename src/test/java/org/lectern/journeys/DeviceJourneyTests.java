package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.support.Browsers;

/** Microphones and cameras that are refused, missing, taken or changed, and the keys that switch them. */
class DeviceJourneyTests extends Journey {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String TELLS_WHAT_IT_OPENED =
      """
      window.opened = [];
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async wanted => {
        const stream = await open(wanted);
        for (const track of stream.getTracks()) window.opened.push(track.getSettings().deviceId);
        return stream;
      };""";

  @Test
  void whoRefusesTheCameraIsToldHowToAllowItAndCanStillWrite() {
    try (Browser refusing = Browsers.another("--use-fake-ui-for-media-stream=deny")) {
      Seat instructor = seated(Seat.take(refusing, port, classroom.cookie(amara), lecture));
      instructor.button("Camera").click();

      assertThat(toast(instructor)).containsText("Your browser does not let this page use your camera. Allow it in the address bar");
      assertThat(instructor.button("Camera")).hasAttribute("aria-pressed", "false");
      canStillWrite(instructor);
      everyoneLeaves();
    }
  }

  @Test
  void whoHasNoMicrophoneIsToldSoAndCanStillWrite() {
    try (Browser bare = Browsers.another("--use-fake-device-for-media-stream=device-count=0")) {
      Seat instructor = seated(Seat.take(bare, port, classroom.cookie(amara), lecture));
      instructor.page.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotFoundError'); }; }");
      instructor.button("Mic").click();

      assertThat(toast(instructor)).containsText("No microphone was found");
      canStillWrite(instructor);
      everyoneLeaves();
    }
  }

  @Test
  void aCameraThatAnotherProgramUsesIsSaidToBe() {
    Seat instructor = seat(amara);
    instructor.page.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotReadableError'); }; }");
    instructor.button("Camera").click();

    assertThat(toast(instructor)).containsText("Your camera is used by another program");
  }

  @Test
  void aBrowserThatCannotEncodeSaysWhichOnesCan() {
    Seat instructor = seat(amara);
    instructor.page.evaluate("() => { delete globalThis.VideoEncoder; }");
    instructor.button("Camera").click();

    assertThat(toast(instructor)).containsText("This browser cannot send picture or sound. A recent Chrome, Edge, Firefox or Safari can.");
    canStillWrite(instructor);
    instructor.page.reload();
    instructor.page.evaluate("() => { navigator.mediaDevices.getDisplayMedia = undefined; }");
    instructor.button("Share").click();
    assertThat(toast(instructor)).containsText("This browser cannot share a screen");
  }

  @Test
  void soundThatNeedsAClickSaysSoAndOneClickGivesIt() {
    Seat instructor = seat(amara), student = seat(lena);
    // As a browser does that nobody has clicked in; to Chromium every look a test takes is a click.
    student.page.evaluate(
        """
        () => {
          const play = HTMLMediaElement.prototype.play;
          let clicked = false;
          addEventListener('click', () => { clicked = true; }, true);
          HTMLMediaElement.prototype.play = function() {
            return clicked || this.muted ? play.call(this) : Promise.reject(new DOMException('', 'NotAllowedError'));
          };
        }""");
    instructor.startsTheSession();
    instructor.button("Camera").click();
    instructor.button("Mic").click();
    Locator video = student.page.locator(".cam video");
    assertThat(toast(student)).containsText("Your browser wants a click before it plays sound");
    assertThat(video).hasJSProperty("muted", true);

    student.button("Turn sound on").click();
    assertThat(video).hasJSProperty("muted", false);
    assertThat(video).hasJSProperty("paused", false);
  }

  @Test
  void anotherCameraAndMicrophoneTakeTheirPlaceWhileTheyAreOnAndAreRemembered() {
    // Of Chromium's fakes the second is a depth camera, which nobody can see.
    try (Browser several = Browsers.another("--use-fake-device-for-media-stream=device-count=4")) {
      Seat instructor = seated(Seat.take(several, port, classroom.cookie(amara), lecture)), student = seat(lena);
      instructor.page.addInitScript(TELLS_WHAT_IT_OPENED);
      instructor.enter();
      instructor.startsTheSession();
      instructor.button("Camera").click();
      instructor.button("Mic").click();
      Locator video = student.page.locator(".room .cam video");
      Sight.moves(video);

      instructor.button("Devices").click();
      String camera = chooses(instructor, "camera"), microphone = chooses(instructor, "microphone");
      instructor.hasOn("Camera");
      instructor.hasOn("Mic");
      Sight.moves(video);
      Sight.sounds(video);

      instructor.enter();
      instructor.button("Camera").click();
      instructor.button("Mic").click();
      await().atMost(PATIENCE).until(() -> opened(instructor).containsAll(List.of(camera, microphone)));
      everyoneLeaves();
    }
  }

  @Test
  void theDeviceCheckSaysWhatIsWrongAndKeepsNobodyOut() {
    Seat student = seat(lena);
    student.checksDevices();
    saysOfBothDevices(student, "NotAllowedError", "Your browser does not let this page use your %s. Allow it in the address bar");
    saysOfBothDevices(student, "NotFoundError", "No %s was found");
    saysOfBothDevices(student, "NotReadableError", "Your %s is used by another program");
    assertThat(student.button("Camera")).hasAttribute("aria-pressed", "false");

    student.page.addInitScript("delete globalThis.VideoEncoder;");
    student.page.reload();
    for (String check : List.of("camera-check", "mic-check")) {
      assertThat(student.page.locator("[data-part=%s]".formatted(check)))
          .containsText("This browser cannot send picture or sound. A recent Chrome, Edge, Firefox or Safari can. You can still watch and write.");
    }
    student.link("Enter the room").click();
    canStillWrite(student);
  }

  private static void saysOfBothDevices(Seat seat, String problem, String sentence) {
    seat.page.evaluate("name => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name); }; }", problem);
    seat.button("Camera").click();
    seat.button("Mic").click();
    assertThat(seat.page.locator("[data-part=camera-check]")).containsText(sentence.formatted("camera"));
    assertThat(seat.page.locator("[data-part=mic-check]")).containsText(sentence.formatted("microphone"));
  }

  @Test
  void whatIsOnInTheDeviceCheckIsOnInTheRoomOfWhoTeachesAndOfferedToWhoIsCalled() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.checksDevices();
    assertThat(instructor.link("Without camera")).isHidden();
    instructor.button("Camera").click();
    instructor.button("Mic").click();
    assertThat(instructor.page.locator("[data-part=camera-check]")).containsText("Camera works");
    assertThat(instructor.page.locator("[data-part=mic-check]")).containsText("We can hear you");
    instructor.link("Without camera").click();
    instructor.hasOn("Mic");
    instructor.hasOff("Camera");
    instructor.enter();
    instructor.hasOff("Mic");
    instructor.startsTheSession();

    student.checksDevices();
    student.button("Camera").click();
    student.link("Enter the room").click();
    student.button("Hand up").click();
    instructor.button("Let speak").first().click();
    student.button("Turn mic and camera on").click();
    student.hasOn("Mic");
    student.hasOn("Camera");
    Sight.moves(instructor.page.locator(".room .cam video"));
  }

  /** Chooses the last of the devices of a kind there are, and gives its id once it is open. */
  private static String chooses(Seat seat, String kind) {
    Locator choice = seat.page.locator(".devices [data-device=%s]".formatted(kind));
    assertThat(choice.locator("option").nth(1)).isAttached();
    String id = choice.locator("option").last().getAttribute("value");
    choice.selectOption(id);
    await().atMost(PATIENCE).until(() -> opened(seat).contains(id));
    return id;
  }

  @SuppressWarnings("unchecked")
  private static List<String> opened(Seat seat) {
    return (List<String>) seat.page.evaluate("window.opened");
  }

  @Test
  void keysSwitchMicrophoneAndCameraAndSpaceTalksWhileItIsHeld() {
    Seat instructor = seat(amara);
    instructor.startsTheSession();
    instructor.page.locator("h1").click();
    instructor.page.keyboard().press("v");
    instructor.hasOn("Camera");
    instructor.page.keyboard().press("v");
    instructor.hasOff("Camera");
    instructor.page.evaluate("document.activeElement.blur()");

    instructor.page.keyboard().down("Space");
    instructor.hasOn("Mic");
    instructor.page.keyboard().up("Space");
    instructor.hasOff("Mic");
    instructor.page.keyboard().press("m");
    instructor.hasOn("Mic");

    instructor.tab("Chat").click();
    instructor.page.getByLabel("Message everyone").pressSequentially("my view");
    assertThat(instructor.page.getByLabel("Message everyone")).hasValue("my view");
    instructor.hasOn("Mic");
    instructor.hasOff("Camera");
  }

  private static void canStillWrite(Seat seat) {
    seat.tab("Chat").click();
    seat.say("I can still write");
    seat.reads("I can still write");
  }

  private static Locator toast(Seat seat) {
    return seat.page.locator(".toast");
  }
}
