package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.Slides;

class SlideReaderTests {

  @TempDir Path folder;

  @Test
  void whatStandsInALayerThatIsSwitchedOffIsNeitherTitleNorReadAloud() throws IOException {
    Path pdf = Files.write(folder.resolve("quiz.pdf"), Slides.withHiddenAnswer());

    assertThat(SlideReader.titles(pdf)).containsExactly("What is the answer?");
    assertThat(SlideReader.words(pdf)).singleElement().asString().contains("What is the answer?", "even number").doesNotContain("42");
  }

  @Test
  void aLongTitleIsCutAtItsEndAndNeverThroughACharacter() {
    String volcanoes = "\uD83C\uDF0B".repeat(60);

    assertThat(SlideReader.shortened("Inside the Earth")).isEqualTo("Inside the Earth");
    assertThat(SlideReader.shortened("a".repeat(91))).isEqualTo("a".repeat(89) + "…");
    assertThat(SlideReader.shortened(volcanoes)).isEqualTo("\uD83C\uDF0B".repeat(44) + "…");
    assertThat(SlideReader.shortened("a" + volcanoes)).isEqualTo("a" + "\uD83C\uDF0B".repeat(44) + "…");
  }
}
