package org.lectern.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The letters on an avatar. {@code js/lib/faces.js} writes the same ones; both answer to {@code fixtures/text/initials.json}. */
public final class Initials {

  private Initials() {}

  /** The first letters of the first and the last name, titles and the number of a namesake left out: {@code AO} for Dr. Amara Osei. */
  public static String of(String name) {
    List<String> names = Arrays.stream(name.split("\\s+")).filter(word -> !word.isEmpty() && !word.endsWith(".") && !word.startsWith("#")).toList();
    if (names.isEmpty()) {
      return large(name);
    }
    return large(names.getFirst()) + (names.size() > 1 ? large(names.getLast()) : "");
  }

  /** Letters whose large form is two letters stay small. */
  private static String large(String word) {
    String initial = Graphemes.initial(word);
    String large = initial.toUpperCase(Locale.ROOT);
    return large.length() == initial.length() ? large : initial;
  }
}
