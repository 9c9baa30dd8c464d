package org.lectern.accounts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What may be a password, as keys of the sentences that say what is wrong. */
@Component
class PasswordRules {

  /** Everybody can read it in the documentation. */
  static final String SAMPLE_PASSWORD = "lectern-demo";

  private static final int SHORTEST = 10;

  /** bcrypt looks at no more than this. */
  private static final int MOST_BYTES = 72;

  private static final String PRODUCT = "lectern";

  /** Shorter ones stand in many a good password by chance. */
  private static final int SHORTEST_WORD = 4;

  /** So many letters and digits must be left beside what everybody knows: with less, the rest is soon tried. */
  private static final int LEAST_BESIDE_WORDS = 8;

  private final CommonPasswords common = new CommonPasswords();

  /** @param known what is known of the person and the site: name, e-mail address, host */
  Optional<String> complaintAbout(String password, String... known) {
    if (password.length() < SHORTEST) {
      return Optional.of("password.tooShort");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return Optional.of("password.tooLong");
    }
    if (password.equals(SAMPLE_PASSWORD)) {
      return Optional.of("password.wellKnown");
    }
    if (common.contain(password)) {
      return Optional.of("password.common");
    }
    if (isLittleBeside(wordsOf(known), password)) {
      return Optional.of("password.guessable");
    }
    return Optional.empty();
  }

  private static List<String> wordsOf(String... known) {
    return Stream.concat(Stream.of(PRODUCT), Arrays.stream(known).flatMap(text -> Stream.of(small(text).split("[^\\p{L}\\p{N}]+"))))
        .filter(word -> word.length() >= SHORTEST_WORD)
        .sorted(Comparator.comparing(String::length).reversed()) // or a short one leaves pieces of a longer one
        .toList();
  }

  private static boolean isLittleBeside(List<String> words, String password) {
    String all = small(password);
    String left = all;
    for (String word : words) {
      left = left.replace(word, "");
    }
    return !left.equals(all) && left.replaceAll("[^\\p{L}\\p{N}]", "").length() < LEAST_BESIDE_WORDS;
  }

  private static String small(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
