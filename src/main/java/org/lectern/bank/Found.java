package org.lectern.bank;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.bank.Content.Wrong;
import org.lectern.text.Folded;

/**
 * A question found in a text.
 *
 * @param line where it begins, from 1
 * @param guess where the text does not say it all: what was taken for granted, and what else it could be
 * @param wrong why it cannot be kept; nothing where it can
 */
public record Found(int line, Content content, @Nullable Guess guess, List<Wrong> wrong) {

  /** @param key of the sentence that says it; with {@code .other} that of the link to the other one */
  public record Guess(String key, Content other) {}

  static Found sure(int line, Content content) {
    return new Found(line, content, null, content.wrong());
  }

  static Found guessed(int line, Content content, String key, Kind other) {
    Content otherwise =
        new Content(
            other, content.text(), other.hasOptions() ? content.options() : List.of(), List.of(), null, content.why(), content.tags(), null, content.names(), null);
    return new Found(line, content, new Guess(key, otherwise), content.wrong());
  }

  static Found unreadable(int line, String text, String key) {
    Content content = Content.of(Kind.TEXT, text, List.of(), List.of(), null, "", List.of());
    return new Found(line, content, null, List.of(new Wrong("text", key)));
  }

  public boolean isUsable() {
    return wrong.isEmpty();
  }

  /** The other one in its place. */
  Found otherwise() {
    return guess == null ? this : new Found(line, guess.other(), new Guess(guess.key(), content), guess.other().wrong());
  }

  Found tagged(List<String> tags) {
    Content tagged = content.tagged(tags);
    List<Wrong> all =
        Stream.concat(wrong.stream().filter(one -> !one.field().equals("tags")), tagged.wrong().stream().filter(one -> one.field().equals("tags"))).toList();
    return new Found(line, tagged, guess == null ? null : new Guess(guess.key(), guess.other().tagged(tags)), all);
  }

  /** Nothing to choose from and nothing that is right. */
  static Found withoutAnswers(int line, String text, String why, List<String> tags) {
    return guessed(line, Content.of(Kind.TEXT, text, List.of(), List.of(), null, why, tags), "bank.guess.text", Kind.CLOUD);
  }

  /**
   * Something to choose from.
   *
   * @param several whether the text says that any number may be chosen
   * @param one whether the text says that there is exactly one to choose
   */
  static Found choice(int line, String text, List<StarredLine> answers, boolean several, boolean one, String why, List<String> tags, List<String> yesAndNo) {
    List<String> options = answers.stream().map(StarredLine::text).toList();
    List<String> right = Content.places(answers.stream().map(StarredLine::right).toList());
    Kind kind = several || right.size() > 1 ? Kind.MULTIPLE : areYesAndNo(options, yesAndNo) ? Kind.YES_NO : Kind.SINGLE;
    Content content = Content.of(kind, text, options, right, null, why, tags);
    if (kind != Kind.SINGLE || !right.isEmpty() || one) {
      return sure(line, content);
    }
    return options.equals(List.of("1", "2", "3", "4", "5"))
        ? guessed(line, Content.of(Kind.SCALE, text, List.of(), List.of(), null, why, tags), "bank.guess.scale", Kind.TEXT)
        : guessed(line, content, "bank.guess.single", Kind.MULTIPLE);
  }

  private static boolean areYesAndNo(List<String> options, List<String> yesAndNo) {
    return options.stream().map(Folded::of).toList().equals(yesAndNo.stream().map(Folded::of).toList());
  }

}
