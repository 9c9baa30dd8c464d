package org.lectern.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The formulas of a text. Whoever parses it sees a mark in place of each, because a backslash, a star and an underscore mean other things
 * in a formula. The marks are made of letters that Unicode keeps free for a program's own use within it.
 */
final class Formulas {

  /** UTF-16 units of one formula. */
  private static final int LONGEST = 500;

  private static final int MOST = 100;

  /** What is passed over (code, what is escaped, addresses), what only looks like a footnote, and formulas alone or in a line. */
  private static final Pattern PIECE =
      Pattern.compile(
          ("(?<!`)(`+)(?!`)[^\\x00]*?(?<!`)\\1(?!`)|\\\\[^\\n]|https?://[^ \\t\\n]+|\\]\\([^() \\t\\n]*\\)"
              + "|(?<note>\\[[^\\[\\]\\n]*\\]:)"
              + "|\\$\\$(?<alone>(?:\\\\[^\\n]|(?!\\n[ \\t]*\\n)[^$\\\\]){1,MOST})\\$\\$"
              + "|\\$(?=[^ \\t\\n$])(?<inline>(?:\\\\[^\\n]|[^$\\\\\\n]){1,MOST})(?<![ \\t])\\$(?![0-9$])")
              .replace("MOST", String.valueOf(LONGEST)));

  private static final Pattern MARK = Pattern.compile("\\ufdd0(\\d+)\\ufdd1");

  private final List<Formula> all = new ArrayList<>();
  private final String withMarks;

  Formulas(String source) {
    withMarks = PIECE.matcher(unmarked(source)).replaceAll(piece -> Matcher.quoteReplacement(marked(piece)));
  }

  static String unmarked(String source) {
    return source.replaceAll("[\\ufdd0\\ufdd1]", "");
  }

  static boolean isMarked(String text) {
    return MARK.matcher(text).find();
  }

  String withMarks() {
    return withMarks;
  }

  List<Place> in(String text) {
    return MARK.matcher(text).results().map(mark -> new Place(mark.start(), mark.end(), formula(mark))).toList();
  }

  /** What only looked like a footnote is text again. */
  String withoutNotes(String text) {
    return MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(formula(mark).note() ? formula(mark).typed() : mark.group()));
  }

  String asTyped(String text) {
    return MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(formula(mark).typed()));
  }

  private String marked(MatchResult piece) {
    boolean note = piece.group("note") != null; // CommonMark would take it away and show nothing
    boolean alone = piece.group("alone") != null;
    String source = note ? piece.group() : alone ? piece.group("alone") : piece.group("inline");
    if (source == null || source.isBlank() || all.size() == MOST) {
      return note ? "\\" + piece.group() : piece.group();
    }
    all.add(new Formula(note, source.strip(), piece.group(), alone));
    return "\ufdd0" + (all.size() - 1) + "\ufdd1";
  }

  private Formula formula(MatchResult mark) {
    return all.get(Integer.parseInt(mark.group(1)));
  }

  /** @param note whether it is none, and only looks like a footnote @param alone whether it stands in a line of its own */
  record Formula(boolean note, String source, String typed, boolean alone) {}

  record Place(int from, int to, Formula formula) {}
}
