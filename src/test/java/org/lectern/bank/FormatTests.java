package org.lectern.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions as other programs and people write them. */
class FormatTests {

  private static final List<String> YES_AND_NO = List.of("Yes", "No");

  // ---- GIFT, mostly examples of Moodle's documentation ----

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      Who's buried in Grant's tomb? {=Grant ~no one ~Napoleon}            | SINGLE   | Grant,no one,Napoleon | Grant   |
      Grant is {~buried =entombed ~living} in Grant's tomb.                | SINGLE   | buried,entombed,living | entombed |
      Two of them? {~%50%Grant ~%50%his wife ~%-100%nobody}                | MULTIPLE | Grant,his wife,nobody | Grant,his wife |
      Grant is buried there. {FALSE}                                       | YES_NO   | Yes,No | No  |
      The sun rises in the east.{T#No, it does#Yes}                        | YES_NO   | Yes,No | Yes |
      Two plus two equals {=four =4}                                       | TEXT     |        | four,4 |
      When was Ulysses S. Grant born? {#1822:5}                            | NUMBER   |        | 1822 | 5
      What is pi to 3 places? {#3.14159:0.0005}                            | NUMBER   |        | 3.14159 | 0.0005
      What is pi? {#3.141..3.142}                                          | NUMBER   |        | 3.1415 | 0.0005
      When was he born? {#=1822:0 =%50%1822:2}                             | NUMBER   |        | 1822 | 0
      Write about Grant. {}                                                | TEXT     |        |      |
      [html]<p>What is 1&lt;2?</p>{TRUE}                                   | YES_NO   | Yes,No | Yes |
      What is \\{x\\: 2 \\= 3\\}? {=none \\~ at all ~all}                  | SINGLE   | none ~ at all,all | none ~ at all |
      How well? {~1 ~2 ~3 ~4 ~5}                                           | SCALE    |        |      |
      """)
  void giftIsReadAsMoodleMeansIt(String gift, Kind kind, String options, String right, Double tolerance) {
    Content content = one(Format.GIFT, gift).content();
    assertThat(content.kind()).isEqualTo(kind);
    assertThat(String.join(",", content.options())).isEqualTo(options == null ? "" : options);
    assertThat(String.join(",", content.rightInWords())).isEqualTo(right == null ? "" : right);
    if (tolerance != null) {
      assertThat(content.tolerance()).isCloseTo(tolerance, org.assertj.core.data.Offset.offset(1e-9));
    }
  }

  @Test
  void titlesCommentsCategoriesTagsAndReasonsOfGiftAreUnderstood() {
    List<Found> found =
        Format.GIFT.read(
            """
            // written in spring
            $CATEGORY: $course$/top/Week 6/Subduction

            // [id:q1] [tag:exam] [tag:basics]
            ::Q1:: Why does it \\= sink? {
              =It is denser#Cold basalt is heavy.
              ~It is thinner

              ~It is faster
            }

            ::Q2::[markdown]Where?{=Peru####Because of
            the trench.}
            """,
            YES_AND_NO);
    assertThat(found).hasSize(2).allMatch(Found::isUsable);
    assertThat(found.getFirst().content().text()).isEqualTo("Why does it = sink?");
    assertThat(found.getFirst().content().tags()).containsExactly("exam", "basics", "Subduction");
    assertThat(found.getFirst().content().why()).isEqualTo("Cold basalt is heavy.");
    assertThat(found.getFirst().content().options()).hasSize(3);
    assertThat(found.getLast().content().why()).isEqualTo("Because of\nthe trench.");
    assertThat(found.getLast().line()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      What is {=this                            | bank.import.brace
      Which? {=a -> b =c -> d}                  | bank.import.matching
      How many? {#many}                         | bank.import.number
      Which? {1:MC:=a~b}                        | bank.import.unknown
      Which? {=a}                               |
      Which? {~a =a}                            | bank.wrong.same
      {=a ~b}                                   | bank.wrong.text
      """)
  void whatGiftSaysAndLecternCannotKeepIsSaidAtItsLine(String gift, String complaint) {
    Found found = one(Format.GIFT, gift);
    assertThat(found.wrong().stream().map(Content.Wrong::key).findFirst().orElse(null)).isEqualTo(complaint);
  }

  // ---- Aiken ----

  @Test
  void aikenIsRead() {
    List<Found> found =
        Format.AIKEN.read("Is Paris in\nFrance?\nA) Yes\nB) No\nANSWER: A\n\nWhich?\nA. one\nB. two\nANSWER: c\n\nLast?\nA. one\nB. two\n", YES_AND_NO);
    assertThat(found.getFirst().content().kind()).isEqualTo(Kind.YES_NO);
    assertThat(found.getFirst().content().text()).isEqualTo("Is Paris in France?");
    assertThat(found.stream().skip(1).flatMap(one -> one.wrong().stream()).map(Content.Wrong::key)).containsExactly("bank.import.noSuchLetter", "bank.import.noAnswer");
  }

  // ---- plain text ----

  @Test
  void aPasteFromADocumentIsUnderstoodAndOnlyGuessesAreAmber() {
    List<Found> found =
        Format.PLAIN.read(
            """
            1. What do seismographs record?
            a) Ground movement *
            b) Air pressure
            c) Temperature
            ! The needle stays, the ground moves.

            2. S waves cannot pass through
            a) rock
            b) liquids *
            c) ice
            # week 7, waves

            3. Name one city on the Ring of Fire.

            4. How fast, in cm?
            = 7 ± 2
            Which ones?

            - Tokyo *
            """,
            YES_AND_NO);
    assertThat(found).extracting(one -> one.content().kind()).containsExactly(Kind.SINGLE, Kind.SINGLE, Kind.TEXT, Kind.NUMBER, Kind.TEXT);
    assertThat(found.getFirst().content().rightInWords()).containsExactly("Ground movement");
    assertThat(found.getFirst().content().why()).isEqualTo("The needle stays, the ground moves.");
    assertThat(found.get(1).content().tags()).containsExactly("week 7", "waves");
    assertThat(found.get(2).guess()).isNotNull();
    assertThat(found.get(2).otherwise().content().kind()).isEqualTo(Kind.CLOUD);
    assertThat(found.get(0).guess()).isNull();
    assertThat(found.get(3).content().tolerance()).isEqualTo(2.0);
  }

  @Test
  void lettersAfterAnEmptyLineAndNumbersWithoutOneBelongWhereTheyBelong() {
    List<Found> found = Format.PLAIN.read("1) First?\n\na. one *\n\nb. two\n2) Second?\na. three\nb. four *", YES_AND_NO);
    assertThat(found).extracting(one -> one.content().options()).containsExactly(List.of("one", "two"), List.of("three", "four"));
  }

  @Test
  void aRowOfATableIsAQuestion() {
    List<Found> found = Format.PLAIN.read("Which coast?\tChile *\tBrazil\nDoes it rain?\tYes\tNo *\n", YES_AND_NO);
    assertThat(found).extracting(one -> one.content().kind()).containsExactly(Kind.SINGLE, Kind.YES_NO);
    assertThat(found.getLast().content().rightInWords()).containsExactly("No");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ::a::b {=c}                    | GIFT
      Grant is dead. {T}             | GIFT
      Which {brace} is it?           | PLAIN
      Q\\nA. x\\nB. y\\nANSWER: B    | AIKEN
      1. Which?\\na) b *             | PLAIN
      """)
  void whatATextIsWrittenInIsFoundOut(String text, Format format) {
    assertThat(Format.of(text.replace("\\n", "\n"))).isEqualTo(format);
  }

  // ---- there and back ----

  @ParameterizedTest
  @EnumSource(Format.class)
  void whatIsWrittenIsReadBackAsItWas(Format format) {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Content> contents = IntStream.range(0, 6).mapToObj(i -> some(random)).toList();
      String written = format.write(contents);
      List<Content> kept = contents.stream().filter(format::canSay).toList();
      List<Content> read = format.read(written, YES_AND_NO).stream().map(Found::content).toList();
      assertThat(read).as("seed %s of%n%s", seed, written).isEqualTo(format == Format.AIKEN ? kept.stream().map(FormatTests::asAiken).toList() : kept);
    }
  }

  private static Content asAiken(Content content) {
    return Content.of(content.kind(), content.text(), content.options(), content.right(), null, "", List.of());
  }

  /** Any question that can be kept, with everything in it that means something in one of the formats. */
  private static Content some(Random random) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    int answers = 2 + random.nextInt(4);
    List<String> options = kind == Kind.YES_NO ? YES_AND_NO : kind.hasOptions() ? IntStream.range(0, answers).mapToObj(i -> words(random) + i + end(random)).toList() : List.of();
    List<String> right =
        switch (kind) {
          case SINGLE, YES_NO -> random.nextInt(4) == 0 ? List.of() : List.of(Integer.toString(random.nextInt(options.size())));
          case MULTIPLE -> IntStream.range(0, answers).filter(i -> random.nextBoolean()).mapToObj(Integer::toString).toList();
          case SCALE, CLOUD, ORDER -> List.of();
          case POINT -> random.nextBoolean() ? List.of() : List.of("480,300,%s,90".formatted(random.nextInt(1, 500)), words(random));
          case NUMBER -> random.nextInt(4) == 0 ? List.of() : List.of(Numbers.plain(random.nextInt(-900, 900) / 8.0));
          case TEXT -> IntStream.range(0, random.nextInt(3)).mapToObj(i -> words(random) + i).toList();
        };
    Double tolerance = kind == Kind.NUMBER && !right.isEmpty() && random.nextBoolean() ? random.nextInt(0, 40) / 4.0 : null;
    String why = random.nextBoolean() ? "" : words(random) + "\n" + words(random);
    List<String> tags = IntStream.range(0, random.nextInt(3)).mapToObj(i -> "tag " + i).toList();
    return Content.of(kind, words(random), options, right, tolerance, why, tags);
  }

  private static String end(Random random) {
    return random.nextInt(4) == 0 ? "*" : random.nextInt(4) == 0 ? "\\" : "";
  }

  private static String words(Random random) {
    List<String> pieces = List.of("~", "=", "#", "{", "}", ":", "::", "\\", "*", "!", "[single]", "[html]", "a)", "1.", "//", "$CATEGORY:", "ünï", "שלום", "<b>", "&amp;", "%50%", "?", "x", "\\n", "T", "- ");
    List<String> chosen = new ArrayList<>(List.of("W"));
    IntStream.range(0, 1 + random.nextInt(6)).forEach(i -> chosen.add(pieces.get(random.nextInt(pieces.size()))));
    if (random.nextInt(3) == 0) {
      chosen.removeFirst();
      chosen.add("w");
    }
    return chosen.stream().collect(Collectors.joining(" "));
  }

  // ---- those who mean no good, and accidents ----

  @ParameterizedTest
  @EnumSource(Format.class)
  void aTextOfAMillionCharactersIsReadInTime(Format format) {
    for (String piece : List.of("{", "~%", "1. a\na) b\n", "\\", "ANSWER: A\n", "a\t", "[html]<")) {
      String text = piece.repeat(1_000_000 / piece.length());
      long from = System.nanoTime();
      List<Found> found = format.read(text, YES_AND_NO);
      found.forEach(one -> one.tagged(List.of("tag")));
      assertThat((System.nanoTime() - from) / 1_000_000).as("ms for %s", piece).isLessThan(10_000);
    }
  }

  @Test
  void aThousandAnswersAreSaidToBeTooMany() {
    String text = "Which?\n" + IntStream.range(0, 1_000).mapToObj(i -> "- answer " + i).collect(Collectors.joining("\n"));
    assertThat(one(Format.PLAIN, text).wrong()).extracting(Content.Wrong::key).containsExactly("bank.wrong.options");
  }

  @RepeatedTest(20)
  void whateverIsPastedIsReadWithoutFailing(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    String text = IntStream.range(0, 400).mapToObj(i -> random.nextInt(3) == 0 ? "\n" : words(random)).collect(Collectors.joining(" "));
    for (Format format : Format.values()) {
      assertThat(format.read(text, YES_AND_NO)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   \n\n ", "// only a comment", "$CATEGORY: x"})
  void nothingIsFoundInNothing(String text) {
    assertThat(Format.GIFT.read(text, YES_AND_NO)).isEmpty();
  }

  private static Found one(Format format, String text) {
    List<Found> found = format.read(text, YES_AND_NO);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
