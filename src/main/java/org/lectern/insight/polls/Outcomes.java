package org.lectern.insight.polls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Reader;
import org.lectern.insight.Grid;
import org.lectern.insight.Grid.Amount;
import org.lectern.insight.Grid.Cell;
import org.lectern.insight.Grid.Share;
import org.lectern.insight.Grid.Words;
import org.lectern.lecture.event.Poll;
import org.lectern.room.polls.PollResults.Result;

/** What the polls of a lecture came to, as it is looked at and taken away: a row for each answer. */
record Outcomes(List<Outcome> polls) {

  /**
   * One poll.
   *
   * @param kind in words
   * @param right the share of those who were right, from 0 to 1; null where nothing is or it is not told
   */
  record Outcome(Result result, String kind, List<Line> lines, @Nullable Double right) {

    public int rows() {
      return Math.max(1, lines.size());
    }
  }

  /**
   * One answer.
   *
   * @param people who gave it in time, and {@code late} later
   * @param share of those who answered in time, from 0 to 1
   */
  record Line(String answer, int people, double share, boolean right, int late) {}

  static Outcomes of(List<Result> results, Reader reader) {
    return new Outcomes(results.stream().map(result -> outcome(result, reader)).toList());
  }

  private static Outcome outcome(Result result, Reader reader) {
    Poll.Right right = result.live().right();
    return new Outcome(
        result,
        reader.say("room.poll.kind." + result.question().kind().name().toLowerCase(Locale.ROOT)),
        lines(result, reader),
        right == null || result.live().people() == 0 ? null : (double) right.people() / result.live().people());
  }

  public boolean isEmpty() {
    return polls.isEmpty();
  }

  public boolean hasLate() {
    return polls.stream().anyMatch(poll -> poll.result().late().people() > 0);
  }

  private static List<Line> lines(Result result, Reader reader) {
    return switch (result.question().kind()) {
      case SINGLE, MULTIPLE -> IntStream.range(0, result.question().options().size()).mapToObj(option -> line(result, Integer.toString(option), result.question().options().get(option))).toList();
      case SCALE -> IntStream.rangeClosed(1, 5).mapToObj(step -> line(result, Integer.toString(step), Integer.toString(step))).toList();
      case NUMBER, TEXT, CLOUD, ORDER -> answered(result).map(answer -> line(result, answer, inWords(result.question(), answer))).toList();
      case POINT -> points(result, reader);
    };
  }

  /** Most frequent first. */
  private static Stream<String> answered(Result result) {
    return Stream.concat(result.live().counts().keySet().stream(), result.late().counts().keySet().stream())
        .distinct()
        .sorted(Comparator.<String, Integer>comparing(answer -> result.live().counts().getOrDefault(answer, 0)).reversed().thenComparing(Comparator.naturalOrder()));
  }

  private static Line line(Result result, String answer, String text) {
    int people = result.live().counts().getOrDefault(answer, 0);
    return line(result, text, people, isRight(result, answer), result.late().counts().getOrDefault(answer, 0));
  }

  private static Line line(Result result, String text, int people, boolean right, int late) {
    return new Line(text, people, (double) people / Math.max(1, result.live().people()), right, late);
  }

  private static boolean isRight(Result result, String answer) {
    return result.question().kind() == Poll.Kind.ORDER ? String.join(",", result.right()).equals(answer) : result.right().contains(answer);
  }

  /** Where no area is right, points are looked at on the slide and not counted. */
  private static List<Line> points(Result result, Reader reader) {
    Poll.Right right = result.live().right();
    if (right == null || result.right().isEmpty()) {
      return List.of();
    }
    Poll.Right late = result.late().right();
    int lateInside = late == null ? 0 : late.people();
    String area = result.right().size() > 1 ? result.right().get(1) : reader.say("words.poll.point.inside");
    return List.of(
        line(result, area, right.people(), true, lateInside),
        line(result, reader.say("words.poll.point.elsewhere"), result.live().people() - right.people(), false, result.late().people() - lateInside));
  }

  /** One answer that is counted. */
  static String inWords(Poll.Question question, String answer) {
    return switch (question.kind()) {
      case SINGLE, MULTIPLE -> question.options().get(Integer.parseInt(answer));
      case ORDER -> Stream.of(answer.split(",")).map(place -> question.options().get(Integer.parseInt(place))).collect(Collectors.joining(" \u2192 "));
      case SCALE, NUMBER, TEXT, CLOUD, POINT -> answer;
    };
  }

  /** All that one person answered. */
  static String inWords(Poll.Question question, List<String> answer) {
    return question.kind() == Poll.Kind.ORDER
        ? inWords(question, String.join(",", answer))
        : answer.stream().map(one -> inWords(question, one)).collect(Collectors.joining(", "));
  }

  /** The same columns and rows. */
  Grid grid(Reader reader) {
    List<String> header =
        new ArrayList<>(
            Stream.of("question", "kind", "asked", "people", "answer", "chosen", "share", "right", "rightShare").map(column -> reader.say("results." + column)).toList());
    if (hasLate()) {
      header.add(reader.say("results.latePeople"));
      header.add(reader.say("results.late"));
    }
    return new Grid(reader.say("results.answers"), header, polls.stream().flatMap(poll -> rows(poll, reader)).toList());
  }

  private Stream<List<Cell>> rows(Outcome poll, Reader reader) {
    if (poll.result().isTooFew()) {
      return Stream.of(row(poll, reader, List.of(new Words(reader.say("results.few")), Grid.NOTHING, Grid.NOTHING, Grid.NOTHING), Grid.NOTHING));
    }
    return poll.lines().isEmpty()
        ? Stream.of(row(poll, reader, List.of(Grid.NOTHING, Grid.NOTHING, Grid.NOTHING, Grid.NOTHING), Grid.NOTHING))
        : poll.lines().stream().map(line -> row(poll, reader, cells(line, reader), new Amount(line.late())));
  }

  private static List<Cell> cells(Line line, Reader reader) {
    return List.of(new Words(line.answer()), new Amount(line.people()), new Share(line.share()), line.right() ? new Words(reader.say("results.right.yes")) : Grid.NOTHING);
  }

  private List<Cell> row(Outcome poll, Reader reader, List<Cell> answer, Cell late) {
    Result result = poll.result();
    List<Cell> row = new ArrayList<>();
    row.add(new Words(result.question().text()));
    row.add(new Words(poll.kind()));
    row.add(new Words(reader.dateAndTime(result.askedAt()) + " " + reader.zone()));
    row.add(new Amount(result.live().people()));
    row.addAll(answer);
    row.add(poll.right() == null ? Grid.NOTHING : new Share(poll.right()));
    if (hasLate()) {
      row.add(new Amount(result.late().people()));
      row.add(late);
    }
    return row;
  }
}
