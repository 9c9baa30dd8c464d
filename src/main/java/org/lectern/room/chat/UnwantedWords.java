package org.lectern.room.chat;

import java.util.List;
import org.lectern.text.Folded;

/** Whether a text has one of the words that a course does not want to read, whatever its case and accents. */
final class UnwantedWords {

  private UnwantedWords() {}

  static boolean areIn(String text, List<String> words) {
    if (words.isEmpty()) {
      return false;
    }
    String plain = plain(text);
    return words.stream().map(UnwantedWords::plain).anyMatch(word -> !word.isBlank() && plain.contains(word));
  }

  /** Letters and digits alone, each word between spaces: what stands between them hides nothing. */
  private static String plain(String text) {
    return " " + Folded.of(text).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ").strip() + " ";
  }
}
