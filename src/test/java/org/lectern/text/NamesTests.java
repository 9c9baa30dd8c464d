package org.lectern.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lectern.text.SentencesWithNames.Isolating;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NamesTests {

  static Stream<JsonNode> initials() throws IOException {
    return fixture("initials");
  }

  static Stream<JsonNode> folded() throws IOException {
    return fixture("folded");
  }

  private static Stream<JsonNode> fixture(String name) throws IOException {
    String json = Files.readString(Path.of("src/test/resources/fixtures/text/" + name + ".json"));
    return StreamSupport.stream(new JsonMapper().readTree(json).spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("initials")
  void initialsAreWholeCharacters(JsonNode one) {
    assertThat(Initials.of(one.get("name").stringValue())).isEqualTo(one.get("initials").stringValue());
  }

  @ParameterizedTest
  @MethodSource("folded")
  void searchIsWithoutAccentsAndCase(JsonNode one) {
    assertThat(Folded.of(one.get("text").stringValue())).isEqualTo(one.get("folded").stringValue());
  }

  @Test
  void orderIsThatOfTheReadersLanguage() {
    List<String> names = List.of("Zoe", "Ödön", "Łukasz", "adam", "Émile", "Lea", "Eva", "Bob", "Ola");
    assertThat(names.stream().sorted(Alphabet.by(Function.identity(), Locale.ENGLISH)))
        .containsExactly("adam", "Bob", "Émile", "Eva", "Lea", "Łukasz", "Ödön", "Ola", "Zoe");
    assertThat(names.stream().sorted(Alphabet.by(Function.identity(), Locale.of("sv"))).toList().getLast()).isEqualTo("Ödön");
    assertThat(Stream.of("Woche 10", "Woche 2").sorted(Alphabet.by(Function.identity(), Locale.GERMAN))).containsExactly("Woche 2", "Woche 10");
  }

  @ParameterizedTest
  @CsvSource({
    "Dr. Amara Osei, Аmara Osei, true", // a Cyrillic А
    "Dr. Amara Osei, Amara  Osei, true",
    "Dr. Amara Osei, AMARA OSEI, true",
    "Dr. Amara Osei, Dr. Ámara Osei, true",
    "Dr. Amara Osei, Dr. Αmara Οsei, true", // Greek letters
    "Paul Lin, PauI Lin, true", // a large i
    "Tom Okoro, Tom 0koro, true",
    "Dr. Amara Osei, Amira Osei, false",
    "Dr. Amara Osei, Lena Fischer, false"
  })
  void namesThatLookAlikeAreFound(String teacher, String other, boolean alike) {
    assertThat(new LookAlikes(List.of(teacher)).has(other)).isEqualTo(alike);
  }

  @Test
  void aNameFromRightToLeftIsClosedOffInASentence() {
    Isolating sentences = new Isolating();
    sentences.setBasename("messages");
    sentences.setDefaultEncoding("UTF-8");
    assertThat(sentences.getMessage("shell.account", new Object[] {"נועה (3)"}, Locale.ENGLISH)).isEqualTo("\u2068נועה (3)\u2069, account");
    assertThat(sentences.getMessage("shell.account", new Object[] {"Lena (3)"}, Locale.ENGLISH)).isEqualTo("Lena (3), account");
    assertThat(Isolates.joined(List.of("Lena", "مريم"))).isEqualTo("Lena, \u2068مريم\u2069");
  }
}
