package org.lectern.room.polls;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.event.Poll;

/**
 * What is right.
 *
 * @param right as {@link Poll.Prepared} has it, never empty
 * @param tolerance by how much a right number may be missed
 */
record RightAnswer(List<String> right, @Nullable Double tolerance) {

  static Optional<RightAnswer> of(List<String> right, @Nullable Double tolerance) {
    return right.isEmpty() ? Optional.empty() : Optional.of(new RightAnswer(right, tolerance));
  }

  /** Whether somebody answered this: of several options all the right ones and no other, of words any. */
  boolean is(Poll.Question question, List<String> answer) {
    return switch (question.kind()) {
      case SINGLE, SCALE -> right.containsAll(answer);
      case MULTIPLE -> new HashSet<>(answer).equals(new HashSet<>(right));
      case ORDER -> answer.equals(right);
      case NUMBER -> right.stream().anyMatch(one -> isNear(Double.parseDouble(answer.getFirst()), Double.parseDouble(one)));
      case TEXT, CLOUD -> answer.stream().map(Questions::folded).anyMatch(right.stream().map(Questions::folded).toList()::contains);
      case POINT -> isInside(Questions.numbersOf(answer.getFirst()), Questions.numbersOf(right.getFirst()));
    };
  }

  private boolean isNear(double number, double one) {
    return Math.abs(number - one) <= (tolerance == null ? 0 : tolerance) + 1e-9; // 0.3 is 0.1 away from 0.2
  }

  private static boolean isInside(int[] point, int[] area) {
    return point[0] >= area[0] && point[0] <= area[0] + area[2] && point[1] >= area[1] && point[1] <= area[1] + area[3];
  }
}
