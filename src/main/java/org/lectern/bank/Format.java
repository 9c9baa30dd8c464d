package org.lectern.bank;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** How questions are written in a text. */
public enum Format {
  /** A question, then its answers one a line. */
  PLAIN(PlainText::read, PlainText::write, content -> true),
  GIFT(Gift::read, Gift::write, content -> Gift.ABLE.contains(content.kind())),
  /** One right answer, and no more than that. */
  AIKEN(Aiken::read, Aiken::write, content -> (content.kind() == Kind.SINGLE || content.kind() == Kind.YES_NO) && content.right().size() == 1);

  /** More questions are not read in one go; one more is, to be told of. */
  static final int MOST = 500;

  /** More answers to one question are not read: so many are too many to keep anyway. */
  static final int MOST_ANSWERS = 1_000;

  private static final Pattern ANSWER_OF_AIKEN = Pattern.compile("(?m)^\\h*ANSWER:\\h*[A-Za-z]\\h*$");
  private static final Pattern BRACES_OF_GIFT = Pattern.compile("(?s)(?<!\\\\)\\{\\s*(?:\\}|[=~#]|T(?:RUE)?\\b|F(?:ALSE)?\\b)|^::|\\n::|\\$CATEGORY:");

  interface Reading {
    List<Found> read(String text, List<String> yesAndNo);
  }

  interface Writing {
    String write(List<Content> contents);
  }

  private final Reading reading;
  private final Writing writing;
  private final Predicate<Content> able;

  Format(Reading reading, Writing writing, Predicate<Content> able) {
    this.reading = reading;
    this.writing = writing;
    this.able = able;
  }

  /** What a text seems to be. */
  static Format of(String text) {
    return ANSWER_OF_AIKEN.matcher(text).find() ? AIKEN : BRACES_OF_GIFT.matcher(text).find() ? GIFT : PLAIN;
  }

  /** @param yesAndNo the two answers that Lectern writes */
  List<Found> read(String text, List<String> yesAndNo) {
    return reading.read(text.replace("\ufeff", "").replaceAll("\\r\\n?|[\\u2028\\u2029\\u0085]", "\n"), yesAndNo);
  }

  boolean canSay(Content content) {
    return able.test(content);
  }

  /** Those of the questions that it can say. */
  String write(List<Content> contents) {
    return writing.write(contents.stream().filter(this::canSay).toList());
  }
}
