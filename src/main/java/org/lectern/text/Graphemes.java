package org.lectern.text;

import com.ibm.icu.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

/** What readers take for one character: an emoji of several, a letter with its marks. */
final class Graphemes {

  private static final Pattern ONE = Pattern.compile("\\X");

  private Graphemes() {}

  /** The first one of a word that is a letter or a number, else the first. */
  static String initial(String word) {
    return ONE.matcher(word)
        .results()
        .map(match -> match.group())
        .filter(one -> Character.isLetterOrDigit(one.codePointAt(0)))
        .findFirst()
        .orElseGet(() -> ONE.matcher(word).results().map(match -> match.group()).findFirst().orElse(""));
  }

  static int edgeBefore(String text, int at) {
    BreakIterator edges = edges(text);
    return edges.isBoundary(at) ? at : edges.preceding(at);
  }

  static int edgeAfter(String text, int at) {
    BreakIterator edges = edges(text);
    return edges.isBoundary(at) ? at : edges.following(at);
  }

  private static BreakIterator edges(String text) {
    BreakIterator edges = BreakIterator.getCharacterInstance(Locale.ROOT);
    edges.setText(text);
    return edges;
  }
}
