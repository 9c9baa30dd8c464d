package org.lectern.bank;

/**
 * An answer as it is written in a field or a text: a star at its end marks a right one, and a star that belongs to the answer has a
 * backslash before it.
 */
record StarredLine(String text, boolean right) {

  static StarredLine read(String line) {
    String written = line.strip();
    if (written.endsWith("\\*")) {
      return new StarredLine(written.substring(0, written.length() - 2) + "*", false);
    }
    return written.endsWith("*") ? new StarredLine(ownStar(written.substring(0, written.length() - 1).strip()), true) : new StarredLine(written, false);
  }

  private static String ownStar(String text) {
    return text.endsWith("\\*") ? text.substring(0, text.length() - 2) + "*" : text;
  }

  String written() {
    String own = text.endsWith("*") ? text.substring(0, text.length() - 1) + "\\*" : text;
    return right ? own + " *" : own;
  }
}
