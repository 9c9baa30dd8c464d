package org.lectern.support;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Real browsers with devices that show and sound something. To start one takes a second of work, so tests share one and give each person a
 * context of their own: its cookies, its storage and its connections are nobody else's. Who wants other devices starts another.
 */
public final class Browsers implements AutoCloseable {

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--autoplay-policy=no-user-gesture-required",
          "--disable-background-timer-throttling",
          "--disable-renderer-backgrounding",
          "--disable-backgrounding-occluded-windows",
          "--use-fake-device-for-media-stream",
          "--use-fake-ui-for-media-stream",
          "--auto-select-desktop-capture-source=Entire screen");

  private final Playwright playwright =
      Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

  /** The one that tests share. It ends with the tests. */
  public static Browser shared() {
    return Shared.BROWSER;
  }

  /** Another beside it, started with more arguments. */
  public static Browser another(String... more) {
    return Shared.BROWSERS.openWith(more);
  }

  private static final class Shared {
    static final Browsers BROWSERS = new Browsers();
    static final Browser BROWSER = BROWSERS.open();
  }

  /** A browser whose camera and microphone are fakes and whose person allows everything. */
  public Browser open() {
    return openWith();
  }

  /** The same with more arguments; of two that say something different about the same the later holds. */
  public Browser openWith(String... more) {
    return open(chromium(), more);
  }

  /** The same started by another program, which knows better where. */
  public Browser open(Path program, String... more) {
    List<String> arguments = Stream.concat(ARGUMENTS.stream(), Stream.of(more)).toList();
    return playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(arguments));
  }

  private static Path chromium() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The tests need Chromium. Install it (on Debian and Ubuntu: apt-get install chromium) and run them again."));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
