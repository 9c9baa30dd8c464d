package org.lectern.room.polls;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.event.Poll;

/** Counts answers. */
public final class Tallies {

  /** Different answers that are told: of texts there may be as many as people. */
  private static final int MOST_DIFFERENT = 200;

  /** Points are nearly all different, and a cloud of them is what one looks at. */
  private static final int MOST_POINTS = 1_000;

  /** @param people who answered exactly this, equally sure */
  record Given(List<String> answer, @Nullable Boolean sure, int people) {

    boolean isUnsure() {
      return Boolean.FALSE.equals(sure);
    }

    boolean isSure() {
      return Boolean.TRUE.equals(sure);
    }
  }

  private Tallies() {}

  /**
   * What these answers come to, of people who have not said how sure they are.
   *
   * @param answers as they are kept, one list for each person
   */
  public static Poll.Tally of(Poll.Prepared prepared, List<List<String>> answers) {
    List<Given> given = answers.stream().map(answer -> new Given(answer, null, 1)).toList();
    return of(prepared.question(), given, RightAnswer.of(prepared.right(), prepared.tolerance()));
  }

  static Poll.Tally of(Poll.Question question, Collection<Given> given, Optional<RightAnswer> right) {
    return new Poll.Tally(
        people(given, _ -> true),
        counts(question, given),
        people(given, Given::isUnsure),
        right.map(solution -> right(given, one -> solution.is(question, one.answer()))).orElse(null),
        question.kind() == Poll.Kind.ORDER && !given.isEmpty() ? places(question, given) : null);
  }

  private static int people(Collection<Given> given, Predicate<Given> which) {
    return given.stream().filter(which).mapToInt(Given::people).sum();
  }

  private static Poll.Right right(Collection<Given> given, Predicate<Given> isRight) {
    return new Poll.Right(
        people(given, isRight), people(given, Given::isSure), people(given, isRight.and(Given::isSure)), people(given, isRight.and(Given::isUnsure)));
  }

  private static Map<String, Integer> counts(Poll.Question question, Collection<Given> given) {
    return switch (question.kind()) {
      case ORDER -> most(counted(given, one -> List.of(String.join(",", one.answer()))), MOST_DIFFERENT);
      case POINT -> most(counted(given, Given::answer), MOST_POINTS);
      case CLOUD -> most(words(given), MOST_DIFFERENT);
      default -> most(counted(given, Given::answer), MOST_DIFFERENT);
    };
  }

  /** What is counted of an answer. */
  private interface Parts {
    List<String> of(Given given);
  }

  private static Map<String, Integer> counted(Collection<Given> given, Parts parts) {
    Map<String, Integer> counts = new HashMap<>();
    given.forEach(one -> parts.of(one).forEach(part -> counts.merge(part, one.people(), Integer::sum)));
    return counts;
  }

  /** The same word in small and capital letters is one, written as most have written it. */
  private static Map<String, Integer> words(Collection<Given> given) {
    Map<String, Integer> spelt = counted(given, Given::answer);
    Map<String, String> usual = new LinkedHashMap<>();
    inOrder(spelt).forEach(word -> usual.putIfAbsent(Questions.folded(word.getKey()), word.getKey()));
    Map<String, Integer> counts = new HashMap<>();
    spelt.forEach((word, people) -> counts.merge(usual.get(Questions.folded(word)), people, Integer::sum));
    return counts;
  }

  private static Map<String, Integer> most(Map<String, Integer> counts, int most) {
    return inOrder(counts).stream().limit(most).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Most frequent first, and always in the same order. */
  private static List<Map.Entry<String, Integer>> inOrder(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  private static List<Double> places(Poll.Question question, Collection<Given> given) {
    return IntStream.range(0, question.options().size()).mapToObj(option -> place(String.valueOf(option), given)).toList();
  }

  private static double place(String option, Collection<Given> given) {
    double sum = given.stream().mapToDouble(one -> (one.answer().indexOf(option) + 1.0) * one.people()).sum();
    return Math.round(sum / people(given, _ -> true) * 10) / 10.0;
  }
}
