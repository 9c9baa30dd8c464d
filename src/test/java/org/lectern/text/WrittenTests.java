package org.lectern.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTests {

  static Stream<Arguments> names() {
    return Stream.of(
        arguments("  Lena   Fischer ", "Lena Fischer"),
        arguments("Lena\u00a0Fischer", "Lena Fischer"),
        arguments("Lena\u3000Fischer", "Lena Fischer"),
        arguments("Lena\r\nFischer\u2028Ito", "Lena Fischer Ito"),
        arguments("Le\u200bna", "Lena"),
        arguments("\ufeffLena\u2060", "Lena"),
        arguments("Le\u00adna", "Lena"),
        arguments("Lena \u202eadmin", "Lena admin"),
        arguments("\u2067Lena", "Lena"),
        arguments("\u2067Lena\u2069", "Lena"),
        arguments("\u202bLena\u202c", "Lena"),
        arguments("e\u0301mile", "émile"),
        arguments("Zo\u0000e\u0007", "Zo e"),
        arguments("\ud800Lena", "\ufffdLena"),
        // what is spelt with them keeps the letters that join
        arguments("می\u200cخواهم", "می\u200cخواهم"),
        arguments("क्\u200dष", "क्\u200dष"),
        arguments("ශ්\u200dරී", "ශ්\u200dරී"),
        arguments("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        arguments("👩🏽\u200d🔬", "👩🏽\u200d🔬"),
        arguments("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        arguments("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
        arguments("Le\u200dna\u200c", "Lena"),
        arguments("A\udb40\udc61", "A"),
        arguments("נועה\u200f (3)", "נועה\u200f (3)"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameIsKeptAsItIsSeen(String typed, String kept) {
    assertThat(Written.line(typed)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u200b", "\u00a0", "\u202e", "\u2800", "\u3164", "\uffa0", "\u115f\u1160", "\u00ad", "\u200d", "\u180e", "\ufe0f", "\u0301", "\ue000", "\u200e"})
  void whatNobodySeesIsNothing(String typed) {
    assertThat(Written.line(typed)).isEmpty();
    assertThat(Written.lines(typed + "\n" + typed)).isEmpty();
  }

  static Stream<Arguments> messages() {
    return Stream.of(
        arguments("    return 1\n  }\n", "    return 1\n  }"),
        arguments("\n\n  \n\tif x:\n\n\t\ty\n", "\tif x:\n\n\t\ty"),
        arguments("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        arguments("a  b   c", "a  b   c"),
        arguments("10\u00a0%", "10\u00a0%"),
        arguments("a\u0000b\u001bc", "abc"),
        arguments("\u2067שלום\u2069!", "\u2067שלום\u2069!"),
        arguments("\u2067שלום!\nnext\u2069", "שלום!\nnext"),
        arguments("access \u202elive\u202c", "access live"),
        arguments("\u202aa\u2067b\u202cc\u2069", "a\u2067bc\u2069"),
        arguments("\u2069\u202ca", "a"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageKeepsItsLinesAndSpaces(String typed, String kept) {
    assertThat(Written.lines(typed)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"👩\u200d👩\u200d👧👩\u200d👩\u200d👧", "e\u0301e\u0301e\u0301e\u0301e\u0301", "𠮷𠮷𠮷𠮷𠮷𠮷", "नमस्तेनमस्ते"})
  void nothingIsCutInsideACharacter(String text) {
    for (int most = 0; most <= text.length(); most++) {
      String first = Written.firstOf(text, most);
      String last = Written.lastOf(text, most);
      assertThat(first.length()).isLessThanOrEqualTo(most);
      assertThat(last.length()).isLessThanOrEqualTo(most);
      assertThat(Graphemes.edgeBefore(text, first.length())).isEqualTo(first.length());
      assertThat(Graphemes.edgeAfter(text, text.length() - last.length())).isEqualTo(text.length() - last.length());
    }
  }
}
