package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lectern.web.Sentences.Sentence;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.StringUtils;

class SentencesTests {

  private static final Pattern ASKED = Pattern.compile("\\bwords\\(\"([\\w.-]+)\"");

  private final List<String> files = List.of(StringUtils.commaDelimitedListToStringArray(settings().getProperty("spring.messages.basename")));
  private final Sentences sentences = new Sentences(files);

  @Test
  void sentencesOfEveryFileAreFoundByTheBeginningOfTheirKeys() {
    assertThat(sentences.under("words."))
        .contains(new Sentence("hands.nth", "number {n} in line"), new Sentence("connecting", "Connecting"))
        .extracting(Sentence::key)
        .doesNotHaveDuplicates()
        .doesNotContain("room.hands");
  }

  @Test
  void theFileOfEachBehaviourIsListed() throws IOException {
    assertThat(files).containsAll(all("classpath:messages/*.properties").map(file -> "messages/" + StringUtils.stripFilenameExtension(file.getFilename())).toList());
  }

  @Test
  void whateverTheScriptsOfTheRoomAskForIsThere() throws IOException {
    Set<String> asked =
        Stream.of("behaviours", "room", "replay", "lecture")
            .flatMap(folder -> all("classpath:static/js/%s/**/*.js".formatted(folder)))
            .flatMap(script -> ASKED.matcher(text(script)).results())
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(asked).hasSizeGreaterThan(50);
    assertThat(sentences.under("words.")).extracting(Sentence::key).containsAll(asked);
  }

  private static Properties settings() {
    try (InputStream settings = new ClassPathResource("application.properties").getInputStream()) {
      Properties read = new Properties();
      read.load(settings);
      return read;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<Resource> all(String pattern) {
    try {
      return Stream.of(new PathMatchingResourcePatternResolver().getResources(pattern));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String text(Resource file) {
    try {
      return file.getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
