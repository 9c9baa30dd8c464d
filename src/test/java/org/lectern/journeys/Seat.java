package org.lectern.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.lectern.lecture.Lecture;
import org.lectern.lecture.LectureId;

/** A person in a room, in a browser of their own: what they do and what they see there. */
final class Seat implements AutoCloseable {

  /** The machine of the tests may be busy. */
  private static final double PATIENCE_MILLIS = 60_000;

  private final BrowserContext context;
  private final List<String> complaints = new ArrayList<>();
  private final String room;
  final Page page;

  private Seat(BrowserContext context, String room) {
    this.context = context;
    this.room = room;
    this.page = context.newPage();
    page.setDefaultNavigationTimeout(PATIENCE_MILLIS);
    page.onPageError(complaints::add);
  }

  /**
   * Takes a seat: opens the room and waits until it is live. Who says nothing else sits in Berlin, writes as the British do, and has been here
   * before.
   *
   * @param cookie of a browser in which the person has signed in
   */
  static Seat take(Browser browser, int port, String cookie, Lecture lecture) {
    return take(browser, port, cookie, lecture, new Browser.NewContextOptions());
  }

  static Seat take(
      Browser browser, int port, String cookie, Lecture lecture, Browser.NewContextOptions options) {
    return take(browser, port, cookie, lecture.id(), options);
  }

  static Seat take(Browser browser, int port, String cookie, LectureId lecture, Browser.NewContextOptions options) {
    String site = "http://localhost:" + port;
    options.setTimezoneId(options.timezoneId == null ? "Europe/Berlin" : options.timezoneId);
    BrowserContext context = browser.newContext(options.setLocale(options.locale == null ? "en-GB" : options.locale));
    context.addCookies(
        List.of(
            new Cookie("SESSION", cookie.substring(cookie.indexOf('=') + 1)).setUrl(site),
            new Cookie("zone", options.timezoneId).setUrl(site)));
    Seat seat = new Seat(context, site + "/lectures/" + lecture);
    seat.enter();
    assertThat(seat.room()).hasAttribute("data-line", Pattern.compile("live|slow"));
    return seat;
  }

  void enter() {
    page.navigate(room);
  }

  /** Goes to where one checks one's devices. */
  void checksDevices() {
    page.navigate(room + "/prepare");
  }

  /** The same person, in one more tab. */
  Page anotherTab() {
    return anotherTab(room);
  }

  /** The same at another address. */
  Page anotherTab(String address) {
    Page tab = context.newPage();
    tab.navigate(address);
    return tab;
  }

  void signOutElsewhere() {
    context.clearCookies();
  }

  Locator room() {
    return page.locator("lectern-room");
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator dialogButton(String name) {
    return page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  Locator tab(String name) {
    return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
  }

  /** Messages that were said, not those still under way. */
  Locator messages() {
    return page.locator("lectern-chat [data-part=messages] .msg");
  }

  Locator unsent() {
    return page.locator("lectern-chat [data-part=outbox] .msg");
  }

  Locator slide() {
    return page.locator("lectern-slides canvas");
  }

  Locator people() {
    return page.locator("lectern-people [data-part=room] .person");
  }

  void say(String text) {
    page.getByLabel("Message everyone").fill(text);
    button("Send").click();
  }

  void reads(String text) {
    assertThat(messages().filter(new Locator.FilterOptions().setHasText(text))).hasCount(1);
  }

  void seesSlide(int number) {
    assertThat(slide()).hasAttribute("data-page", String.valueOf(number));
  }

  void hasOn(String device) {
    assertThat(button(device)).hasAttribute("aria-pressed", "true");
  }

  void hasOff(String device) {
    assertThat(button(device)).hasAttribute("aria-pressed", "false");
  }

  /** The lecture's time, as this person's page knows it. */
  double lectureMillis() {
    return ((Number) page.evaluate("document.querySelector('lectern-room').stage.clock.at()")).doubleValue();
  }

  void startsTheSession() {
    button("Start session").click();
    assertThat(room()).hasAttribute("data-phase", "live");
  }

  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    context.close();
  }
}
