package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlideTitlesTests {

  @Test
  void aLongTitleIsCutAtItsEndAndNeverThroughACharacter() {
    String volcanoes = "\uD83C\uDF0B".repeat(60);

    assertThat(SlideTitles.shortened("Inside the Earth")).isEqualTo("Inside the Earth");
    assertThat(SlideTitles.shortened("a".repeat(91))).isEqualTo("a".repeat(89) + "…");
    assertThat(SlideTitles.shortened(volcanoes)).isEqualTo("\uD83C\uDF0B".repeat(44) + "…");
    assertThat(SlideTitles.shortened("a" + volcanoes)).isEqualTo("a" + "\uD83C\uDF0B".repeat(44) + "…");
  }
}
