package org.lectern.courses;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.courses.ChatChoices.Choice;
import org.lectern.text.Written;

/**
 * What an instructor chooses for the chats of a course, as it was typed; an absent field is an empty one.
 *
 * @param words one a line
 * @param withWord what becomes of a message with one of them: {@code HOLD} or {@code REFUSE}
 * @param moderated {@code true} or nothing
 * @param slow seconds
 */
record ChatForm(String words, String withWord, String moderated, String slow) {

  private static final int MOST_WORDS = 200;
  private static final int LONGEST_WORD = 60;
  private static final String REFUSE = "REFUSE";

  ChatForm(@Nullable String words, @Nullable String withWord, @Nullable String moderated, @Nullable String slow) {
    this.words = Written.lines(words);
    this.withWord = REFUSE.equals(withWord) ? REFUSE : "HOLD";
    this.moderated = "true".equals(moderated) ? "true" : "";
    this.slow = slow == null || slow.isBlank() ? "0" : slow.strip();
  }

  static ChatForm of(Choice choice) {
    return new ChatForm(
        String.join("\n", choice.words()), choice.refused() ? REFUSE : null, String.valueOf(choice.moderated()), String.valueOf(choice.slow()));
  }

  boolean isShortEnough() {
    return list().size() <= MOST_WORDS && list().stream().allMatch(word -> word.length() <= LONGEST_WORD);
  }

  boolean isNotTooSlow() {
    return slow.matches("\\d{1,3}") && Integer.parseInt(slow) <= ChatChoices.SLOWEST;
  }

  Choice choice() {
    return new Choice(list(), withWord.equals(REFUSE), !moderated.isEmpty(), Integer.parseInt(slow));
  }

  private List<String> list() {
    return words.lines().map(Written::line).filter(word -> !word.isEmpty()).distinct().toList();
  }
}
