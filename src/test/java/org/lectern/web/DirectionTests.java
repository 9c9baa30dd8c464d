package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people wrote may run from right to left: wherever it stands alone, or is typed, the browser finds out. */
class DirectionTests {

  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Pattern TAG = Pattern.compile("<(?!/|!|th:block)[a-zA-Z](?:[^<>\"]|\"[^\"]*\")*>");

  /** A name, title and the like, which people write; {@code word()} is one of ours. */
  private static final Pattern PEOPLES_WORDS =
      Pattern.compile("th:text=\"\\$\\{(?![^\"]*word\\(\\))[^\"]*\\b(name|title|description|reason|code)\\(\\)");

  private static final Pattern FIELD = Pattern.compile("^<(textarea\\b|input(?=\\s)(?![^>]*type=\"(?!search)))");

  @Test
  void namesAndTitlesFindTheirDirection() throws IOException {
    List<String> words = tags(PEOPLES_WORDS);
    assertThat(words).hasSizeGreaterThan(40).allMatch(tag -> tag.contains("dir=\"auto\""));
  }

  @Test
  void fieldsFindTheDirectionOfWhatIsTyped() throws IOException {
    List<String> fields = tags(FIELD).stream().filter(tag -> !tag.contains("readonly") && !tag.contains("inputmode")).toList();
    assertThat(fields).hasSizeGreaterThan(6).allMatch(tag -> tag.contains("dir=\"auto\"") || tag.contains("'auto'"));
  }

  private static List<String> tags(Pattern wanted) throws IOException {
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      return files
          .filter(Files::isRegularFile)
          .map(DirectionTests::text)
          .flatMap(page -> TAG.matcher(page).results())
          .map(MatchResult::group)
          .filter(tag -> wanted.matcher(tag).find())
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
