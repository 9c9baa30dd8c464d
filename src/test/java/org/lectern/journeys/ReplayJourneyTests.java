package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.courses.CourseRole;
import org.lectern.lecture.event.Chat;
import org.lectern.lecture.event.Floor;
import org.lectern.lecture.event.Hand;
import org.lectern.replay.Coverages;
import org.lectern.support.RecordedLecture;
import org.lectern.support.RecordedLecture.Said;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;

/** A lecture is over, and everyone sees it again. */
class ReplayJourneyTests extends Journey {

  @Autowired Coverages coverages;
  @Autowired RecordedLecture recorded;

  @Test
  void aLectureIsPlayedAtOnceAndSomeoneLateGetsExactlyTheirPart() {
    Seat instructor = watched(amara);
    instructor.startsTheSession();
    instructor.button("Mic").click();
    instructor.button("Camera").click();
    showSlides(instructor, 3);
    Seat early = watched(mei);
    early.page.waitForFunction("document.querySelector('lectern-pictures video')?.currentTime > 2");
    lectureTimeReaches(instructor, 6_000);
    Seat late = watched(lena);
    late.say("Where are we?");
    late.reads("Where are we?");
    instructor.page.keyboard().press("PageDown");
    late.seesSlide(2);
    lectureTimePasses(instructor, 5_000);
    instructor.button("End session").click();
    instructor.dialogButton("End session").click();

    late.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the replay")).click();
    assertThat(late.page.locator("lectern-scrubber [data-part=have]")).containsText("You have");
    late.page.waitForFunction("document.querySelector('lectern-room').stage.line === 'live'");
    List<?> still = (List<?>) late.page.evaluate("document.querySelector('lectern-room').replay.still.map(({from}) => from)");
    assertThat(still).hasSize(1);
    assertThat(((Number) still.getFirst()).intValue()).isZero();
    assertThat(late.page.locator(".chapter")).hasCount(2);

    seek(late, 4_000); // the camera was not on from the first moment
    late.page.waitForFunction("document.querySelector('.pip video')?.readyState >= 2");
    String before = pixels(late);
    seek(late, 0);
    late.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Only what I missed")).click();
    late.button("Play").click();
    late.page.waitForFunction("document.querySelector('.pip video')?.currentTime > 5");
    assertThat(pixels(late)).isNotEqualTo(before);
    assertThat(late.page.locator("lectern-scrubber [data-part=have]")).hasText("You have the whole lecture.");
    assertThat(late.page.locator("lectern-playback [data-part=missed]")).isHidden();
    Awaitility.await("the last stretch is told").until(() -> coverages.of(lecture.id(), lena.id()).orElseThrow().still().length() < 1_000);

    late.tab("Chapters").focus();
    late.page.locator(".chapter").last().click();
    late.seesSlide(2);
    assertThat(late.page.locator(".chapter").last()).hasAttribute("aria-current", "true");
    seek(late, 4_000);
    late.page.waitForFunction("Math.abs(document.querySelector('.pip video')?.currentTime - document.querySelector('lectern-room').replay.at / 1000) < 0.3");

    late.tab("Chat").click();
    late.say("So that is why.");
    late.reads("So that is why.");
    Seat other = watched(mei);
    other.tab("Chat").click();
    assertThat(other.messages().filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("So that is why."))).hasCount(0);
    other.page.locator("[role=slider]").focus();
    other.page.keyboard().press("End");
    other.reads("So that is why.");
    other.reads("Where are we?");
    assertThat(other.messages().first()).containsText("So that is why.");
  }

  @Test
  void thoseWhoTeachHaveNoMissedParts() throws Exception {
    User olu = classroom.enrolled(course, "Olu Adeyemi", CourseRole.ASSISTANT);
    recorded.tell(lecture, amara, Slides.pdf(2), List.of());
    for (User staff : List.of(amara, olu)) {
      Seat seat = watched(staff);
      assertThat(seat.page.locator("lectern-scrubber [data-part=have]")).hasText("It took 3:00.");
      assertThat(seat.page.locator("lectern-scrubber [data-part=why]")).isEmpty();
      assertThat(seat.page.locator("lectern-scrubber [data-part=only]")).isHidden();
      assertThat(seat.page.locator("lectern-playback [data-part=missed]")).isHidden();
      assertThat(seat.page.locator(".cov-missed")).hasCount(0);
      assertThat(seat.page.getByText("This session has no recording")).isHidden();
    }
    assertThat(watched(lena).page.locator("lectern-scrubber [data-part=why]")).hasText("You were not there.");
  }

  @Test
  void aLectureWithoutPictureAndSoundIsReplayedByKeyboardAndGoesOnWhereOneLeft() {
    Seat instructor = watched(amara), student = watched(lena);
    instructor.startsTheSession();
    showSlides(instructor, 2);
    lectureTimeReaches(instructor, 7_000);
    instructor.page.keyboard().press("PageDown");
    student.seesSlide(2);
    lectureTimePasses(instructor, 5_000);
    instructor.button("End session").click();
    instructor.dialogButton("End session").click();
    assertThat(student.page.locator("[data-over=ended]")).isVisible();

    student.enter();
    assertThat(student.page.locator(".chapter")).hasCount(2);
    assertThat(student.page.getByText("This session has no recording of picture and sound.")).isVisible();
    student.page.locator(".chapter").first().click();
    student.seesSlide(1);
    student.page.locator("[role=slider]").focus();
    student.page.keyboard().press("ArrowRight");
    student.page.keyboard().press("ArrowRight");
    student.seesSlide(2);
    student.page.keyboard().press("Home");
    student.page.keyboard().press("Space");
    assertThat(student.button("Pause")).isVisible();
    student.page.waitForFunction("document.querySelector('lectern-room').replay.at > 2500");
    student.button("Pause").click();
    student.page.waitForFunction("document.querySelector('lectern-room').replay.progress.position > 2000");

    Seat elsewhere = watched(lena);
    elsewhere.page.waitForFunction("document.querySelector('lectern-room').replay.at > 2000");
    elsewhere.page.navigate("http://localhost:" + port + "/lectures/" + lecture.id() + "?at=8");
    elsewhere.seesSlide(2);
    assertThat(elsewhere.page.locator(".clock-at")).hasText("0:08");
  }

  @Test
  void pictureSoundSlidesAndWordsFollowWhereverOneGoes() throws Exception {
    recorded.tell(lecture, amara, Slides.pdf(4), List.of(
        new Said(20, mei, new Hand.Raised(null)), new Said(30, amara, new Hand.Lowered(mei.id())),
        new Said(50, amara, new Floor.Given(mei.id())), new Said(60, mei, new Chat.Posted("It sinks", false))));
    recorded.present(lecture, lena, 30, 90);
    recorded.present(lecture, lena, 110, 160);
    Seat student = seat(lena, options().setPermissions(List.of("clipboard-read", "clipboard-write")));
    assertThat(student.page.locator("lectern-scrubber .strip-head")).containsText("You have 1:50 of 3:00. You joined 0:30 late, you were away at 1:30 and you left 0:20 early.");
    assertThat(student.page.locator(".chapter").nth(1)).containsText("Plates, part 2");

    student.button("Play").click();
    student.page.waitForFunction("document.querySelector('lectern-recorded-pictures').player?.tracks.length === 2");
    student.page.evaluate(LISTEN);
    student.page.waitForFunction("loudness() > 0.01 && Math.abs(track('camera').currentTime - track('microphone').currentTime) < 0.1");
    seek(student, 100_000); // while it plays
    student.page.waitForFunction("track('microphone').currentTime > 100.5 && track('camera').currentTime > 100.5 && !track('camera').paused");
    student.seesSlide(3);
    student.button("2×").click();
    student.page.waitForFunction("track('microphone').playbackRate === 2 && track('microphone').preservesPitch && !track('microphone').paused");
    student.button("Pause").click();

    seek(student, 55_000);
    student.page.waitForFunction("Math.abs(track('camera').currentTime - 55) < 0.05 && track('camera').readyState >= 2");
    student.tab("Chat").click();
    assertThat(student.messages()).hasCount(0);
    seek(student, 65_000);
    student.reads("It sinks");
    seek(student, 25_000);
    assertThat(student.page.locator("lectern-raised")).hasText("Hands up: Mei Chen");
    student.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Mei Chen spoke, 0:50")).click();
    assertThat(student.page.locator(".clock-at")).hasText("0:50");
    assertThat(student.page.locator("lectern-raised")).isHidden();

    student.page.keyboard().press("Shift+ArrowRight");
    assertThat(student.page.locator(".clock-at")).hasText("1:30");
    assertThat(student.page.locator(".play-where [data-part=chapter]")).hasText("Plates, part 3");
    student.page.keyboard().press(",");
    student.page.keyboard().press(",");
    assertThat(student.button("1.5×")).hasAttribute("aria-pressed", "true");
    student.page.getByLabel("Another speed").selectOption("3");
    assertThat(student.page.locator("[data-part=other]")).hasText("3×");
    student.button("Share this moment").first().click();
    assertThat(student.page.locator(".toast")).hasText("The link to 1:30 is copied.");
    assertThat((String) student.page.evaluate("navigator.clipboard.readText()")).endsWith("/lectures/" + lecture.id() + "?at=90");
    student.page.keyboard().press("n");
    student.page.waitForFunction("document.querySelector('lectern-room').replay.at >= 160000");
    student.page.keyboard().press("?");
    assertThat(student.page.getByRole(AriaRole.DIALOG)).containsText("Next missed part");
  }

  @Test
  void aDamagedPieceOfPictureIsFetchedAgainAndPassedOverWhereItStaysDamaged() throws Exception {
    recorded.tell(lecture, amara, Slides.pdf(2), List.of());
    Seat student = watched(lena);
    student.page.waitForFunction("document.querySelector('lectern-recorded-pictures').player?.tracks.length === 2");
    student.page.evaluate(LISTEN);
    Piece once = piece(student, 100), always = piece(student, 110); // not fetched yet
    AtomicBoolean isWhole = new AtomicBoolean();
    student.page.route("**/" + once.file(), route -> {
      APIResponse answer = route.fetch();
      byte[] bytes = answer.body();
      long from = Long.parseLong(route.request().headerValue("range").replaceAll("bytes=(\\d+)-.*", "$1"));
      always.damage(bytes, from);
      if (!isWhole.get() && once.damage(bytes, from)) {
        isWhole.set(true);
      }
      route.fulfill(new Route.FulfillOptions().setResponse(answer).setBodyBytes(bytes));
    });

    seek(student, 100_500);
    student.page.waitForFunction("Math.abs(track('camera').currentTime - 100.5) < 0.05 && track('camera').readyState >= 2");
    assertThat(isWhole).as("was damaged at first").isTrue();
    seek(student, 109_000);
    student.button("Play").click();
    student.page.waitForFunction("track('camera').currentTime > 113 && !track('camera').paused && track('microphone').currentTime > 113");
  }

  @Test
  void whoLooksAtAReplayIsToldOnceThatItCannotBeFetchedAndItGoesOnByItself() throws Exception {
    recorded.tell(lecture, amara, Slides.pdf(2), List.of());
    Seat student = watched(lena);
    student.page.waitForFunction("document.querySelector('lectern-recorded-pictures').player?.tracks.length === 2");
    student.page.evaluate(LISTEN);
    student.page.evaluate("window.told = 0; document.querySelector('lectern-recorded-pictures').player.addEventListener('away', () => window.told++)");
    Pattern files = Pattern.compile("\\.mp4$");
    AtomicInteger asked = new AtomicInteger();
    student.page.route(files, route -> {
      asked.incrementAndGet();
      route.fulfill(new Route.FulfillOptions().setStatus(503).setHeaders(Map.of("Retry-After", "1")).setContentType("application/problem+json")
          .setBody("{\"detail\": \"The store does not answer.\"}"));
    });

    seek(student, 100_500);
    assertThat(student.page.locator(".toast")).containsText("The store does not answer.");
    student.page.waitForCondition(() -> asked.get() >= 4); // each of both tracks, again
    assertThat((int) student.page.evaluate("window.told")).isEqualTo(1);
    student.page.unroute(files);

    student.page.waitForFunction("Math.abs(track('camera').currentTime - 100.5) < 0.05 && track('camera').readyState >= 2");
  }

  /** Where a piece of the camera lies in its file. */
  private record Piece(String file, int position, int length) {

    /** Overwrites the second half of it in what begins {@code from} there, if it is in it. */
    boolean damage(byte[] bytes, long from) {
      long start = position + length / 2 - from, end = position + length - from;
      if (start < 0 || end > bytes.length) {
        return false;
      }
      Arrays.fill(bytes, (int) start, (int) end, (byte) 0);
      return true;
    }
  }

  private static Piece piece(Seat seat, int second) {
    Map<?, ?> found = (Map<?, ?>) seat.page.evaluate(
        """
        async second => {
          const {tracks} = await (await fetch(document.querySelector('lectern-room').lectureUrl + '/media/index.json')).json();
          const {epochs, segments} = tracks.find(({kind}) => kind === 'camera');
          const [epoch, position, length] = segments.findLast(([, , , at]) => at <= second * 1e6);
          return {file: epochs.find(run => run.epoch === epoch).file, position, length};
        }""",
        second);
    return new Piece((String) found.get("file"), (int) found.get("position"), (int) found.get("length"));
  }

  /** Gives the page a way to the elements of the tracks, and to how loud the voice is. */
  private static final String LISTEN =
      """
      () => {
        window.track = kind => document.querySelector('lectern-recorded-pictures').player.tracks.find(track => track.kind === kind).element;
        const context = new AudioContext(), ear = context.createAnalyser(), heard = new Float32Array(ear.fftSize);
        context.createMediaElementSource(track('microphone')).connect(ear);
        ear.connect(context.destination);
        window.loudness = () => (ear.getFloatTimeDomainData(heard), Math.max(...heard));
      }""";

  @Test
  void aBrowserThatCannotShowThePictureSaysSoAndTheRestGoesOn() throws Exception {
    recorded.tell(lecture, amara, Slides.pdf(3), List.of());
    Seat student = watched(lena);
    student.page.addInitScript("MediaSource.isTypeSupported = type => !type.startsWith('video')");
    student.page.reload();
    assertThat(student.page.getByText("Your browser cannot show this picture.")).isVisible();
    student.button("Play").click();
    student.page.waitForFunction("document.querySelector('lectern-room').replay.at > 1000");
    student.seesSlide(1);
  }

  @Test
  void theReplayIsAccessibleInEveryLight() {
    Seat instructor = watched(amara);
    instructor.startsTheSession();
    showSlides(instructor, 2);
    lectureTimeReaches(instructor, 4_000);
    instructor.button("End session").click();
    instructor.dialogButton("End session").click();
    assertThat(instructor.button("Undo")).isVisible();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1440, 390}) {
        Seat student = seat(lena, options().setColorScheme(scheme).setViewportSize(width, width == 390 ? 844 : 900));
        student.page.locator(".chapter").click();
        student.seesSlide(1);
        assertThat(Accessibility.violations(student.page)).isEmpty();
      }
    }
  }

  private Seat watched(User person) {
    return seat(person, options());
  }

  /** Playwright waits in the page with what our content security policy forbids. */
  private static Browser.NewContextOptions options() {
    return new Browser.NewContextOptions().setBypassCSP(true);
  }

  private static String pixels(Seat seat) {
    return (String) seat.page.evaluate(
        """
        () => {
          const canvas = document.createElement('canvas');
          canvas.width = 64;
          canvas.height = 36;
          canvas.getContext('2d').drawImage(document.querySelector('.pip video'), 0, 0, 64, 36);
          return canvas.toDataURL();
        }""");
  }

  private static void lectureTimeReaches(Seat seat, int millis) {
    seat.page.waitForFunction("at => document.querySelector('lectern-room').stage.clock.at() >= at", millis);
  }

  private static void seek(Seat seat, int millis) {
    seat.page.evaluate("at => document.querySelector('lectern-room').replay.seek(at)", millis);
  }

  /** However long the machine took to come here. */
  private static void lectureTimePasses(Seat seat, int millis) {
    Number now = (Number) seat.page.evaluate("document.querySelector('lectern-room').stage.clock.at()");
    lectureTimeReaches(seat, now.intValue() + millis);
  }

  private static void showSlides(Seat instructor, int pages) {
    instructor.button("Choose slides").click();
    instructor.page.locator("#decks input[type=file]").setInputFiles(new FilePayload("plates.pdf", "application/pdf", Slides.pdf(pages)));
    instructor.seesSlide(1);
  }
}
