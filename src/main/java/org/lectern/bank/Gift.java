package org.lectern.bank;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.text.Written;
import org.springframework.web.util.HtmlUtils;

/**
 * Moodle's GIFT format (Moodle documentation, "GIFT format"): {@code ::title:: question {=right ~wrong #feedback ####reason}}. What is written
 * with a backslash is taken out of the way first, so that everything else can be looked for without asking whether it is meant.
 */
final class Gift {

  /** What has a backslash before it where it is meant as itself, in the order of their stand-ins. */
  private static final String ESCAPED = "~=#{}:\\n";
  private static final char FIRST_STAND_IN = '\ue000';

  private static final Pattern STAND_INS = Pattern.compile("[\ue000-\ue007]");
  private static final Pattern BACKSLASHED = Pattern.compile("\\\\([~=#{}:\\\\n])");
  private static final Pattern CATEGORY = Pattern.compile("^\\s*\\$CATEGORY:\\s*(.*)$");
  private static final Pattern TAG = Pattern.compile("\\[tag:([^\\]]*)\\]");
  private static final Pattern TITLE = Pattern.compile("^\\s*::(.*?)::", Pattern.DOTALL);
  private static final Pattern MARKUP = Pattern.compile("^\\s*\\[(html|moodle|plain|markdown)\\]");
  private static final Pattern TAGS_OF_HTML = Pattern.compile("<[^<>]{0,200}>");
  private static final Pattern TRUE_OR_FALSE = Pattern.compile("^(T|TRUE|F|FALSE)\\s*(?:#.*)?$", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern ANSWER = Pattern.compile("([=~])\\s*(?:%(-?[\\d.,]+)%)?([^=~]*)");
  /** What Moodle has as well. */
  static final Set<Kind> ABLE = EnumSet.complementOf(EnumSet.of(Kind.CLOUD, Kind.ORDER, Kind.POINT));

  private static final String GAP = " _____ ";

  private Gift() {}

  /** One question's lines, with stand-ins. */
  private record Block(int line, String text, List<String> tags) {}

  /** @param weight in percent; null where none is written */
  private record Answer(boolean marked, @Nullable Double weight, String text, String feedback) {

    boolean isRight() {
      return marked ? weight == null || weight >= 100 : weight != null && weight > 0;
    }
  }

  static List<Found> read(String text, List<String> yesAndNo) {
    return blocks(text).stream().limit(Format.MOST + 1).map(block -> found(block, yesAndNo)).toList();
  }

  /** Questions end with an empty line, unless it stands between braces. */
  private static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    List<String> category = List.of();
    List<String> tags = new ArrayList<>();
    StringBuilder read = new StringBuilder();
    int from = 0;
    boolean open = false;
    String[] lines = standingIn(text).split("\n", -1);
    for (int i = 0; i <= lines.length; i++) {
      String line = i < lines.length ? lines[i] : "";
      Matcher named = CATEGORY.matcher(line);
      boolean between = read.isEmpty();
      if (line.strip().startsWith("//")) {
        TAG.matcher(line).results().forEach(tag -> tags.addAll(QuestionForm.split(restored(tag.group(1)))));
      } else if (between && named.find()) {
        category = category(restored(named.group(1)));
      } else if (line.isBlank() && (i == lines.length || !open)) {
        if (!between) {
          tags.addAll(category);
          blocks.add(new Block(from, read.toString(), List.copyOf(tags)));
          tags.clear();
          read.setLength(0);
          open = false;
        }
      } else {
        from = between ? i + 1 : from;
        read.append(line).append('\n');
        open = line.indexOf('{') < 0 && line.indexOf('}') < 0 ? open : line.lastIndexOf('{') > line.lastIndexOf('}');
      }
    }
    return blocks;
  }

  /** The last part of {@code $course$/top/Week 6/Subduction}. */
  private static List<String> category(String path) {
    String last = Written.line(path.substring(path.lastIndexOf('/') + 1));
    return last.isEmpty() || last.equals("top") || last.equals("$course$") ? List.of() : List.of(Written.firstOf(last, Content.LONGEST_TAG).strip());
  }

  private static Found found(Block block, List<String> yesAndNo) {
    String text = TITLE.matcher(block.text()).replaceFirst("");
    String title = TITLE.matcher(block.text()).results().findFirst().map(one -> one.group(1)).orElse("");
    Matcher markup = MARKUP.matcher(text);
    boolean html = markup.find() && markup.group(1).equals("html");
    String rest = markup.replaceFirst("");
    int open = rest.indexOf('{'), close = rest.indexOf('}', open);
    if (open < 0) {
      return Found.withoutAnswers(block.line(), line(rest, html), "", block.tags());
    }
    if (close < 0) {
      return Found.unreadable(block.line(), line(rest.substring(0, open), html), "bank.import.brace");
    }
    String after = rest.substring(close + 1).strip();
    String asked = rest.substring(0, open).strip() + (after.isEmpty() ? "" : GAP + after);
    return answered(block, line(asked.isBlank() ? title : asked, html), rest.substring(open + 1, close).strip(), html, yesAndNo);
  }

  private static Found answered(Block block, String text, String body, boolean html, List<String> yesAndNo) {
    int reason = body.indexOf("####");
    String why = reason < 0 ? "" : lines(body.substring(reason + 4), html);
    String answers = reason < 0 ? body : body.substring(0, reason).strip();
    Matcher truth = TRUE_OR_FALSE.matcher(answers);
    if (answers.isEmpty()) {
      return Found.sure(block.line(), Content.of(Kind.TEXT, text, List.of(), List.of(), null, why, block.tags()));
    }
    if (truth.matches()) {
      String right = truth.group(1).toUpperCase(Locale.ROOT).startsWith("T") ? "0" : "1";
      return Found.sure(block.line(), Content.of(Kind.YES_NO, text, yesAndNo, List.of(right), null, why, block.tags()));
    }
    return answers.startsWith("#") ? number(block, text, answers.substring(1).strip(), why, html) : written(block, text, answers, why, html, yesAndNo);
  }

  private static Found number(Block block, String text, String body, String why, boolean html) {
    Answer first = body.startsWith("=") ? answers(body, html).stream().filter(Answer::isRight).findFirst().orElse(null) : plain(body, html);
    if (body.isEmpty()) {
      return Found.sure(block.line(), Content.of(Kind.NUMBER, text, List.of(), List.of(), null, why, block.tags()));
    }
    Optional<PlainText.Near> near = first == null ? Optional.empty() : near(first.text());
    if (near.isEmpty()) {
      return Found.unreadable(block.line(), text, "bank.import.number");
    }
    String said = why.isEmpty() && first != null ? first.feedback() : why;
    return Found.sure(block.line(), Content.of(Kind.NUMBER, text, List.of(), near.get().right(), near.get().tolerance(), said, block.tags()));
  }

  private static Answer plain(String body, boolean html) {
    int feedback = body.indexOf('#');
    return new Answer(true, null, feedback < 0 ? body : body.substring(0, feedback), feedback < 0 ? "" : lines(body.substring(feedback + 1), html));
  }

  /** 7, 7:2, or 5..9. */
  private static Optional<PlainText.Near> near(String value) {
    int colon = value.indexOf(':');
    return PlainText.number(colon < 0 ? value : value.substring(0, colon) + "\u00b1" + value.substring(colon + 1));
  }

  private static Found written(Block block, String text, String body, String why, boolean html, List<String> yesAndNo) {
    if (!body.startsWith("=") && !body.startsWith("~")) {
      return Found.unreadable(block.line(), text, "bank.import.unknown");
    }
    List<Answer> answers = answers(body, html);
    String said = why.isEmpty() ? answers.stream().filter(Answer::isRight).map(Answer::feedback).filter(one -> !one.isEmpty()).findFirst().orElse("") : why;
    if (answers.stream().noneMatch(one -> !one.marked())) {
      if (answers.size() > 1 && answers.stream().allMatch(one -> one.text().contains("->"))) {
        return Found.unreadable(block.line(), text, "bank.import.matching");
      }
      List<String> right = answers.stream().filter(Answer::isRight).map(one -> Written.line(one.text())).toList();
      return Found.sure(block.line(), Content.of(Kind.TEXT, text, List.of(), right, null, said, block.tags()));
    }
    boolean several = answers.stream().allMatch(one -> !one.marked() && one.weight() != null);
    List<StarredLine> options = answers.stream().map(one -> new StarredLine(Written.line(one.text()), one.isRight() && (several || one.marked()))).toList();
    return Found.choice(block.line(), text, options, several, false, said, block.tags(), yesAndNo);
  }

  private static List<Answer> answers(String body, boolean html) {
    return ANSWER.matcher(body).results().limit(Format.MOST_ANSWERS).map(one -> answer(one, html)).toList();
  }

  private static Answer answer(MatchResult read, boolean html) {
    String text = read.group(3);
    int feedback = text.indexOf('#');
    Double weight = read.group(2) == null ? null : Numbers.counted(read.group(2)).map(Double::valueOf).orElse(0.0);
    return new Answer(
        read.group(1).equals("="), weight, shown(feedback < 0 ? text : text.substring(0, feedback), html), feedback < 0 ? "" : lines(text.substring(feedback + 1), html));
  }

  private static String standingIn(String text) {
    return BACKSLASHED.matcher(STAND_INS.matcher(text).replaceAll("")).replaceAll(one -> Character.toString(FIRST_STAND_IN + ESCAPED.indexOf(one.group(1))));
  }

  private static String restored(String text) {
    return STAND_INS.matcher(text).replaceAll(one -> Matcher.quoteReplacement(original(ESCAPED.charAt(one.group().charAt(0) - FIRST_STAND_IN))));
  }

  private static String original(char escaped) {
    return escaped == 'n' ? "\n" : Character.toString(escaped);
  }

  private static String lines(String text, boolean html) {
    String markup = MARKUP.matcher(text.strip()).replaceFirst("");
    return Written.lines(restored(html ? withoutTags(markup) : markup).strip());
  }

  private static String shown(String text, boolean html) {
    return line(MARKUP.matcher(text).replaceFirst(""), html);
  }

  private static String line(String text, boolean html) {
    return Written.line(restored(html ? withoutTags(text) : text));
  }

  private static String withoutTags(String html) {
    return HtmlUtils.htmlUnescape(TAGS_OF_HTML.matcher(html).replaceAll(" "));
  }

  static String write(List<Content> contents) {
    return contents.stream().map(Gift::write).collect(Collectors.joining("\n"));
  }

  private static String write(Content content) {
    String tags = content.tags().stream().map(tag -> "[tag:" + tag.replace("]", "") + "]").collect(Collectors.joining(" "));
    String why = content.why().isEmpty() ? "" : "\n####" + escaped(content.why());
    return (tags.isEmpty() ? "" : "// " + tags + "\n")
        + "::%s::[plain]%s {%s%s}\n".formatted(backslashed(Written.firstOf(content.text(), 40).strip()), backslashed(content.text()), answers(content), why);
  }

  private static String answers(Content content) {
    return switch (content.kind()) {
      case SINGLE -> options(content, null);
      case MULTIPLE -> options(content, BigDecimal.valueOf(100).divide(BigDecimal.valueOf(Math.max(1, content.right().size())), 5, RoundingMode.HALF_UP));
      case YES_NO -> content.right().isEmpty() ? options(content, null) : content.isRight(0) ? "TRUE" : "FALSE";
      case SCALE -> "~1 ~2 ~3 ~4 ~5";
      case NUMBER -> "#" + String.join("", content.right()) + (content.tolerance() == null || content.right().isEmpty() ? "" : ":" + Numbers.plain(content.tolerance()));
      case CLOUD, ORDER, POINT -> throw new IllegalArgumentException("GIFT has no " + content.kind());
      case TEXT -> content.right().stream().map(one -> "=" + weighed(one, "100")).collect(Collectors.joining(" "));
    };
  }

  /** @param share of each right one where any number may be chosen, in percent; null where one is */
  private static String options(Content content, @Nullable BigDecimal share) {
    return IntStream.range(0, content.options().size())
        .mapToObj(i -> option(content.options().get(i), content.isRight(i), share, content.right().isEmpty()))
        .collect(Collectors.joining("\n\t", "\n\t", "\n"));
  }

  private static String option(String text, boolean right, @Nullable BigDecimal share, boolean noneRight) {
    if (share == null) {
      return right ? "=" + weighed(text, "100") : "~" + weighed(text, "0");
    }
    return "~%" + (right ? share.stripTrailingZeros().toPlainString() : noneRight ? "0" : "-100") + "%" + escaped(text);
  }

  /** What begins like a weight has one before it. */
  private static String weighed(String text, String weight) {
    return (text.startsWith("%") ? "%" + weight + "%" : "") + escaped(text);
  }

  private static String escaped(String text) {
    return (MARKUP.matcher(text).find() ? "[plain]" : "") + backslashed(text);
  }

  private static String backslashed(String text) {
    return text.replaceAll("([~=#{}:\\\\])", "\\\\$1").replace("\n", "\\n");
  }
}
