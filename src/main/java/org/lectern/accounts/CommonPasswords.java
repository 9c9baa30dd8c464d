package org.lectern.accounts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** What most people choose and whoever guesses tries first: {@code passwords/README.md} says where the list is from. */
final class CommonPasswords {

  private static final String LIST = "/passwords/common.txt.gz";

  private final Set<String> known = read();

  /** Capital letters make no difference: they are where everybody puts them. */
  boolean contain(String password) {
    return known.contains(password.toLowerCase(Locale.ROOT));
  }

  int size() {
    return known.size();
  }

  private static Set<String> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(CommonPasswords.class.getResourceAsStream(LIST)), StandardCharsets.UTF_8))) {
      return lines.lines().collect(Collectors.toUnmodifiableSet());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
