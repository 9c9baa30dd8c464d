package org.lectern.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.JoiningType;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed, as it is kept: what nobody sees is gone, and nothing turns or covers what stands beside it. What has nothing to be
 * seen is empty.
 *
 * <p>The letters that join two others stay where scripts and emoji need them (Persian, the Indic scripts, families of emoji), because
 * without them a word is spelt wrongly.
 */
public final class Written {

  private static final int NO_JOINER = 0x200c;
  private static final int JOINER = 0x200d;
  private static final int BLACK_FLAG = 0x1f3f4;
  private static final int BLANK_BRAILLE = 0x2800;
  private static final int VIRAMA = 9; // the combining class of what joins Indic consonants

  private Written() {}

  /** A name or a title: one line, whose spaces are plain. */
  public static String line(@Nullable String typed) {
    if (typed == null) {
      return "";
    }
    String plain = typed.replaceAll("[\\p{Z}\\p{Cc}\\u2800]+", " ");
    return seen(cleaned(plain, false).replaceAll(" {2,}", " ").strip());
  }

  /** A message or a description: its lines and their indentation as they were typed, without empty ones around them. */
  public static String lines(@Nullable String typed) {
    if (typed == null) {
      return "";
    }
    String kept =
        typed
            .replaceAll("\\r\\n?|[\\u2028\\u2029\\u0085]", "\n")
            .lines()
            .map(line -> cleaned(line, true))
            .collect(Collectors.joining("\n"));
    return seen(kept.replaceAll("^(\\h*\\n)+", "").stripTrailing());
  }

  /** The first so many UTF-16 units of a text, none of its characters cut apart. */
  public static String firstOf(String text, int most) {
    return text.length() <= most ? text : text.substring(0, Graphemes.edgeBefore(text, most));
  }

  /** The last so many, likewise. */
  public static String lastOf(String text, int most) {
    return text.length() <= most ? text : text.substring(Graphemes.edgeAfter(text, text.length() - most));
  }

  private static String seen(String text) {
    return text.codePoints().anyMatch(Written::isSeen) ? text : "";
  }

  private static boolean isSeen(int letter) {
    return switch (Character.getType(letter)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.CONTROL, Character.FORMAT,
          Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK ->
          false;
      default -> letter != BLANK_BRAILLE && !UCharacter.hasBinaryProperty(letter, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    };
  }

  /** One line of a text. @param isolates whether it may say itself in which direction a part of it runs */
  private static String cleaned(String line, boolean isolates) {
    int[] letters = Normalizer.normalize(line, Normalizer.Form.NFC).codePoints().toArray();
    BitSet balanced = isolates ? balanced(letters) : new BitSet();
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < letters.length; i++) {
      if (stays(letters, i, balanced)) {
        kept.appendCodePoint(Character.getType(letters[i]) == Character.SURROGATE ? 0xfffd : letters[i]);
      }
    }
    return kept.toString();
  }

  private static boolean stays(int[] letters, int i, BitSet balanced) {
    int letter = letters[i];
    if (letter == NO_JOINER || letter == JOINER) {
      return joins(letters, i);
    }
    if (isTag(letter)) {
      return inFlag(letters, i);
    }
    if (UCharacter.hasBinaryProperty(letter, UProperty.VARIATION_SELECTOR)) {
      return i > 0 && isSeen(letters[i - 1]);
    }
    if (letter == 0x200e || letter == 0x200f || letter == 0x61c) {
      return true; // marks of a direction end with the line and turn no letters
    }
    if (UCharacter.hasBinaryProperty(letter, UProperty.BIDI_CONTROL)) {
      return balanced.get(i);
    }
    return letter == '\t' || !Character.isISOControl(letter) && !UCharacter.hasBinaryProperty(letter, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  private static boolean joins(int[] letters, int i) {
    int before = i - 1;
    while (before >= 0 && joining(letters[before]) == JoiningType.TRANSPARENT && UCharacter.getCombiningClass(letters[before]) != VIRAMA) {
      before--;
    }
    if (before < 0) {
      return false;
    }
    int letter = letters[before];
    return UCharacter.getCombiningClass(letter) == VIRAMA
        || joining(letter) == JoiningType.DUAL_JOINING
        || joining(letter) == JoiningType.RIGHT_JOINING
        || letters[i] == JOINER && isEmoji(letter) && i + 1 < letters.length && isEmoji(letters[i + 1]);
  }

  private static int joining(int letter) {
    return UCharacter.getIntPropertyValue(letter, UProperty.JOINING_TYPE);
  }

  private static boolean isEmoji(int letter) {
    return UCharacter.hasBinaryProperty(letter, UProperty.EXTENDED_PICTOGRAPHIC)
        || UCharacter.hasBinaryProperty(letter, UProperty.EMOJI_MODIFIER)
        || UCharacter.hasBinaryProperty(letter, UProperty.EMOJI);
  }

  private static boolean isTag(int letter) {
    return letter >= 0xe0020 && letter <= 0xe007f;
  }

  private static boolean inFlag(int[] letters, int i) {
    int before = i;
    while (before >= 0 && isTag(letters[before])) {
      before--;
    }
    return before >= 0 && letters[before] == BLACK_FLAG;
  }

  /** Where embeddings and isolates stand that are closed in the same line; overrides turn letters around and are never kept. */
  private static BitSet balanced(int[] letters) {
    BitSet balanced = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < letters.length; i++) {
      switch (letters[i]) {
        case 0x202a, 0x202b, 0x2066, 0x2067, 0x2068 -> open.push(i);
        case 0x202c -> close(letters, i, false, open, balanced);
        case 0x2069 -> close(letters, i, true, open, balanced);
        default -> {}
      }
    }
    return balanced;
  }

  private static void close(int[] letters, int at, boolean isolate, Deque<Integer> open, BitSet balanced) {
    while (!open.isEmpty()) {
      boolean opensIsolate = letters[open.peek()] >= 0x2066;
      if (!isolate && opensIsolate) {
        return;
      }
      int from = open.pop();
      if (isolate == opensIsolate) {
        balanced.set(from);
        balanced.set(at);
        return;
      }
    }
  }
}
