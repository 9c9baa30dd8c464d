package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code security.md} names a test for each thing it says: what it names must be there, and it must be able to count. */
class SecurityListTests {

  private static final Pattern NAMED = Pattern.compile("`(\\w+Tests)(?:#(\\w+))?`");

  /** Numbers, level, what is asked for, and what became of it. */
  private static final Pattern ROW =
      Pattern.compile("^\\| ([0-9., to]+) \\| [12] \\| [^|]+ \\| \\**(met|in part|not met|does not apply)\\** \\|", Pattern.MULTILINE);

  @Test
  void everyTestItNamesExists() throws IOException {
    Map<String, Path> tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      tests =
          files
              .filter(file -> file.toString().endsWith("Tests.java"))
              .collect(Collectors.toMap(file -> file.getFileName().toString().replace(".java", ""), file -> file));
    }
    List<MatchResult> named = NAMED.matcher(Files.readString(Path.of("src/docs/security.md"))).results().toList();

    assertThat(named).hasSizeGreaterThan(80);
    for (MatchResult name : named) {
      assertThat(tests).as(name.group()).containsKey(name.group(1));
      if (name.group(2) != null) {
        assertThat(Files.readString(tests.get(name.group(1)))).as(name.group()).contains("void " + name.group(2) + "(");
      }
    }
  }

  @Test
  void itsSumIsThatOfItsRows() throws IOException {
    String list = Files.readString(Path.of("src/docs/security.md"));
    Map<String, Integer> counted =
        ROW.matcher(list).results().collect(Collectors.toMap(row -> row.group(2), row -> requirements(row.group(1)), Integer::sum));

    assertThat(list)
        .contains(
            "Of %d: %d met, %d met in part, %d not met, %d that do not apply."
                .formatted(
                    counted.values().stream().mapToInt(Integer::intValue).sum(),
                    counted.getOrDefault("met", 0),
                    counted.getOrDefault("in part", 0),
                    counted.getOrDefault("not met", 0),
                    counted.getOrDefault("does not apply", 0)));
  }

  /** A row may hold several: {@code 10.4.1 to 10.4.5, 10.5.1}. */
  private static int requirements(String numbers) {
    return Stream.of(numbers.split(", ")).mapToInt(part -> part.contains(" to ") ? last(part) - last(part.substring(0, part.indexOf(" to "))) + 1 : 1).sum();
  }

  private static int last(String number) {
    return Integer.parseInt(number.substring(number.lastIndexOf('.') + 1));
  }
}
