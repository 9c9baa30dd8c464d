package org.lectern.room.polls;

import com.ibm.icu.lang.UCharacter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.bank.Numbers;
import org.lectern.lecture.event.Poll;
import org.lectern.room.Command;
import org.lectern.room.Malformed;
import org.lectern.room.Rejected;
import org.lectern.text.Written;

/** Questions and answers as they come, made into what is kept, or refused. */
final class Questions {

  private static final int LONGEST_QUESTION = 500;
  private static final int LONGEST_OPTION = 200;
  private static final int MOST_OPTIONS = 10;
  private static final int LONGEST_WHY = 1_000;
  private static final int LONGEST_ANSWER = 100;
  private static final int LONGEST_WORD = 25;
  private static final int MOST_WORDS = 2;
  private static final int SCALE = 5;

  /** The slide is so wide, and so high. */
  private static final int WHOLE = 1_000;

  private Questions() {}

  /** A question that somebody wrote. */
  static Poll.Prepared read(Command command) {
    Poll.Kind kind = kind(command.text("kind"));
    String text = written(command.text("question"), LONGEST_QUESTION, "pollNoQuestion");
    List<String> options = hasOptions(kind) ? options(command) : List.of();
    Poll.Question question = new Poll.Question(kind, text, options);
    return new Poll.Prepared(question, right(question, command.texts("right")), kind == Poll.Kind.NUMBER ? tolerance(command) : null, why(command));
  }

  private static boolean hasOptions(Poll.Kind kind) {
    return kind == Poll.Kind.SINGLE || kind == Poll.Kind.MULTIPLE || kind == Poll.Kind.ORDER;
  }

  private static List<String> right(Poll.Question question, List<String> given) {
    if (given.isEmpty()) {
      return List.of();
    }
    return switch (question.kind()) {
      case POINT -> area(given);
      case ORDER -> order(question, given);
      default -> {
        List<String> right = given.stream().map(answer -> oneOf(question, answer)).distinct().toList();
        if (question.kind() == Poll.Kind.SINGLE && right.size() > 1) {
          throw new Rejected("pollOneRight");
        }
        yield right;
      }
    };
  }

  /** An area of the slide, and what it is called where that was said. */
  private static List<String> area(List<String> given) {
    int[] sides = numbers(given.getFirst(), 4);
    if (given.size() > 2 || sides[2] < 1 || sides[3] < 1 || sides[0] + sides[2] > WHOLE || sides[1] + sides[3] > WHOLE) {
      throw new Rejected("pollNoArea");
    }
    return given.stream().skip(1).map(Written::line).filter(name -> !name.isEmpty()).findFirst()
        .map(name -> List.of(given.getFirst(), written(name, LONGEST_OPTION, "pollNoArea")))
        .orElseGet(() -> List.of(given.getFirst()));
  }

  /** Each option once, wherever one puts it. */
  private static List<String> order(Poll.Question question, List<String> given) {
    List<String> order = given.stream().map(place -> oneOf(question, place)).toList();
    if (order.size() != question.options().size() || order.stream().distinct().count() < order.size()) {
      throw new Malformed("not each option once");
    }
    return order;
  }

  private static List<String> options(Command command) {
    List<String> options = command.texts("options").stream().map(option -> written(option, LONGEST_OPTION, "pollEmptyOption")).toList();
    if (options.size() < 2 || options.size() > MOST_OPTIONS) {
      throw new Rejected("pollOptions", MOST_OPTIONS);
    }
    if (options.stream().distinct().count() < options.size()) {
      throw new Rejected("pollSameOption");
    }
    return options;
  }

  private static String written(String text, int longest, String whenEmpty) {
    String line = Written.line(text);
    if (line.isEmpty()) {
      throw new Rejected(whenEmpty);
    }
    if (line.length() > longest) {
      throw new Rejected("pollTextTooLong", longest);
    }
    return line;
  }

  private static @Nullable Double tolerance(Command command) {
    Optional<String> tolerance = command.optionalText("tolerance");
    return tolerance.map(Questions::number).map(BigDecimal::new).map(BigDecimal::abs).map(BigDecimal::doubleValue).orElse(null);
  }

  private static @Nullable String why(Command command) {
    String why = command.optionalText("why").map(Written::lines).orElse("");
    if (why.length() > LONGEST_WHY) {
      throw new Rejected("pollTextTooLong", LONGEST_WHY);
    }
    return why.isEmpty() ? null : why;
  }

  private static Poll.Kind kind(String name) {
    return switch (name) {
      case "single" -> Poll.Kind.SINGLE;
      case "multiple" -> Poll.Kind.MULTIPLE;
      case "scale" -> Poll.Kind.SCALE;
      case "number" -> Poll.Kind.NUMBER;
      case "text" -> Poll.Kind.TEXT;
      case "cloud" -> Poll.Kind.CLOUD;
      case "order" -> Poll.Kind.ORDER;
      case "point" -> Poll.Kind.POINT;
      default -> throw new Malformed("no such kind");
    };
  }

  /**
   * What somebody answers, as it is counted.
   *
   * @throws Rejected when it is no answer to this question that a person could have meant
   */
  static List<String> answer(Poll.Question question, List<String> given) {
    return switch (question.kind()) {
      case ORDER -> order(question, given);
      case CLOUD -> words(question, given);
      default -> {
        List<String> answer = given.stream().map(one -> oneOf(question, one)).distinct().sorted().toList();
        if (answer.isEmpty() || question.kind() != Poll.Kind.MULTIPLE && answer.size() > 1) {
          throw new Malformed("not as many answers");
        }
        yield answer;
      }
    };
  }

  /** The same word twice is one. */
  private static List<String> words(Poll.Question question, List<String> given) {
    Map<String, String> words = new LinkedHashMap<>();
    given.stream().map(word -> oneOf(question, word)).forEach(word -> words.putIfAbsent(folded(word), word));
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      throw new Malformed("not one word or two");
    }
    return List.copyOf(words.values());
  }

  /** A word without what is not counted apart: small and capital letters. */
  static String folded(String word) {
    return UCharacter.foldCase(word, true);
  }

  private static String oneOf(Poll.Question question, String answer) {
    return switch (question.kind()) {
      case SINGLE, MULTIPLE, ORDER -> place(answer, 0, question.options().size() - 1);
      case SCALE -> place(answer, 1, SCALE);
      case NUMBER -> number(answer);
      case TEXT -> written(answer, LONGEST_ANSWER, "pollEmptyAnswer");
      case CLOUD -> written(answer, LONGEST_WORD, "pollEmptyAnswer");
      case POINT -> point(answer);
    };
  }

  private static String point(String answer) {
    return Arrays.stream(numbers(answer, 2)).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  /** So many whole numbers from 0 to 1000 with commas between them. */
  private static int[] numbers(String text, int many) {
    if (!text.matches("\\d{1,4}(,\\d{1,4}){" + (many - 1) + "}")) {
      throw new Rejected(many == 2 ? "pollNoPoint" : "pollNoArea");
    }
    int[] numbers = numbersOf(text);
    if (Arrays.stream(numbers).anyMatch(number -> number > WHOLE)) {
      throw new Rejected(many == 2 ? "pollNoPoint" : "pollNoArea");
    }
    return numbers;
  }

  /** The numbers of a point or an area that was read before. */
  static int[] numbersOf(String text) {
    return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static String place(String answer, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).filter(answer::equals).findFirst()
        .orElseThrow(() -> new Malformed("no such option"));
  }

  private static String number(String text) {
    return Numbers.counted(text).orElseThrow(() -> new Rejected("pollNoNumber"));
  }
}
