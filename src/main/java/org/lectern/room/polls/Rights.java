package org.lectern.room.polls;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.event.Poll;
import org.lectern.text.Folded;

/** Whether somebody was right. {@code asked.js} says the same of each answer. */
final class Rights {

  private Rights() {}

  /** Empty where there is no right or wrong. */
  static Optional<Boolean> isRight(Poll.Kind kind, List<String> right, @Nullable Double tolerance, List<String> answer) {
    if (right.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (kind) {
          case MULTIPLE -> new HashSet<>(right).equals(new HashSet<>(answer));
          case NUMBER -> answer.stream().anyMatch(given -> right.stream().anyMatch(one -> isNear(one, given, tolerance)));
          case TEXT -> answer.stream().anyMatch(given -> right.stream().anyMatch(one -> Folded.of(one).equals(Folded.of(given))));
          case SINGLE, SCALE -> right.containsAll(answer);
        });
  }

  private static boolean isNear(String right, String given, @Nullable Double tolerance) {
    BigDecimal missed = new BigDecimal(right).subtract(new BigDecimal(given)).abs();
    return missed.compareTo(BigDecimal.valueOf(tolerance == null ? 0 : tolerance)) <= 0;
  }
}
