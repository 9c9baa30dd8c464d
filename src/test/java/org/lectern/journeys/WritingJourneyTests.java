package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.lecture.Draft;
import org.lectern.lecture.LectureLog;
import org.lectern.lecture.event.Chat;
import org.springframework.beans.factory.annotation.Autowired;

/** People write in a room, in any script and with any input method, and nothing they typed is lost. */
class WritingJourneyTests extends Journey {

  @Autowired LectureLog log;

  @Test
  void aWordIsComposedInPeace() {
    Seat student = seat(mei);
    Locator field = student.page.getByLabel("Message everyone");
    field.focus();
    Ime ime = new Ime(student.page);
    ime.composes("にほ");
    ime.hears("Enter");
    assertThat(field).hasValue("にほ");
    assertThat(student.messages()).hasCount(0);

    ime.takes("日本");
    lastEnterOfSafari(field);
    assertThat(field).hasValue("日本");
    student.page.keyboard().press("Enter");
    student.reads("日本");

    change(student, "日本");
    ime.composes("ご");
    ime.hears("Escape");
    assertThat(student.page.getByText("Change your message")).isVisible();
    ime.takes("語");
    student.page.keyboard().press("Enter");
    student.reads("日本語");
  }

  private static void change(Seat author, String text) {
    Locator message = author.messages().filter(new Locator.FilterOptions().setHasText(text));
    message.hover();
    message.locator("[data-part=more]").click();
    author.button("Change").click();
  }

  /** It comes after the composition has ended, and only its code tells. */
  private static void lastEnterOfSafari(Locator field) {
    field.evaluate("field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))");
  }

  @Test
  void whatIsPastedIsKeptWholeAndCountedUntilItFits() {
    Seat student = seat(mei);
    Locator field = student.page.getByLabel("Message everyone");
    field.fill("x".repeat(4_500));
    assertThat(student.page.getByText("500 letters too many. 4000 are the most.")).isVisible();
    student.button("Send").click();
    assertThat(field).hasValue("x".repeat(4_500));
    assertThat(student.unsent()).hasCount(0);

    field.fill("y".repeat(4_000));
    assertThat(student.page.getByText("0 letters left")).isVisible();
    student.button("Send").click();
    student.reads("y".repeat(4_000));
  }

  @Test
  void eachTabKeepsItsOwnDraft() {
    Seat student = seat(mei);
    Page other = student.anotherTab();
    other.getByLabel("Message everyone").fill("for later");
    student.say("said at once");
    student.reads("said at once");
    other.reload();
    assertThat(other.getByLabel("Message everyone")).hasValue("for later");
  }

  @Test
  void aChangeOfAMessageThatWasRemovedMeanwhileCanStillBeSaid() {
    Seat student = seat(mei);
    student.say("a first thought");
    student.reads("a first thought");
    change(student, "a first thought");
    student.page.getByLabel("Message everyone").fill("a second, longer thought");
    long message = log.read(lecture.id(), 0, 100).stream().filter(entry -> entry.event() instanceof Chat.Posted).findFirst().orElseThrow().seq();
    log.append(lecture.id(), end -> List.of(new Draft(new Chat.Removed(message), amara.id(), null))).join();
    assertThat(student.page.getByText("Removed by the instructor")).isVisible();

    student.button("Send").click();
    assertThat(student.unsent()).containsText("a second, longer thought");
    assertThat(student.unsent()).containsText("Not changed. This message was removed.");
    student.button("Send as a new message").click();
    student.reads("a second, longer thought");
  }

  @Test
  void codeAndEveryDirectionAreShownAsTheyWereWritten() {
    Seat student = seat(mei);
    student.say("    if (x) {\n        y();\n    }");
    student.say("מה שלומכם (היום)?");
    Locator text = student.messages().locator(".msg-text");
    assertThat(text.nth(0)).hasJSProperty("innerText", "if (x) {\n    y();\n}\n");
    assertThat(text.nth(1)).hasCSS("direction", "rtl");
    assertThat(text.nth(0)).hasCSS("direction", "ltr");
  }

  /** An input method, as Chromium's protocol plays it. */
  private static final class Ime {
    private final CDPSession chromium;

    Ime(Page page) {
      chromium = page.context().newCDPSession(page);
    }

    void composes(String text) {
      JsonObject composition = new JsonObject();
      composition.addProperty("text", text);
      composition.addProperty("selectionStart", text.length());
      composition.addProperty("selectionEnd", text.length());
      chromium.send("Input.imeSetComposition", composition);
    }

    /** A key while something is composed goes to the input method; the page is told of it under the code of all such keys. */
    void hears(String key) {
      JsonObject pressed = new JsonObject();
      pressed.addProperty("type", "rawKeyDown");
      pressed.addProperty("key", key);
      pressed.addProperty("code", key);
      pressed.addProperty("windowsVirtualKeyCode", 229);
      chromium.send("Input.dispatchKeyEvent", pressed);
    }

    void takes(String text) {
      JsonObject word = new JsonObject();
      word.addProperty("text", text);
      chromium.send("Input.insertText", word);
    }
  }
}
