package org.lectern.accounts;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The languages people choose from, and what their browsers prefer. All words are English so far, and what differs is how dates, times and
 * numbers are written. One more language is a line here and a file of sentences, such as {@code messages_de.properties}.
 */
public final class Languages {

  private static final List<Locale> OFFERED =
      List.of(
          Locale.UK,
          Locale.US,
          Locale.forLanguageTag("en-AU"),
          Locale.CANADA,
          Locale.forLanguageTag("en-IN"),
          Locale.forLanguageTag("en-IE"),
          Locale.forLanguageTag("en-NZ"),
          Locale.forLanguageTag("en-ZA"));

  private Languages() {}

  public static List<Locale> offered() {
    return OFFERED;
  }

  /** Empty for what is called nothing, or not offered here. */
  public static Optional<Locale> find(@Nullable String tag) {
    return OFFERED.stream().filter(language -> language.toLanguageTag().equals(tag)).findFirst();
  }

  /**
   * The one for a browser that prefers these. Somebody in India who reads Hindi finds English words and their own way of writing dates; what
   * comes second is no wish: most browsers add American English to everything.
   *
   * @param accepted as browsers say it, such as {@code de-CH,de;q=0.9,en-US;q=0.8}
   */
  static Locale of(@Nullable String accepted) {
    Locale first = first(accepted).orElse(Locale.UK);
    return OFFERED.stream()
        .filter(language -> language.getLanguage().equals(first.getLanguage()) && language.getCountry().equals(first.getCountry()))
        .findFirst()
        .or(() -> OFFERED.stream().filter(language -> language.getLanguage().equals(first.getLanguage())).findFirst())
        .or(() -> OFFERED.stream().filter(language -> language.getCountry().equals(first.getCountry())).findFirst())
        .orElse(OFFERED.getFirst());
  }

  /** The language somebody likes best, whether or not it is offered. */
  static Optional<Locale> first(@Nullable String accepted) {
    try {
      return accepted == null
          ? Optional.empty()
          : LanguageRange.parse(accepted).stream()
              .map(LanguageRange::getRange)
              .filter(range -> !range.startsWith("*"))
              .map(Locale::forLanguageTag)
              .filter(language -> !language.getLanguage().isEmpty())
              .findFirst();
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
