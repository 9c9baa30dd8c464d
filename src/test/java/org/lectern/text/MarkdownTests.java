package org.lectern.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MarkdownTests {

  private static final Markdown.Images IMAGES = id -> Optional.of("/images/" + id);

  static Stream<JsonNode> cases() throws IOException {
    String json = Files.readString(Path.of("src/test/resources/fixtures/text/markdown.json"));
    return StreamSupport.stream(new JsonMapper().readTree(json).spliterator(), false);
  }

  /** What has been tried on other renderers: much of one thing, and things in things. */
  static Stream<String> bombs() {
    return Stream.of(
            "*", "**", "_", "*a ", "a**b", "`", "` `` ", "[", "![", "[a](", "](", "<", "<a", "<!--", "&", "\\", ">", "> ", "- ", "1. ", "\n", "> \n",
            "- a\n", "$", "$$", "$a", "$a$", "$\\frac", "[a]:", "[a](b)", "https://", "https://a(", "~~~\n", "```", "\t", "\ufdd0", "|", "a\n", "***a",
            "[*a*](", "*[", "<a@b>", "\n- ", ">\n- ")
        .map(one -> one.repeat(20_000 / one.length()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsWrittenIsShownAsTheTableSays(JsonNode one) {
    assertThat(Markdown.html(one.get("source").stringValue(), IMAGES)).isEqualTo(one.get("html").stringValue());
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void muchOfOneThingIsWrittenAtOnceAndNoLongerThanItsSource(String bomb) {
    String html = Assertions.assertTimeout(Duration.ofSeconds(2), () -> Markdown.html(bomb, IMAGES));
    assertThat(html.length()).isLessThan(bomb.length() * 30 + 1_000);
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void whatIsTooLongIsText(String bomb) {
    assertThatCode(() -> Markdown.html(bomb + "*a*".repeat(10), IMAGES)).doesNotThrowAnyException();
  }
}
