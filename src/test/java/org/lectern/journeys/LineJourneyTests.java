package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;

/** The line between a person and the room is cut, and comes back. */
class LineJourneyTests extends Journey {

  private Wire wire;

  @BeforeEach
  void putUpAWire() throws IOException {
    wire = new Wire(port);
  }

  @AfterEach
  void takeItDown() throws IOException {
    wire.close();
  }

  @Test
  void aStalledLineShowsWithinThreeSeconds() {
    Seat student = behindTheWire(lena);
    student.page.evaluate(
        """
        () => {
          const {stage} = document.querySelector('lectern-room');
          const pulse = new Promise(next => stage.addEventListener('line', () => stage.line === 'reconnecting' && next(performance.now())));
          let heard = performance.now();
          const before = stage.clock.read.bind(stage.clock);
          stage.clock.read = at => { heard = performance.now(); before(at); };
          window.silence = pulse.then(at => at - heard);
        }""");
    wire.cut();
    assertThat(((Number) student.page.evaluate("window.silence")).doubleValue()).isLessThan(3_000);
    assertThat(student.page.locator("[data-over=reconnecting]")).isVisible();
    assertThat(student.page.locator("lectern-connection")).hasText("Reconnecting");
  }

  @Test
  void aPageOfAnEarlierVersionLoadsItselfAnewBetweenTwoSentences() {
    Seat student = seat(lena);
    student.page.evaluate("window.sameVersion = true");
    await().until(() -> student.page.evaluate("document.querySelector('lectern-room').stage.version.wire").equals("lectern.v1"));

    student.page.addInitScript(
        """
        document.addEventListener('readystatechange', () => {
          const room = document.querySelector('lectern-room');
          if (!room || sessionStorage.getItem('renewed')) return;
          sessionStorage.setItem('renewed', 'true');
          room.dataset.fold = 'earlier';
          window.isEarlier = true;
        });""");
    assertThat((Boolean) student.page.evaluate("window.sameVersion")).as("nobody loads a page of this version anew").isTrue();
    student.enter();
    assertThat((Boolean) student.page.evaluate("window.isEarlier")).isTrue();
    student.page.getByLabel("Message everyone").pressSequentially("I think that");
    student.page.evaluate("new Promise(next => document.querySelector('lectern-room').stage.addEventListener('beat', next, {once: true}))");
    student.page.evaluate("new Promise(next => document.querySelector('lectern-room').stage.addEventListener('beat', next, {once: true}))");
    assertThat((Boolean) student.page.evaluate("window.isEarlier")).as("it waits for the end of the sentence").isTrue();

    student.page.getByLabel("Message everyone").blur();
    await().ignoreExceptions().until(() -> (Boolean) student.page.evaluate("!window.isEarlier && document.querySelector('lectern-room').stage.line === 'live'"));
    assertThat(student.page.getByLabel("Message everyone")).hasValue("I think that");
    student.button("Send").click();
    student.reads("I think that");
  }

  @Test
  void whatWaitedIsSentExactlyOnceWhenTheLineIsMended() {
    Seat instructor = seat(amara), student = behindTheWire(lena);
    instructor.startsTheSession();
    instructor.tab("Chat").click();
    student.say("Before");
    student.reads("Before");

    wire.cut();
    student.say("Into the tunnel");
    assertThat(student.page.locator("[data-over=reconnecting]")).isVisible();
    student.say("Still in the tunnel");
    assertThat(student.unsent()).hasCount(2);
    instructor.say("Meanwhile");

    wire.mend();
    inStep(instructor, student, List.of("Before", "Meanwhile", "Into the tunnel", "Still in the tunnel"));
  }

  @Test
  void whatWaitedIsSentExactlyOnceWhenTheLineWasLostForGood() {
    Seat instructor = seat(amara), student = behindTheWire(lena);
    instructor.startsTheSession();
    instructor.tab("Chat").click();

    wire.cut();
    student.say("Lost on the way");
    assertThat(student.page.locator("[data-over=reconnecting]")).isVisible();
    wire.replace();

    inStep(instructor, student, List.of("Lost on the way"));
  }

  @Test
  void whatWasWrittenOutlivesAReloadWithoutALine() {
    Seat instructor = seat(amara), student = behindTheWire(lena);
    instructor.tab("Chat").click();
    wire.cut();
    student.say("Sent before the reload");
    student.page.getByLabel("Message everyone").fill("Half a thou");
    assertThat(student.unsent()).hasCount(1);

    wire.replace();
    student.page.reload();

    student.reads("Sent before the reload");
    instructor.reads("Sent before the reload");
    assertThat(student.unsent()).hasCount(0);
    assertThat(student.page.getByLabel("Message everyone")).hasValue("Half a thou");
  }

  @Test
  void inStepAtOnceWhenTheLineReturns() {
    Seat instructor = seat(amara), student = behindTheWire(lena);
    instructor.startsTheSession();
    wire.cut();
    assertThat(student.page.locator("[data-over=reconnecting]")).isVisible();
    instructor.tab("Chat").click();
    instructor.say("You missed this");
    instructor.reads("You missed this");

    student.page.evaluate(
        """
        () => {
          const mended = performance.now(), {stage} = document.querySelector('lectern-room');
          window.took = new Promise(next => {
            for (const event of ['entry', 'snapshot']) stage.addEventListener(event, () => next(performance.now() - mended), {once: true});
          });
        }""");
    wire.replace();
    // The page may be waiting its back-off, which is at most about as long as it has been trying.
    assertThat(((Number) student.page.evaluate("window.took")).doubleValue()).isLessThan(6_000);
    student.reads("You missed this");
  }

  @Test
  void aSignInThatExpiredInARunningRoomSaysSoAndTheDraftIsKept() {
    Seat student = behindTheWire(lena);
    student.page.getByLabel("Message everyone").fill("Half a thou");
    student.signOutElsewhere();
    wire.replace();

    assertThat(student.page.locator("[data-over=signed-out]")).isVisible();
    assertThat(student.page.locator("[data-over=signed-out]")).containsText("What you wrote is kept");
    student.page.locator("[data-part=sign-in]").click();
    assertThat(student.page).hasURL(Pattern.compile("/sign-in"));
    assertThat(drafts(student.page)).contains("Half a thou");
  }

  private static String drafts(Page page) {
    return (String) page.evaluate("JSON.stringify({...localStorage})");
  }

  private static void inStep(Seat instructor, Seat student, List<String> said) {
    for (Seat seat : List.of(instructor, student)) {
      said.forEach(seat::reads);
      assertThat(seat.messages()).hasCount(said.size());
    }
    assertThat(student.unsent()).hasCount(0);
    assertThat(student.page.locator("lectern-overlay")).isHidden();
  }

  private Seat behindTheWire(User person) {
    return seated(Seat.take(browser, wire.port(), classroom.cookie(person), lecture));
  }
}
