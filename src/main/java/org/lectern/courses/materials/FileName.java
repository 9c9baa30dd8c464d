package org.lectern.courses.materials;

import org.lectern.text.Written;

/** Takes the name of an uploaded file as its owner sees it. */
final class FileName {

  /** What file systems allow for, in UTF-16. */
  private static final int LONGEST = 255;

  /** No ending that says what a file is has more. */
  private static final int LONGEST_ENDING = 16;

  private FileName() {}

  /** @param sent by a browser; some send a whole path, and all write a double quote as {@code %22} (HTML, multipart/form-data) */
  static String of(String sent) {
    String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1).replace("%22", "\"");
    String seen = Written.line(last);
    return seen.isEmpty() ? "file" : shortened(seen);
  }

  /** Cuts before the ending, which says what the file is, and never through the middle of a character. */
  private static String shortened(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
    return Written.firstOf(name, LONGEST - ending.length()) + ending;
  }
}
