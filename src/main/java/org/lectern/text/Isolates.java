package org.lectern.text;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps a name inside a sentence to itself: without that, a Hebrew name turns the brackets, numbers and full stops around it. Names that
 * are written from left to right need none, so most sentences stay as they are; {@code js/lib/isolates.js} does the same.
 */
public final class Isolates {

  private static final String FIRST_STRONG = "\u2068";
  private static final String END = "\u2069";

  /** Letters of scripts written from right to left, and the marks that act like one. */
  private static final Pattern RIGHT_TO_LEFT =
      Pattern.compile("[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\\x{10800}-\\x{10fff}\\x{1e800}-\\x{1efff}]");

  private Isolates() {}

  /** The same words, closed off when they would turn what stands beside them. */
  public static String isolated(String words) {
    return RIGHT_TO_LEFT.matcher(words).find() ? FIRST_STRONG + words + END : words;
  }

  /** Names one after the other, none of which moves another. */
  public static String joined(Collection<String> names) {
    return names.stream().map(Isolates::isolated).collect(Collectors.joining(", "));
  }
}
