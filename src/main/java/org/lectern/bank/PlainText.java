package org.lectern.bank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Questions as people write them in a document: a question, its answers one a line with a star at the right ones, an empty line. A line with
 * {@code !} is the reason, one with {@code =} what is right where there is nothing to choose, one with {@code #} its tags. What is in brackets
 * at the end of a question says its kind, where the answers do not. A line of a table is a question and its answers.
 */
final class PlainText {

  private static final Pattern NUMBERED = Pattern.compile("^\\s*\\d{1,4}[.)]\\s+");
  private static final Pattern LETTERED = Pattern.compile("^\\s*\\(?[a-zA-Z][.)]\\s+");
  private static final Pattern BEFORE_AN_ANSWER = Pattern.compile("^\\s*(?:\\(?[a-zA-Z][.)]|\\d{1,4}[.)]|[-\u2013\u2022])\\s+");
  private static final Pattern WHY = Pattern.compile("^\\s*! ?");
  private static final Pattern VALUE = Pattern.compile("^\\s*=\\s*");
  private static final Pattern TAGS = Pattern.compile("^\\s*#\\s*");
  private static final Pattern KIND = Pattern.compile("\\s*\\[([a-z/ ]+)\\]$");
  private static final Pattern NEAR = Pattern.compile("(.+?)\\s*(?:\u00b1|\\+/?-)\\s*(.+)");
  private static final Pattern RANGE = Pattern.compile("(.+?)\\s*\\.\\.\\s*(.+)");

  private static final Map<String, Kind> KINDS =
      Map.of(
          "single", Kind.SINGLE, "several", Kind.MULTIPLE, "yes/no", Kind.YES_NO, "scale", Kind.SCALE, "number", Kind.NUMBER, "short text", Kind.TEXT, "cloud", Kind.CLOUD, "order", Kind.ORDER,
          "point", Kind.POINT);

  private PlainText() {}

  /** The lines of one question. */
  private static final class Block {
    private final int line;
    private final boolean numbered;
    private String text;
    private final List<String> answers = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> why = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();

    Block(int line, String first) {
      this.line = line;
      this.numbered = NUMBERED.matcher(first).find();
      this.text = NUMBERED.matcher(first).replaceFirst("").strip();
    }

    void take(String read) {
      if (WHY.matcher(read).find()) {
        why.add(WHY.matcher(read).replaceFirst(""));
      } else if (VALUE.matcher(read).find()) {
        values.add(VALUE.matcher(read).replaceFirst("").strip());
      } else if (TAGS.matcher(read).find()) {
        tags.addAll(QuestionForm.split(TAGS.matcher(read).replaceFirst("")));
      } else if (answers.size() < Format.MOST_ANSWERS) {
        answers.add(BEFORE_AN_ANSWER.matcher(read).replaceFirst("").strip());
      }
    }
  }

  static List<Found> read(String text, List<String> yesAndNo) {
    return blocks(text.split("\n", -1)).stream().limit(Format.MOST + 1).map(block -> found(block, yesAndNo)).toList();
  }

  private static List<Block> blocks(String[] lines) {
    List<Block> blocks = new ArrayList<>();
    boolean open = false;
    for (int i = 0; i < lines.length; i++) {
      Block last = blocks.isEmpty() ? null : blocks.getLast();
      if (lines[i].isBlank()) {
        open = false;
      } else if (lines[i].strip().contains("\t")) {
        blocks.add(ofTable(i + 1, lines[i].strip()));
        open = false;
      } else if (last != null && goesOn(lines[i], last, open)) {
        last.take(lines[i]);
        open = true;
      } else {
        blocks.add(new Block(i + 1, lines[i]));
        open = true;
      }
    }
    return blocks;
  }

  private static Block ofTable(int line, String row) {
    String[] cells = row.split("\t");
    Block block = new Block(line, cells[0]);
    Stream.of(cells).skip(1).filter(cell -> !cell.isBlank()).forEach(block::take);
    return block;
  }

  /** Whether a line belongs to the question before it, also where a document has put an empty line between. */
  private static boolean goesOn(String line, Block last, boolean open) {
    if (open) {
      return !(last.numbered && NUMBERED.matcher(line).find());
    }
    return LETTERED.matcher(line).find() || WHY.matcher(line).find();
  }

  private static Found found(Block block, List<String> yesAndNo) {
    Optional<Kind> said = kind(block);
    String why = String.join("\n", block.why);
    List<StarredLine> answers = block.answers.stream().map(StarredLine::read).toList();
    if (said.isPresent() && !said.get().hasOptions() || !block.values.isEmpty()) {
      return Found.sure(block.line, written(block, said.orElse(null), why));
    }
    if (said.filter(Kind.ORDER::equals).isPresent()) {
      return Found.sure(block.line, Content.of(Kind.ORDER, block.text, answers.stream().map(StarredLine::text).toList(), List.of(), null, why, block.tags));
    }
    if (!answers.isEmpty()) {
      boolean one = said.filter(kind -> kind != Kind.MULTIPLE).isPresent();
      return Found.choice(block.line, block.text, answers, said.filter(Kind.MULTIPLE::equals).isPresent(), one, why, block.tags, yesAndNo);
    }
    return Found.withoutAnswers(block.line, block.text, why, block.tags);
  }

  private static Optional<Kind> kind(Block block) {
    Matcher said = KIND.matcher(block.text);
    if (!said.find() || !KINDS.containsKey(said.group(1))) {
      return Optional.empty();
    }
    block.text = block.text.substring(0, said.start());
    return Optional.of(KINDS.get(said.group(1)));
  }

  private static Content written(Block block, @Nullable Kind said, String why) {
    if (said == Kind.SCALE || said == Kind.CLOUD || said == Kind.POINT) {
      return Content.of(said, block.text, List.of(), said == Kind.POINT ? block.values : List.of(), null, why, block.tags);
    }
    boolean isNumber = said == null ? number(block.values.getFirst()).isPresent() : said == Kind.NUMBER;
    if (!isNumber) {
      return Content.of(Kind.TEXT, block.text, List.of(), block.values, null, why, block.tags);
    }
    Near near = block.values.isEmpty() ? new Near(List.of(), null) : number(block.values.getFirst()).orElse(new Near(block.values, null));
    return Content.of(Kind.NUMBER, block.text, List.of(), near.right(), near.tolerance(), why, block.tags);
  }

  /** A right number. */
  record Near(List<String> right, @Nullable Double tolerance) {}

  /** 7, 7 ± 2, or 5..9. */
  static Optional<Near> number(String value) {
    Matcher near = NEAR.matcher(value), range = RANGE.matcher(value);
    if (near.matches()) {
      return Numbers.counted(near.group(1)).flatMap(one -> Numbers.counted(near.group(2)).map(by -> new Near(List.of(one), Math.abs(Double.parseDouble(by)))));
    }
    if (range.matches()) {
      return Numbers.counted(range.group(1)).flatMap(from -> Numbers.counted(range.group(2)).map(to -> between(new BigDecimal(from), new BigDecimal(to))));
    }
    return Numbers.counted(value).map(one -> new Near(List.of(one), null));
  }

  private static Near between(BigDecimal from, BigDecimal to) {
    BigDecimal two = BigDecimal.valueOf(2);
    return new Near(List.of(Numbers.plain(from.add(to).divide(two))), to.subtract(from).abs().divide(two).doubleValue());
  }

  static String write(List<Content> contents) {
    return IntStream.range(0, contents.size()).mapToObj(i -> write(i + 1, contents.get(i))).collect(Collectors.joining("\n"));
  }

  private static String write(int number, Content content) {
    List<String> lines = new ArrayList<>();
    lines.add(number + ". " + content.text() + mark(content));
    for (int i = 0; i < content.options().size(); i++) {
      lines.add((char) ('a' + i) + ") " + new StarredLine(content.options().get(i), content.isRight(i)).written());
    }
    if (!content.kind().hasOptions()) {
      content.right().forEach(right -> lines.add("= " + right + (content.tolerance() == null ? "" : " \u00b1 " + Numbers.plain(content.tolerance()))));
    }
    if (!content.why().isEmpty()) {
      content.why().lines().forEach(line -> lines.add("! " + line));
    }
    if (!content.tags().isEmpty()) {
      lines.add("# " + String.join(", ", content.tags()));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Said where the answers do not say it, or the question seems to say something else. */
  private static String mark(Content content) {
    boolean clear = content.kind() == Kind.SINGLE && content.right().size() == 1 || content.kind() == Kind.MULTIPLE && content.right().size() > 1;
    return clear && !KIND.matcher(content.text()).find()
        ? ""
        : " [" + KINDS.entrySet().stream().filter(one -> one.getValue() == content.kind()).map(Map.Entry::getKey).findFirst().orElseThrow() + "]";
  }
}
