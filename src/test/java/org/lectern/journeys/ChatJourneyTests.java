package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.lectern.accounts.User;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.Chat;
import org.lectern.support.RecordedLecture;
import org.lectern.support.RecordedLecture.Said;
import org.lectern.support.Slides;
import org.springframework.beans.factory.annotation.Autowired;

/** What a class does with messages, live and later. */
class ChatJourneyTests extends Journey {

  @Autowired RecordedLecture recorded;
  @Autowired LectureLog log;

  @Test
  void aMessageIsAnsweredReactedToAndPinned() {
    Seat teacher = atChat(seat(amara)), student = seat(lena), other = seat(mei);
    student.say("Why does it **sink**?");
    assertThat(row(other, "Why does it").locator("strong")).hasText("sink");
    act(teacher, "Why does it", "Reply");
    teacher.page.getByLabel("Message everyone").fill("It is denser.");
    teacher.page.keyboard().press("Enter");
    assertThat(row(student, "It is denser").locator("[data-part=quote]")).hasText("Lena Fischer: Why does it sink?");

    menu(student, "It is denser");
    student.page.locator("[data-part=reacts] [data-kind=heart]").click();
    Locator hearts = row(other, "It is denser").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("1 person loves it"));
    hearts.click();
    assertThat(row(student, "It is denser").locator(".chip")).hasAttribute("aria-label", "2 people love it");
    assertThat(row(student, "It is denser").locator(".chip")).hasAttribute("aria-pressed", "true");

    act(teacher, "Why does it", "Pin");
    assertThat(other.page.locator(".chat-pin")).containsText("Why does it sink?");
    Seat late = seat(lena);
    assertThat(late.page.locator(".chat-pin")).containsText("Why does it sink?");
    assertThat(row(late, "It is denser").locator(".chip")).hasAttribute("aria-pressed", "true");
    assertThat(late.page.locator("[data-part=unpin]")).isHidden();
    Assertions.assertThat(Accessibility.violations(late.page)).isEmpty();
    menu(teacher, "It is denser");
    Assertions.assertThat(Accessibility.violations(teacher.page)).isEmpty();
    teacher.page.keyboard().press("Escape");
    teacher.page.locator("[data-part=unpin]").click();
    assertThat(other.page.locator(".chat-pin")).hasCount(0);
  }

  @Test
  void aPrivateLineIsSeenAsSuchByThoseWhoReadIt() {
    Seat teacher = atChat(seat(amara)), student = seat(lena), other = seat(mei);
    student.button("More than words").click();
    student.button("Write to those who teach alone").click();
    assertThat(student.page.locator("[data-part=readers]")).hasText("Only you and those who teach read this, now and in the replay.");
    student.page.getByLabel("Private message").fill("I was ill.");
    student.page.keyboard().press("Enter");
    assertThat(row(teacher, "I was ill").locator("[data-part=line]")).containsText("Only Lena Fischer and those who teach read this");
    act(teacher, "I was ill", "Reply");
    teacher.page.getByLabel("Private message").fill("Get well.");
    teacher.page.keyboard().press("Enter");
    assertThat(row(student, "Get well").locator("[data-part=line]")).isVisible();
    student.page.locator("[data-part=line-no]").click();
    student.say("Hello all");

    other.reads("Hello all");
    assertThat(other.messages()).hasCount(1);
  }

  @Test
  void whatStudentsWriteWaitsUntilItIsLetThrough() {
    Seat teacher = atChat(seat(amara)), student = seat(lena), other = seat(mei);
    teacher.button("Rules of the chat").click();
    teacher.page.getByLabel("Approve what students write first").check();
    teacher.page.keyboard().press("Escape");
    assertThat(student.page.getByText("What you write is read by those who teach first.")).isVisible();
    student.say("May I?");
    assertThat(row(student, "May I?")).containsText("Waits until somebody who teaches has read it.");
    row(teacher, "May I?").locator("[data-part=approve]").click();

    other.reads("May I?");
    assertThat(row(other, "May I?")).containsText("Lena Fischer");
    assertThat(student.messages()).hasCount(1);
    assertThat(teacher.messages()).hasCount(1);
  }

  @Test
  void whoIsCalledOnByNameSeesIt() {
    Seat student = seat(lena), other = seat(mei);
    student.page.getByLabel("Message everyone").pressSequentially("@me");
    assertThat(student.page.locator("[data-part=mentions] > li")).hasText("MCMei Chen");
    student.page.keyboard().press("Enter");
    student.page.keyboard().type("look");
    student.page.keyboard().press("Enter");

    assertThat(row(other, "@Mei Chen look")).hasClass(Pattern.compile("msg-for-you"));
    assertThat(row(student, "@Mei Chen look")).not().hasClass(Pattern.compile("msg-for-you"));
  }

  @Test
  void anImageIsDescribedAndShownAndOneThatIsNoneIsRefused() throws IOException {
    Seat student = seat(lena), other = seat(mei);
    Locator file = student.page.locator("[data-part=picture-file]");
    file.setInputFiles(new FilePayload("a.png", "image/png", "<script>alert(1)</script>".getBytes()));
    student.page.getByLabel("What the image shows").fill("A plate");
    student.button("Add image").click();
    assertThat(student.page.locator("[data-part=picture-wrong]")).hasText("This picture cannot be read. Choose a PNG, JPEG or WebP.");

    file.setInputFiles(new FilePayload("a.png", "image/png", png(60, 40)));
    student.button("Add image").click();
    assertThat(student.page.getByLabel("Message everyone")).hasValue(Pattern.compile("!\\[A plate]\\(image:.*#60x40\\)"));
    student.page.keyboard().press("Enter");
    Locator image = other.messages().locator("img");
    assertThat(image).hasAttribute("alt", "A plate");
    assertThat(image).hasJSProperty("naturalWidth", 60);
  }

  /** A hundred messages in five seconds. */
  @Test
  void whatOneReadsStaysWhereItIsWhileTwentyMessagesComeASecond() {
    Seat reader = seat(lena);
    say(IntStream.range(0, 60).mapToObj(i -> "Message " + i).toList());
    reader.reads("Message 59");
    reader.page.locator("lectern-chat [data-part=scroll]").evaluate("box => { box.scrollTop = box.scrollHeight / 2; }");
    Map<?, ?> before = read(reader);
    for (int second = 0; second < 5; second++) {
      int from = second * 20;
      say(IntStream.range(from, from + 20).mapToObj(i -> "Burst " + i).toList());
    }
    assertThat(reader.page.locator("[data-part=new-words]")).hasText("100 new messages");
    Assertions.assertThat(read(reader)).isEqualTo(before);
    reader.button("100 new messages").click();
    assertThat(reader.page.locator("lectern-chat .newline").filter(new Locator.FilterOptions().setHasText("New"))).hasCount(1);
    assertThat(row(reader, "Burst 99")).isInViewport();
  }

  private static Map<?, ?> read(Seat seat) {
    return (Map<?, ?>) seat.page.evaluate("""
        () => {
          const box = document.querySelector('lectern-chat [data-part=scroll]'), top = box.getBoundingClientRect().top;
          const row = [...box.querySelectorAll('.msg')].find(row => row.getBoundingClientRect().top > top + 20);
          return {text: row.textContent.trim().slice(-12), at: Math.round(row.getBoundingClientRect().top)};
        }""");
  }

  private void say(List<String> texts) {
    texts.forEach(text -> log.append(lecture.id(), _ -> List.of(new Draft(new Chat.Posted(text, false), mei.id(), null))).join());
  }

  @Test
  void theReplayShowsToEachWhatWasSaidToThem() throws Exception {
    recorded.tell(lecture, amara, Slides.pdf(2), List.of(
        new Said(5, lena, new Chat.Posted("Why?", false)),
        new Said(6, lena, new Chat.Posted("I was ill.", false, null, lena.id(), null, null, null)),
        new Said(7, amara, new Chat.Pinned(List.of(3L)))));
    Seat student = later(lena), other = later(mei);
    student.reads("I was ill.");
    assertThat(row(student, "I was ill").locator("[data-part=line]")).isVisible();
    other.reads("Why?");
    assertThat(other.messages()).hasCount(1);
  }

  private Seat later(User person) {
    Seat seat = seat(person);
    seat.tab("Chat").click();
    seat.page.evaluate("document.querySelector('lectern-room').replay.seek(60_000)");
    return seat;
  }

  @Test
  void whatWasSaidIsFoundWithoutAPointer() {
    Seat student = seat(lena);
    student.say("The Ångström is a unit");
    student.say("Something else");
    student.button("More than words").focus();
    student.page.keyboard().press("Enter");
    student.button("Search the chat").press("Enter");
    student.page.keyboard().type("angstrom");
    assertThat(student.page.locator("[data-part=find-said]")).hasText("1 message");
    Assertions.assertThat(Accessibility.violations(student.page)).isEmpty();
    student.page.locator(".chat-found").press("Enter");
    assertThat(row(student, "Ångström").locator("[data-part=more]")).isFocused();
  }

  private static Seat atChat(Seat seat) {
    seat.tab("Chat").click();
    return seat;
  }

  private static Locator row(Seat seat, String text) {
    return seat.messages().filter(new Locator.FilterOptions().setHasText(text)).first();
  }

  private static void menu(Seat seat, String text) {
    row(seat, text).hover();
    row(seat, text).locator("[data-part=more]").click();
  }

  private static void act(Seat seat, String text, String what) {
    menu(seat, text);
    seat.page.locator("[data-part=menu]").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(what).setExact(true)).click();
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }
}
