package org.lectern.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.support.Browsers;
import org.lectern.support.RunningServer;
import org.springframework.core.io.ClassPathResource;

/**
 * Picture and sound from one browser to another through the packaged server, measured. The camera shows the time and the
 * microphone sounds it, so what arrives tells its age; see {@code src/docs/performance.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaBenchmarks {

  static final int LECTURE = 1;
  private static final int SECONDS = Integer.getInteger("bench.seconds", 20);
  private static final int SETTLED_MILLIS = 5_000;
  private static final Duration OUTAGE = Duration.ofSeconds(3);
  private static final int OUTAGE_AND_AFTER_MILLIS = 9_000;
  static final String ANEW = "() => { for (const list of ['picture', 'sound', 'gaps']) seen[list] = []; seen.waits = seen.bytes = 0; }";

  private static final Browser.NewContextOptions WITHOUT_POLICY = new Browser.NewContextOptions().setBypassCSP(true);

  static final String DEVICES =
      """
      async () => {
        const {clockCamera, clockMicrophone} = await import('/js/media-test/signals.js');
        navigator.mediaDevices.getUserMedia = async ({video}) =>
          new MediaStream([video ? clockCamera(640, 360, 30) : await clockMicrophone(new AudioContext({sampleRate: 48000}))]);
      }""";

  static final String WATCH =
      """
      async video => {
        const {age, ear} = await import('/js/media-test/signals.js');
        const seen = window.seen = {picture: [], sound: [], gaps: [], waits: 0, bytes: 0};
        const context = new AudioContext({sampleRate: 48000, latencyHint: 'interactive'});
        await context.resume();
        context.createMediaElementSource(video).connect(await ear(context, ms => seen.sound.push(ms)));
        video.addEventListener('waiting', () => seen.waits++);
        document.querySelector('lectern-room').stage.addEventListener('bytes', ({detail}) => seen.bytes += detail.byteLength);
        let last = 0;
        const shown = now => {
          const ms = age(video, video.videoWidth, video.videoHeight);
          if (ms !== null) seen.picture.push(ms);
          if (last) seen.gaps.push(now - last);
          last = now;
          video.requestVideoFrameCallback(shown);
        };
        video.requestVideoFrameCallback(shown);
      }""";

  @TempDir static Path home;

  private Browsers browsers;
  private RunningServer server;
  private List<Long> publishing;

  /** A lecture that is on, with camera and microphone. */
  @BeforeAll
  void aLectureIsOn() {
    browsers = new Browsers();
    server = RunningServer.start(home, List.of("-Xms1g", "-Xmx2g"), "--lectern.demo=true").withSample();
    Set<Long> before = chromiums();
    String here = "http://localhost:" + server.port();
    Page publisher = room(server, withSignals(browsers.open()), here, "amara");
    publishing = chromiums().stream().filter(pid -> !before.contains(pid)).toList();
    publisher.evaluate(DEVICES);
    for (String button : List.of("Start session", "Camera", "Mic")) {
      publisher.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).first().click();
    }
  }

  @AfterAll
  void itIsOver() {
    server.close();
    browsers.close();
  }

  @Test
  void glassToGlass() {
    measure("on loopback", "http://localhost:" + server.port(), browsers::open, () -> {});
  }

  /** A line of 50 ms there and back that loses some of what passes, and then everything for three seconds. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 3})
  void overABadLine(double loss) {
    String site = "http://%s:%d".formatted(BadLine.ADDRESS, server.port());
    try (BadLine line = new BadLine(new LoadGenerator(Path.of("target/bench")), 25, loss)) {
      measure("over a line of 50 ms that loses %.0f %%".formatted(loss), site,
          () -> browsers.open(line.browser(), "--unsafely-treat-insecure-origin-as-secure=" + site), () -> line.cutFor(OUTAGE));
    }
  }

  private void measure(String where, String site, Supplier<Browser> viewers, Runnable outage) {
    Set<Long> others = chromiums();
    Browser watching = viewers.get();
    Page viewer = room(server, withSignals(watching), site, "lena");
    List<Long> viewing = chromiums().stream().filter(pid -> !others.contains(pid)).toList();
    Locator video = viewer.locator(".cam video").first();
    video.evaluate(WATCH);
    viewer.waitForTimeout(SETTLED_MILLIS);
    viewer.evaluate(ANEW);
    List<List<Long>> processes = List.of(publishing, viewing, List.of(server.pid()));
    List<Double> before = processes.stream().map(MediaBenchmarks::seconds).toList();
    viewer.waitForTimeout(SECONDS * 1_000);

    List<Double> picture = numbers(viewer, "picture");
    List<Double> sound = numbers(viewer, "sound");
    Table.print("%nglass to glass %s, %d s, 640x360 at 30 frames", where, SECONDS);
    Table.print("picture p50 %.0f p95 %.0f ms of %d", quantile(picture, .5), quantile(picture, .95), picture.size());
    Table.print("sound p50 %.0f p95 %.0f ms of %d", quantile(sound, .5), quantile(sound, .95), sound.size());
    Table.print("sound behind picture, medians of the first tenth %.0f, of all %.0f, of the last tenth %.0f ms",
        part(viewer, "sound", 0) - part(viewer, "picture", 0), quantile(sound, .5) - quantile(picture, .5),
        part(viewer, "sound", 9) - part(viewer, "picture", 9));
    Table.print("longest without a new picture %.0f ms, stalls %s", quantile(numbers(viewer, "gaps"), 1), viewer.evaluate("seen.waits"));
    Table.print("to the viewer %.0f kbit/s", ((Number) viewer.evaluate("seen.bytes")).doubleValue() * 8 / 1_000 / SECONDS);
    Table.print("processor, of one core: publisher %.0f %%, viewer %.0f %%, server %.0f %%",
        spent(processes, before, 0), spent(processes, before, 1), spent(processes, before, 2));
    viewer.evaluate(ANEW);
    outage.run();
    viewer.waitForTimeout(OUTAGE_AND_AFTER_MILLIS);
    List<Double> after = numbers(viewer, "picture.slice(-60)");
    Table.print("nine seconds more, three of them without a line where there is one to cut: longest without a new picture %.0f ms, picture p50 %.0f ms again",
        quantile(numbers(viewer, "gaps"), 1), quantile(after, .5));
    watching.close();
  }

  static Page room(RunningServer server, BrowserContext context, String site, String name) {
    String cookie = server.signIn(name + "@lectern.example", "lectern-demo");
    context.addCookies(List.of(new Cookie("SESSION", cookie.substring("SESSION=".length())).setUrl(site)));
    Page page = context.newPage();
    page.navigate(site + "/lectures/" + LECTURE);
    return page;
  }

  static BrowserContext withSignals(Browser browser) {
    BrowserContext context = browser.newContext(WITHOUT_POLICY);
    context.route("**/js/media-test/signals.js", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/javascript").setBody(signals())));
    return context;
  }

  /** The packaged application has no signals to be measured by; its policy would keep out what reads them. */
  private static String signals() {
    String worklet = Base64.getEncoder().encodeToString(text("signals.worklet.js").getBytes(StandardCharsets.UTF_8));
    return text("signals.js").replace("new URL(\"./signals.worklet.js\", import.meta.url)", "\"data:text/javascript;base64,%s\"".formatted(worklet));
  }

  private static String text(String name) {
    try {
      return new ClassPathResource("static/js/media-test/" + name).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  static Set<Long> chromiums() {
    return ProcessHandle.current().descendants()
        .filter(process -> process.info().command().orElse("").contains("chrom"))
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private static double spent(List<List<Long>> processes, List<Double> before, int which) {
    return 100 * (seconds(processes.get(which)) - before.get(which)) / SECONDS;
  }

  /** What processes have used of a processor, those they started included. */
  private static double seconds(List<Long> pids) {
    return pids.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .distinct()
        .mapToDouble(process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1_000.0)
        .sum();
  }

  /** The median of one tenth of what was seen, in the order it was seen. */
  private static double part(Page page, String name, int tenth) {
    String slice = "%1$s.slice(seen.%1$s.length * %2$d / 10, seen.%1$s.length * %3$d / 10)";
    return quantile(numbers(page, slice.formatted(name, tenth, tenth + 1)), .5);
  }

  @SuppressWarnings("unchecked")
  static List<Double> numbers(Page page, String name) {
    return ((List<Number>) page.evaluate("seen." + name)).stream().map(Number::doubleValue).sorted(Comparator.naturalOrder()).toList();
  }

  static double quantile(List<Double> sorted, double part) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size()));
  }
}
