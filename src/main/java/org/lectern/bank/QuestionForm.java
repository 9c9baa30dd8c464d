package org.lectern.bank;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.lecture.event.Poll;
import org.lectern.text.Written;
import org.springframework.validation.BindingResult;

/**
 * What somebody types about a question; an absent field is an empty one. What is typed into fields of another kind is not lost before it is
 * saved, so the kind may be chosen last.
 *
 * @param version the one that was changed; 0 for a new question
 * @param answers of a choice, one a line, a star at the end of a right one
 * @param yes the place of what is right of yes and no, from 0; empty for neither
 * @param texts right answers in words, one a line
 * @param area of the slide: from the left, from the top, width and height in percent; {@code areaName} is what is there
 */
record QuestionForm(
    UUID clientId,
    Integer version,
    String kind,
    String text,
    String answers,
    String yes,
    String number,
    String tolerance,
    String texts,
    String area,
    String areaName,
    String why,
    String tags,
    String seconds,
    String names,
    String deck,
    String page)
    implements Serializable {

  QuestionForm {
    clientId = clientId == null ? UUID.randomUUID() : clientId;
    version = version == null ? 0 : version;
    kind = Written.line(kind);
    text = Written.line(text);
    answers = Written.lines(answers);
    yes = Written.line(yes);
    number = Written.line(number);
    tolerance = Written.line(tolerance);
    texts = Written.lines(texts);
    area = Written.line(area);
    areaName = Written.line(areaName);
    why = Written.lines(why);
    tags = Written.line(tags);
    seconds = Written.line(seconds);
    names = Written.line(names);
    deck = Written.line(deck);
    page = Written.line(page);
  }

  /** A form to begin with: most questions have one right answer, take a minute and a half, and are answered without a name. */
  static QuestionForm empty() {
    return new QuestionForm(null, 0, Kind.SINGLE.name(), "", "", "", "", "", "", "", "", "", "", "90", Poll.Names.NOBODY.name(), "", "");
  }

  static QuestionForm of(Content content, int version) {
    Content.Slide slide = content.slide();
    boolean written = content.kind().hasOptions() && content.kind() != Kind.YES_NO;
    return new QuestionForm(
        null,
        version,
        content.kind().name(),
        content.text(),
        written ? starred(content) : "",
        content.kind() == Kind.YES_NO ? String.join("", content.right()) : "",
        content.kind() == Kind.NUMBER ? String.join("", content.right()) : "",
        content.tolerance() == null ? "" : Numbers.plain(content.tolerance()),
        content.kind() == Kind.TEXT ? String.join("\n", content.right()) : "",
        content.kind() == Kind.POINT && content.hasRight() ? inPercent(content.right().getFirst()) : "",
        content.kind() == Kind.POINT ? String.join("", content.rightInWords()) : "",
        content.why(),
        String.join(", ", content.tags()),
        content.seconds() == null ? "" : content.seconds().toString(),
        content.names().name(),
        slide == null ? "" : slide.deck(),
        slide == null ? "" : Integer.toString(slide.page()));
  }

  static String starred(Content content) {
    return IntStream.range(0, content.options().size())
        .mapToObj(place -> new StarredLine(content.options().get(place), content.isRight(place)).written())
        .collect(Collectors.joining("\n"));
  }

  /** The same in the place of a newer version, whose changes it takes back where it is saved. */
  QuestionForm over(int newer) {
    return new QuestionForm(clientId, newer, kind, text, answers, yes, number, tolerance, texts, area, areaName, why, tags, seconds, names, deck, page);
  }

  /** @param yesAndNo the two answers that Lectern writes */
  Content content(List<String> yesAndNo) {
    Kind chosen = chosen(Kind.values(), kind, Kind.SINGLE);
    List<StarredLine> lines = answers.lines().filter(line -> !line.isBlank()).map(StarredLine::read).toList();
    List<String> options =
        switch (chosen.answered()) {
          case BY_CHOICE, IN_ORDER -> lines.stream().map(StarredLine::text).toList();
          case YES_OR_NO -> yesAndNo;
          default -> List.of();
        };
    List<String> right =
        switch (chosen.answered()) {
          case BY_CHOICE -> Content.places(lines.stream().map(StarredLine::right).toList());
          case YES_OR_NO -> Stream.of("0", "1").filter(yes::equals).toList();
          case WITHOUT_RIGHT_OR_WRONG, IN_ORDER -> List.of();
          case ON_THE_SLIDE -> area.isEmpty() ? List.of() : areaName.isEmpty() ? List.of(inThousandths(area)) : List.of(inThousandths(area), areaName);
          case BY_NUMBER -> number.isEmpty() ? List.of() : List.of(Numbers.counted(number).orElse(number));
          case IN_WORDS -> texts.lines().map(Written::line).filter(line -> !line.isEmpty()).distinct().toList();
        };
    Double missed = chosen == Kind.NUMBER ? number(tolerance, -1) : null;
    Double limit = number(seconds, -1);
    Double where = number(page, -1);
    return new Content(
        chosen, text, options, right, missed, why, split(tags), limit == null ? null : limit.intValue(), chosen(Poll.Names.values(), names, Poll.Names.NOBODY),
        Content.slide(deck, where == null ? null : where.intValue()).orElse(null));
  }

  /** 48, 30, 12, 9 as 480,300,120,90; what is no such thing stays what it is. */
  private static String inThousandths(String percent) {
    List<String> sides = Arrays.stream(percent.split("[,;\\s]+")).map(side -> Numbers.counted(side).map(Double::valueOf).map(one -> Long.toString(Math.round(one * 10))).orElse(side)).toList();
    return String.join(",", sides);
  }

  private static String inPercent(String thousandths) {
    return Arrays.stream(thousandths.split(",")).map(side -> Numbers.plain(Integer.parseInt(side) / 10.0)).collect(Collectors.joining(", "));
  }

  /** Tags as they are typed, with commas between. */
  static List<String> split(String tags) {
    return Arrays.stream(tags.split("[,;\\n]")).map(Written::line).filter(tag -> !tag.isEmpty()).toList();
  }

  private static @Nullable Double number(String typed, double unreadable) {
    return typed.isEmpty() ? null : Numbers.counted(typed).map(Double::valueOf).orElse(unreadable);
  }

  private static <E extends Enum<E>> E chosen(E[] all, String name, E otherwise) {
    return Arrays.stream(all).filter(one -> one.name().equals(name)).findFirst().orElse(otherwise);
  }

  void check(Content content, BindingResult result) {
    content.wrong().forEach(wrong -> result.rejectValue(wrong.field(), wrong.key(), wrong.values(), null));
  }
}
