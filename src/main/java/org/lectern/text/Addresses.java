package org.lectern.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The web addresses in a text, as a reader would mark them; the rules of {@code js/lib/links.js}, which says why. */
final class Addresses {

  private static final Pattern MAY_BE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_])https?://[^\\s\\u00a0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff\\p{Cc}<>\"`{}|\\\\^]+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ENDS =
      Pattern.compile("(?![-\\u2010-\\u2015\\u2019\\u00b7\\u30fb])[^\\x00-\\x7f](?<=\\p{P})");
  private static final Pattern AFTER = Pattern.compile("[.,:;!?'*_~’‐-―·・…-]+$");
  private static final Pattern HAS_HOST = Pattern.compile("https?://(?:\\[[0-9a-f:.]+]|[^/?#\\[\\]@:]*[\\p{L}\\p{N}])(?:[/?#:].*)?", Pattern.CASE_INSENSITIVE);

  private Addresses() {}

  static List<Found> in(String text) {
    List<Found> all = new ArrayList<>();
    for (MatchResult match : MAY_BE.matcher(text).results().toList()) {
      String address = ended(match.group());
      if (HAS_HOST.matcher(address).matches()) {
        all.add(new Found(match.start(), address));
      }
    }
    return all;
  }

  private static String ended(String found) {
    String address = ENDS.splitAsStream(found).findFirst().orElse("");
    for (String shorter = withoutLast(address); !shorter.equals(address); shorter = withoutLast(address)) {
      address = shorter;
    }
    return address;
  }

  private static String withoutLast(String address) {
    if (address.endsWith("(") || address.endsWith("[") || hasOneTooMany(address, '(', ')') || hasOneTooMany(address, '[', ']')) {
      return address.substring(0, address.length() - 1);
    }
    return AFTER.matcher(address).replaceFirst("");
  }

  private static boolean hasOneTooMany(String address, char open, char close) {
    return address.endsWith(String.valueOf(close)) && count(address, close) > count(address, open);
  }

  private static long count(String text, char letter) {
    return text.chars().filter(each -> each == letter).count();
  }

  /** @param from where in the text it begins */
  record Found(int from, String address) {}
}
