package org.lectern.bank;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.LectureId;

/**
 * One time that a question of the bank was put to a class.
 *
 * @param lecture where, and {@code title} what it is called
 * @param people who answered
 * @param right how many of them were right; null where there is no right or wrong, or too few answered to say
 * @param mean of what was chosen on a scale; null for any other kind, or where too few answered
 */
public record Asking(LectureId lecture, String title, Instant at, int people, @Nullable Integer right, @Nullable Double mean) {

  public boolean isJudged() {
    return right != null && people > 0;
  }

  public int rightPercent() {
    return right == null || people == 0 ? 0 : (int) Math.round(100.0 * right / people);
  }
}
