package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** Microphones and cameras that are refused, missing, taken or changed, and the keys that switch them. */
class DeviceJourneyTests extends Journey {

  @Test
  void whoRefusesTheCameraIsToldHowToAllowItAndCanStillWrite() {
    try (Browser refusing = browsers.openWith("--use-fake-ui-for-media-stream=deny")) {
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
    try (Browser bare = browsers.openWith("--use-fake-device-for-media-stream=device-count=0")) {
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
  void keysSwitchMicrophoneAndCameraAndSpaceTalksWhileItIsHeld() {
    Seat instructor = seat(amara);
    instructor.startsTheSession();
    instructor.page.locator("h1").click();
    instructor.page.keyboard().press("v");
    assertThat(instructor.button("Camera on")).isVisible();
    instructor.page.keyboard().press("v");
    assertThat(instructor.button("Camera")).isVisible();
    instructor.page.evaluate("document.activeElement.blur()");

    instructor.page.keyboard().down("Space");
    assertThat(instructor.button("Mic on")).isVisible();
    instructor.page.keyboard().up("Space");
    assertThat(instructor.button("Mic")).isVisible();
    instructor.page.keyboard().press("m");
    assertThat(instructor.button("Mic on")).isVisible();

    instructor.tab("Chat").click();
    instructor.page.getByLabel("Message everyone").pressSequentially("my view");
    assertThat(instructor.page.getByLabel("Message everyone")).hasValue("my view");
    assertThat(instructor.button("Mic on")).isVisible();
    assertThat(instructor.button("Camera")).isVisible();
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
