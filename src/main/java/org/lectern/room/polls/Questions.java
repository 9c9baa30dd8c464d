package org.lectern.room.polls;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
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
  private static final int SCALE = 5;

  private Questions() {}

  /** A question that somebody wrote. */
  static Poll.Prepared read(Command command) {
    Poll.Kind kind = kind(command.text("kind"));
    String text = written(command.text("question"), LONGEST_QUESTION, "pollNoQuestion");
    List<String> options = kind == Poll.Kind.SINGLE || kind == Poll.Kind.MULTIPLE ? options(command) : List.of();
    Poll.Question question = new Poll.Question(kind, text, options);
    List<String> right = command.texts("right").stream().map(answer -> oneOf(question, answer)).distinct().toList();
    if (kind == Poll.Kind.SINGLE && right.size() > 1) {
      throw new Rejected("pollOneRight");
    }
    return new Poll.Prepared(question, right, kind == Poll.Kind.NUMBER ? tolerance(command) : null, why(command), null);
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
      default -> throw new Malformed("no such kind");
    };
  }

  /**
   * What somebody answers, as it is counted.
   *
   * @throws Rejected when it is no answer to this question that a person could have meant
   */
  static List<String> answer(Poll.Question question, List<String> given) {
    List<String> answer = given.stream().map(one -> oneOf(question, one)).distinct().sorted().toList();
    if (answer.isEmpty() || question.kind() != Poll.Kind.MULTIPLE && answer.size() > 1) {
      throw new Malformed("not as many answers");
    }
    return answer;
  }

  private static String oneOf(Poll.Question question, String answer) {
    return switch (question.kind()) {
      case SINGLE, MULTIPLE -> place(answer, 0, question.options().size() - 1);
      case SCALE -> place(answer, 1, SCALE);
      case NUMBER -> number(answer);
      case TEXT -> written(answer, LONGEST_ANSWER, "pollEmptyAnswer");
    };
  }

  private static String place(String answer, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).filter(answer::equals).findFirst()
        .orElseThrow(() -> new Malformed("no such option"));
  }

  private static String number(String text) {
    return Numbers.counted(text).orElseThrow(() -> new Rejected("pollNoNumber"));
  }
}
