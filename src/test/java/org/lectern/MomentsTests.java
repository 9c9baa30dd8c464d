package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments are told in one place, and the browser's clock is asked in one. */
class MomentsTests {

  private static final Path MAIN = Path.of("src/main");

  @ParameterizedTest
  @CsvSource({
    "resources/templates, .html, '#temporals|#dates|#calendars', ''", // the reader tells it
    "java, .java, 'DateTimeFormatter\\.ofPattern|SimpleDateFormat', ''",
    "java, .java, 'DateTimeFormatter\\.ofLocalized', Reader.java",
    "resources/static/js, .js, 'Date\\.now\\(|new Date\\(', server-time.js",
    "resources/static/js, .js, 'toLocale(Time|Date)String|DateTimeFormat\\(', 'durations.js zone.js'",
    "resources/static/js, .js, 'location\\.reload\\(', 'reload.js sample-notice.js'" // the latter asks before whether its reason has gone
  })
  void noOtherPlaceDoesIt(String folder, String ending, String pattern, String places) throws IOException {
    List<String> allowed = List.of(places.split(" "));
    assertThat(files(MAIN.resolve(folder), ending)).hasSizeGreaterThan(20);
    assertThat(files(MAIN.resolve(folder), ending).filter(file -> !allowed.contains(file.getFileName().toString())))
        .allSatisfy(file -> assertThat(Pattern.compile(pattern).matcher(Files.readString(file)).results()).as(file.toString()).isEmpty());
  }

  @Test
  void everyFrameSaysWhoseTimesItTells() throws IOException {
    for (String frame : List.of("layout/app", "layout/room", "accounts/_door")) {
      assertThat(Files.readString(MAIN.resolve("resources/templates/" + frame + ".html")))
          .contains("lang=${reader?.locale()", "data-zone=${reader?.zone()}", "ui/head :: head");
    }
    assertThat(Files.readString(MAIN.resolve("resources/templates/ui/head.html"))).contains("name=\"server-time\"");
  }

  private static Stream<Path> files(Path folder, String ending) throws IOException {
    return Files.walk(folder).filter(file -> file.toString().endsWith(ending));
  }
}
