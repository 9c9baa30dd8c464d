package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.Chat;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;

/** A class meets: what two and more people do in the same room. */
class RoomJourneyTests extends Journey {

  @Autowired LectureLog log;

  @Test
  void teachingAndFollowing() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    assertThat(student.page.locator("[data-over=planned]")).isVisible();
    assertThat(instructor.page.locator("lectern-here")).hasText("3 here");

    instructor.startsTheSession();
    assertThat(student.page.locator("lectern-live-pill")).containsText("LIVE");
    assertThat(student.page.locator("lectern-overlay")).isHidden();

    student.say("So Japan and the Andes are the same process?");
    student.reads("So Japan and the Andes are the same process?");
    other.reads("So Japan and the Andes are the same process?");
    instructor.tab("Chat").click();
    instructor.say("Both are subduction.");
    student.reads("Both are subduction.");
    assertThat(student.messages().last().locator(".role")).hasText("Instructor");
  }

  @Test
  void handsGoUpInOrderAndAreCalled() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    instructor.startsTheSession();

    student.button("Hand up").click();
    assertThat(instructor.page.locator(".hand")).hasCount(1);
    other.button("Hand up").click();
    other.button("Something does not work").click();
    assertThat(instructor.page.locator(".hand")).hasCount(2);
    assertThat(instructor.page.locator(".hand").first()).containsText("Lena Fischer");
    assertThat(instructor.page.locator(".hand").last()).containsText("problem");
    assertThat(other.page.locator("lectern-hand-tool .count")).hasText("2");

    student.page.navigate("about:blank");
    Locator gone = instructor.page.locator(".hand").first();
    assertThat(gone).containsText("away, goes down soon");
    assertThat(gone.locator("[data-part=speak]")).isHidden();
    assertThat(instructor.page.locator("lectern-hands [data-part=count]")).hasText("1");
    assertThat(instructor.page.locator(".hand [data-part=speak].btn-primary")).hasAttribute("aria-description", "Mei Chen");
    student.enter();
    assertThat(gone).not().containsText("away");

    instructor.button("Let speak").first().click();
    assertThat(student.page.locator("lectern-floor [role=alert]")).hasText("You can speak. You have the floor.");
    assertThat(other.page.locator("lectern-floor")).containsText("Lena Fischer has the floor");
    assertThat(other.page.locator("lectern-hand-tool .count")).hasText("1");

    student.button("I am done").click();
    assertThat(other.page.locator(".floor-one")).hasCount(0);
    instructor.button("Lower all").click();
    assertThat(other.page.locator("lectern-hand-tool .tool")).hasAttribute("aria-pressed", "false");
  }

  @Test
  void someoneLateSeesAllThatWasSaidAndShown() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    showSlides(instructor, 3);
    student.say("First");
    student.say("Secnd");
    student.reads("Secnd");
    student.messages().last().locator("[data-part=more]").click();
    student.page.locator("[data-part=edit]").click();
    student.say("Second");
    student.reads("Second");
    instructor.button("Next slide").click();
    instructor.seesSlide(2);

    Seat late = seat(mei);

    late.reads("First");
    late.reads("Second");
    assertThat(late.messages()).hasCount(2);
    late.seesSlide(2);
    assertThat(late.page.locator(".newline")).containsText("You joined here");
    assertThat(late.page.locator(".tl-track .tl-slide")).not().hasCount(0);
  }

  @Test
  void earlierMessagesAreThereForWhoScrollsBack() {
    List<Draft> messages =
        IntStream.rangeClosed(1, 230)
            .mapToObj(i -> new Draft(new Chat.Posted("Message %d.".formatted(i), false), amara.id(), UUID.randomUUID()))
            .toList();
    log.append(lecture.id(), end -> messages).join();

    Seat student = seat(lena);
    assertThat(student.messages()).hasCount(200);
    student.page.locator("lectern-chat [data-part=scroll]").evaluate("box => box.scrollTop = 0");
    assertThat(student.messages()).hasCount(230);
    student.reads("Message 1.");
    assertThat(student.button("Earlier messages")).isHidden();
  }

  @Test
  void everyoneFollowsThePagesAndOneMayLookBack() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    showSlides(instructor, 4);
    student.seesSlide(1);
    assertThat(student.page.locator("lectern-slides [data-part=text]")).hasText("Plates, part 1");
    instructor.page.keyboard().press("PageDown");
    instructor.page.keyboard().press("PageDown");
    student.seesSlide(3);
    assertThat(student.button("Next slide")).isDisabled();

    student.button("Previous slide").click();
    student.seesSlide(2);
    instructor.button("Next slide").click();
    instructor.seesSlide(4);
    assertThat(student.page.locator("lectern-slide-foot")).containsText("only you see this one");
    student.seesSlide(2);

    student.button("Back to the slide being taught").click();
    student.seesSlide(4);
    student.button("All slides").click();
    assertThat(student.page.locator(".thumb")).hasCount(4);
  }

  @Test
  void theFirstSlideOfALargeDeckIsSeenBeforeTheRestOfIt(@TempDir Path folder) throws IOException {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    List<Response> answers = new CopyOnWriteArrayList<>();
    student.page.onResponse(answers::add);
    Path deck = Files.write(folder.resolve("Photographs.pdf"), Slides.photographs(44));
    assertThat(Files.size(deck)).isGreaterThan(20_000_000);

    instructor.button("Choose slides").click();
    file(instructor).setInputFiles(deck);

    instructor.seesSlide(1);
    student.seesSlide(1);
    long read =
        answers.stream()
            .filter(answer -> answer.url().contains(".pdf") && answer.status() == 206)
            .mapToLong(answer -> Long.parseLong(answer.headerValue("content-length")))
            .sum();
    assertThat(read).isBetween(100_000L, Files.size(deck) / 4);

    student.page.route(Pattern.compile("/materials/"), Route::abort);
    for (int slide = 2; slide <= 12; slide++) {
      instructor.button("Next slide").click();
    }
    assertThat(student.page.locator("lectern-slides [data-part=failed]")).containsText("This slide did not load");
    assertThat(student.slide()).isHidden();
    student.page.unroute(Pattern.compile("/materials/"));
    instructor.button("Next slide").click();
    student.seesSlide(13);
    student.complaints().removeIf(complaint -> complaint.contains("Failed to fetch")); // the renderer's own, which nobody can catch
  }

  @Test
  void whatALayerOfASlideHidesIsNotReadAloud() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.button("Choose slides").click();
    choose(instructor, "Quiz.pdf", Slides.withHiddenAnswer());
    student.seesSlide(1);

    assertThat(student.page.locator("lectern-slides [data-part=text]")).containsText("What is the answer?");
    assertThat(student.page.locator("lectern-slides [data-part=text]")).containsText("an even number");
    assertThat(student.page.locator("lectern-slides [data-part=text]")).not().containsText("42");
  }

  @Test
  void everyoneSeesWhereTheInstructorPoints() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    showSlides(instructor, 1);
    student.seesSlide(1);
    instructor.button("Laser pointer").click();
    BoundingBox slide = instructor.slide().boundingBox();
    instructor.page.mouse().move(slide.x + slide.width / 4, slide.y + slide.height / 2);

    assertThat(student.page.locator("lectern-pointer")).isVisible();
    assertThat(student.page.locator("lectern-pointer")).hasAttribute("style", Pattern.compile("--x: 25(\\.\\d+)?%; --y: (50|49\\.9)"));
    instructor.button("Laser pointer").click();
    assertThat(student.page.locator("lectern-pointer")).isHidden();
  }

  @Test
  void aFileThatIsNoPdfIsRefusedInWords() {
    Seat instructor = seat(amara);
    instructor.button("Choose slides").click();
    choose(instructor, "notes.pdf", "This is no PDF.".getBytes(StandardCharsets.UTF_8));
    assertThat(instructor.page.locator("lectern-decks [role=alert]")).not().isEmpty();
    assertThat(instructor.page.locator("lectern-decks [role=alert]")).isVisible();
    assertThat(instructor.page.locator("lectern-decks [data-part=progress]")).isHidden();
  }

  @Test
  void aPdfThatTheServerWouldRepairAndABrowserCannotDrawIsRefusedInTheRoomAndInThePlan() {
    Seat instructor = seat(amara);
    instructor.button("Choose slides").click();
    choose(instructor, "repaired.pdf", Slides.halfRepaired());
    assertThat(instructor.page.locator("lectern-decks [role=alert]")).containsText("A browser cannot show all pages of this PDF.");

    instructor.page.navigate(instructor.page.url() + "/edit");
    instructor.page.getByLabel("Add slides").setInputFiles(new FilePayload("repaired.pdf", "application/pdf", Slides.halfRepaired()));
    instructor.button("Upload").click();
    assertThat(instructor.page.locator("#file-error")).containsText("A browser cannot show all pages of this PDF.");
    assertThat(instructor.page.locator("main a.file")).hasCount(0);
    instructor.page.getByLabel("Add slides").setInputFiles(new FilePayload("whole.pdf", "application/pdf", Slides.pdf(2)));
    instructor.button("Upload").click();
    assertThat(instructor.page.locator("main a.file")).containsText("2 slides");
  }

  @Test
  void onePersonInTwoTabsIsOneRow() {
    Seat instructor = seat(amara), student = seat(lena);
    Page tab = student.anotherTab();
    assertThat(tab.locator("lectern-room")).hasAttribute("data-line", "live");
    assertThat(instructor.people()).hasCount(1);
    assertThat(instructor.page.locator("lectern-here")).hasText("2 here");
    student.say("From the first tab");
    assertThat(tab.locator("lectern-chat .msg")).hasCount(1);

    tab.close();
    seat(mei);
    assertThat(instructor.page.locator("lectern-here")).hasText("3 here");
    assertThat(instructor.people()).hasCount(2);
  }

  @Test
  void whoWasRemovedStaysOutUntilTheyAreLetBackIn() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    instructor.startsTheSession();
    instructor.button("Remove Lena Fischer from the session").click();
    assertThat(instructor.page.getByRole(com.microsoft.playwright.options.AriaRole.DIALOG)).containsText("cannot come back to this session until you let them");
    instructor.dialogButton("Remove").click();

    assertThat(student.page.locator("[data-over=removed]")).isVisible();
    assertThat(instructor.page.locator("lectern-here")).hasText("2 here");
    student.enter();
    assertThat(student.page.locator("[data-over=removed]")).isVisible();
    other.say("Are we going on?");
    instructor.tab("Chat").click();
    instructor.reads("Are we going on?");
    assertThat(student.messages()).hasCount(0);
    assertThat(student.button("Hand up")).isDisabled();
    assertThat(student.button("React")).isDisabled();
    assertThat(student.button("I’m lost")).isDisabled();
    assertThat(student.button("Mic")).isDisabled();
    assertThat(student.page.getByLabel("Message everyone")).isHidden();

    instructor.tab("People").click();
    instructor.button("Let Lena Fischer back in").click();
    assertThat(instructor.button("Let Lena Fischer back in")).hasCount(0);
    student.link("Try again").click();
    assertThat(student.room()).hasAttribute("data-line", "live");
    student.reads("Are we going on?");
    assertThat(student.button("Hand up")).isEnabled();
  }

  @Test
  void theEndCanBeTakenBackAndThenIsTheEnd() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    instructor.button("End session").click();
    assertThat(instructor.page.locator("#end-session")).containsText("1 person besides you is here");
    instructor.dialogButton("End session").click();
    assertThat(student.page.locator("[data-over=ended]")).isVisible();

    instructor.button("Undo").click();
    assertThat(student.page.locator("lectern-overlay")).isHidden();
    student.say("Good, I had a question");
    student.reads("Good, I had a question");

    instructor.button("End session").click();
    instructor.dialogButton("Keep teaching").click();
    assertThat(student.page.locator("lectern-overlay")).isHidden();
    instructor.button("End session").click();
    instructor.dialogButton("End session").click();
    assertThat(student.page.locator("[data-over=ended]")).isVisible();
  }

  @Test
  void aBreakIsSeenAndOver() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    instructor.button("Break").click();
    instructor.dialogButton("10 min").click();
    assertThat(student.page.locator("[data-over=break]")).containsText(Pattern.compile("9:\\d\\d left"));
    instructor.button("Go on").click();
    assertThat(student.page.locator("lectern-overlay")).isHidden();
  }

  @Test
  void everyoneSeesHowMuchTimeIsLeft() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    instructor.button("Timer").click();
    instructor.dialogButton("2 min").click();
    assertThat(student.page.locator("lectern-timer")).containsText(Pattern.compile("1:[45]\\d|2:00"));
    assertThat(student.page.locator("lectern-timer").getByRole(AriaRole.BUTTON)).hasCount(0);
    instructor.button("1 min more").click();
    assertThat(student.page.locator("lectern-timer")).containsText(Pattern.compile("2:[45]\\d|3:00"));
    instructor.page.locator("lectern-timer").getByText("Stop").click();
    assertThat(student.page.locator("lectern-timer")).isHidden();
  }

  @Test
  void aLockedChatIsReadOnlyForStudents() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.tab("Chat").click();
    instructor.button("Lock chat").click();
    assertThat(student.page.getByText("The instructor has locked the chat.")).isVisible();
    assertThat(student.page.getByLabel("Message everyone")).isHidden();
    instructor.say("Listen first");
    student.reads("Listen first");
    instructor.button("Unlock chat").click();
    assertThat(student.page.getByLabel("Message everyone")).isVisible();
  }

  @Test
  void whatCallsTheInstructorStandsOutForThemOnly() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    student.say("@instructor may I leave at ten?");
    assertThat(instructor.tab("Chat").locator(".count")).hasText("1");
    instructor.tab("Chat").click();
    assertThat(instructor.page.locator(".msg-for-you")).hasCount(1);
    other.reads("@instructor may I leave at ten?");
    assertThat(other.page.locator(".msg-for-you")).hasCount(0);
  }

  @Test
  void howManyAreLostIsShownFromFiveStudentsOnAndNeverWho() {
    Seat instructor = seat(amara), student = seat(lena);
    instructor.startsTheSession();
    student.button("I’m lost").click();
    assertThat(student.button("I’m lost")).hasAttribute("aria-pressed", "true");
    assertThat(instructor.page.locator("lectern-pulse [data-part=few]")).isVisible();
    assertThat(instructor.page.locator("lectern-pulse [data-part=lost]")).hasText("–");

    List<Seat> others = IntStream.range(0, 4).mapToObj(i -> seat(classroom.student(course, "Student " + i))).toList();
    assertThat(instructor.page.locator("lectern-pulse [data-part=lost]")).hasText("1");
    assertThat(instructor.page.locator("lectern-pulse")).not().containsText("Lena");
    assertThat(instructor.page.locator("lectern-pulse [data-part=alarm]")).isHidden();
    student.button("I’m lost").click();
    assertThat(instructor.page.locator("lectern-pulse [data-part=lost]")).hasText("0");

    Stream.of(student, others.get(0), others.get(1)).forEach(lost -> lost.button("I’m lost").click());
    assertThat(instructor.page.locator("lectern-pulse [data-part=alarm]")).containsText("3 are lost on slide 1.");
    assertThat(Accessibility.violations(instructor.page)).isEmpty();
    instructor.button("I explain it now").click();
    assertThat(student.page.locator("lectern-toasts")).containsText("What you were lost about is explained now.");
    assertThat(instructor.page.locator("lectern-pulse [data-part=alarm]")).isHidden();
    assertThat(others.get(3).page.locator("lectern-toasts")).not().containsText("explained now");
    assertThat(student.page.locator("lectern-timeline .tl-lost")).hasCount(1);
    others.get(2).button("React").click();
    others.get(2).button("Slower").click();
    assertThat(others.get(2).page.locator("lectern-toasts")).containsText("one more who wants it slower, not who");
  }

  @Test
  void reactionsAreCountedTogether() {
    Seat instructor = seat(amara), student = seat(lena), other = seat(mei);
    instructor.startsTheSession();
    student.button("React").click();
    student.button("Bravo").click();
    assertThat(other.page.locator(".reaction-count[data-kind=party-popper]")).containsText("1");
  }

  static void showSlides(Seat instructor, int pages) {
    instructor.button("Choose slides").click();
    choose(instructor, "Plates.pdf", Slides.pdf(pages));
    instructor.seesSlide(1);
  }

  private static void choose(Seat instructor, String name, byte[] bytes) {
    file(instructor).setInputFiles(new FilePayload(name, "application/pdf", bytes));
  }

  private static Locator file(Seat instructor) {
    return instructor.page.locator("lectern-decks input[type=file]");
  }
}
