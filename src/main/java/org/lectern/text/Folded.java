package org.lectern.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A text as it is searched: without case and accents, so that <i>lukasz</i> finds Łukasz. {@code js/lib/folded.js} does the same; both
 * answer to {@code fixtures/text/folded.json}.
 */
public final class Folded {

  /** Accents and vowel points. In the Indic scripts marks are letters, and stay. */
  private static final Pattern MARKS =
      Pattern.compile("(?=\\p{Mn})[\\p{IsInherited}\\p{IsCyrillic}\\p{IsHebrew}\\p{IsArabic}\\p{IsSyriac}]");

  /** Letters that Unicode does not take apart, as people type them who do not have them. */
  private static final Map<Integer, String> LETTERS =
      Map.ofEntries(
          Map.entry((int) 'ł', "l"), Map.entry((int) 'ø', "o"), Map.entry((int) 'đ', "d"), Map.entry((int) 'ð', "d"),
          Map.entry((int) 'ħ', "h"), Map.entry((int) 'ı', "i"), Map.entry((int) 'ŧ', "t"), Map.entry((int) 'þ', "th"),
          Map.entry((int) 'ß', "ss"), Map.entry((int) 'æ', "ae"), Map.entry((int) 'œ', "oe"), Map.entry((int) 'ς', "σ"));

  private Folded() {}

  public static String of(String text) {
    if (text.chars().allMatch(letter -> letter < 0x80)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String small = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT)).replaceAll("");
    if (small.codePoints().noneMatch(LETTERS::containsKey)) {
      return small;
    }
    StringBuilder folded = new StringBuilder();
    small.codePoints().forEach(letter -> folded.append(LETTERS.getOrDefault(letter, Character.toString(letter))));
    return folded.toString();
  }

  /** Whether a text has these words somewhere; anything has nothing. */
  public static Predicate<String> having(String wanted) {
    String words = of(wanted.strip());
    return text -> of(text).contains(words);
  }
}
