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

/** {@code security.md} names a test for each thing it says: what it names must be there. */
class SecurityListTests {

  private static final Pattern NAMED = Pattern.compile("`(\\w+Tests)(?:#(\\w+))?`");

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
}
