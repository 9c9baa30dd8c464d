package org.lectern.courses;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the addresses in what people paste: a list, or what a mail program copies of its recipients, such as
 * {@code "Adams, Zoe" <zoe@example.org>; O'Brien <ob@example.org>} (RFC 5322, 3.4, and what Outlook writes without the quotes).
 *
 * @param addresses each once, in their order
 * @param unclear what is neither an address nor the name before one
 */
record PastedAddresses(List<String> addresses, List<String> unclear) {

  private static final String SEPARATOR = ",;\\r\\n\\uff0c\\uff1b\\u3001";

  private static final Pattern PIECE =
      Pattern.compile(
          """
          "(?:[^"\\\\]|\\\\.)*+" | \\([^()]*+\\)            # a quoted name, a remark
          | <\\s*(?<named>[^<>]*?)\\s*>                        # the address of who is named before it
          | (?<separator>[%s])
          | (?<word>[^\\s%s"<>()]+)                          # an address, or part of a name
          """.formatted(SEPARATOR, SEPARATOR),
          Pattern.COMMENTS | Pattern.UNICODE_CHARACTER_CLASS);

  /** Marks without a width that are copied along. */
  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

  static PastedAddresses in(String pasted) {
    Reader reader = new Reader();
    Matcher pieces = PIECE.matcher(UNSEEN.matcher(pasted).replaceAll(""));
    pieces.results().forEach(reader::take);
    reader.endEntry("");
    return new PastedAddresses(List.copyOf(reader.addresses), List.copyOf(reader.unclear));
  }

  private static final class Reader {
    private final Set<String> addresses = new LinkedHashSet<>();
    private final Set<String> unclear = new LinkedHashSet<>();

    /** Words of the entry that is read, which may be a name. */
    private StringJoiner words = new StringJoiner(" ");

    /** Words before the last comma: a family name, should an address in brackets follow. */
    private String before = "";

    private boolean addressed;

    void take(MatchResult piece) {
      if (piece.group("named") != null) {
        before = "";
        address(piece.group("named"));
      } else if (piece.group("separator") != null) {
        endEntry(piece.group("separator"));
      } else if (piece.group("word") != null) {
        word(piece.group("word"));
      }
    }

    private void word(String word) {
      if (word.contains("@")) {
        address(word);
      } else if (!addressed) {
        words.add(word);
      }
    }

    private void address(String found) {
      addresses.add(found.replaceFirst("(?i)^mailto:", ""));
      words = new StringJoiner(" ");
      addressed = true;
    }

    void endEntry(String separator) {
      if (!before.isEmpty()) {
        unclear.add(before);
      }
      before = "";
      if (words.length() > 0 && separator.equals(",")) {
        before = words.toString();
      } else if (words.length() > 0) {
        unclear.add(words.toString());
      }
      words = new StringJoiner(" ");
      addressed = false;
    }
  }
}
