package org.lectern.bank;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people write them. */
public final class Numbers {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,10})?");

  private Numbers() {}

  /** The same number is the same text however it was written; a comma is what half of the world writes for a point. Empty for no number. */
  public static Optional<String> counted(String written) {
    String plain = written.strip().replace(',', '.').replace('\u2212', '-');
    return NUMBER.matcher(plain).matches() ? Optional.of(plain(new BigDecimal(plain))) : Optional.empty();
  }

  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Without a fraction where there is none: 2, 0.5. */
  static String plain(double number) {
    return plain(BigDecimal.valueOf(number));
  }
}
