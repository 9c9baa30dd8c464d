package org.lectern.web.sample;

import java.time.Duration;
import java.time.Instant;
import org.lectern.LecternSettings;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says, once everything is ready, where to go and as whom. */
@Component
class StartBanner {

  private static final String SAMPLE =
      """
      Sample people, password lectern-demo:
        amara@lectern.example   teaches
        lena@lectern.example    learns, as do mei@, tomas@ and others
        admin@lectern.example   manages
      """;

  private final LecternSettings settings;

  StartBanner(LecternSettings settings) {
    this.settings = settings;
  }

  /** To standard output and not to the log: it is for the person in front of the terminal. */
  @EventListener
  void print(ApplicationReadyEvent ready) {
    if (ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
      System.out.printf(
          "%nLectern is ready%s: http://localhost:%d   (Ctrl+C stops it)%n%n", time(), web.getWebServer().getPort());
      System.out.println(settings.demo() ? SAMPLE : "");
    }
  }

  /** Since the command, and not since Spring began. */
  private static String time() {
    return ProcessHandle.current().info().startInstant()
        .map(start -> " after %.1f s".formatted(Duration.between(start, Instant.now()).toMillis() / 1000.0))
        .orElse("");
  }
}
