package org.lectern.bank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Reader;
import org.lectern.lecture.event.Poll;
import org.lectern.text.Written;

/**
 * What a question says: all of it that somebody writes.
 *
 * @param options of a choice, or of an order as they are right; else none
 * @param right the right answers as they are counted, an option by its place from 0, and an area of the slide with what it is called; none
 *     where there is no right or wrong, and of an order
 * @param tolerance by how much a right number may be missed
 * @param why said once the results are shown; empty for nothing
 * @param seconds for how long it is asked; null for no limit
 * @param names who learns what a person answers, unless whoever asks says otherwise
 * @param slide where it is asked; null for anywhere
 */
public record Content(
    Kind kind,
    String text,
    List<String> options,
    List<String> right,
    @Nullable Double tolerance,
    String why,
    List<String> tags,
    @Nullable Integer seconds,
    Poll.Names names,
    @Nullable Slide slide) {

  static final int LONGEST_TEXT = 500;
  static final int LONGEST_OPTION = 200;
  static final int MOST_OPTIONS = 10;
  static final int LONGEST_ANSWER = 100;
  static final int LONGEST_WHY = 1_000;
  static final int MOST_TAGS = 10;
  static final int LONGEST_TAG = 40;
  static final int SHORTEST_SECONDS = 5;
  static final int LONGEST_SECONDS = 3_600;

  /** The slide is so wide, and so high. */
  static final int WHOLE = 1_000;

  private static final Pattern PICTURE = Pattern.compile("!\\[([^\\]]*)\\]\\(image:[^)]*\\)");
  private static final Pattern AREA = Pattern.compile("\\d{1,4}(,\\d{1,4}){3}");

  /** @param deck its title, and {@code page} from 1 */
  public record Slide(String deck, int page) {}

  /** What is wrong with a part of it, as the key of a sentence. */
  record Wrong(String field, String key, Object... values) {

    public String said(Reader reader) {
      return reader.say(key, values);
    }
  }

  public Content {
    text = Written.line(text);
    options = options.stream().map(Written::line).toList();
    right = right.stream().map(Written::line).toList();
    why = Written.lines(why);
    tags = tags.stream().map(Written::line).filter(tag -> !tag.isEmpty()).distinct().toList();
  }

  /** A question as it comes from a text: asked anywhere, for as long as most are, with nobody's name. */
  static Content of(Kind kind, String text, List<String> options, List<String> right, @Nullable Double tolerance, String why, List<String> tags) {
    return new Content(kind, text, options, right, tolerance, why, tags, null, Poll.Names.NOBODY, null);
  }

  Content tagged(List<String> more) {
    List<String> all = new ArrayList<>(tags);
    all.addAll(more);
    return new Content(kind, text, options, right, tolerance, why, all, seconds, names, slide);
  }

  /** The question where it is one of many: a picture in it is told by what it shows. */
  public String called() {
    return PICTURE.matcher(text).replaceAll("$1");
  }

  /** The right answers in words. */
  public List<String> rightInWords() {
    if (kind == Kind.ORDER) {
      return List.of(String.join(" \u2192 ", options));
    }
    if (kind == Kind.POINT) {
      return right.stream().skip(1).toList();
    }
    return kind.hasOptions() ? right.stream().map(place -> options.get(Integer.parseInt(place))).toList() : right;
  }

  public boolean hasRight() {
    return kind == Kind.ORDER || !right.isEmpty();
  }

  public boolean isRight(int option) {
    return kind.hasOptions() && right.contains(Integer.toString(option));
  }

  /** What is wrong with it, if anything. */
  List<Wrong> wrong() {
    List<Wrong> wrong = new ArrayList<>();
    check(wrong, !text.isEmpty(), "text", "bank.wrong.text");
    check(wrong, text.length() <= LONGEST_TEXT, "text", "bank.wrong.long", LONGEST_TEXT);
    checkAnswers(wrong);
    check(wrong, why.length() <= LONGEST_WHY, "why", "bank.wrong.long", LONGEST_WHY);
    check(wrong, tags.size() <= MOST_TAGS, "tags", "bank.wrong.tags", MOST_TAGS);
    check(wrong, tags.stream().allMatch(tag -> tag.length() <= LONGEST_TAG), "tags", "bank.wrong.tag", LONGEST_TAG);
    check(wrong, seconds == null || seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS, "seconds", "bank.wrong.seconds", SHORTEST_SECONDS, LONGEST_SECONDS);
    check(wrong, slide == null || slide.page() > 0, "page", "bank.wrong.page");
    return wrong;
  }

  private void checkAnswers(List<Wrong> wrong) {
    switch (kind.answered()) {
      case BY_CHOICE, IN_ORDER -> {
        check(wrong, options.size() >= 2 && options.size() <= MOST_OPTIONS, "answers", "bank.wrong.options", MOST_OPTIONS);
        check(wrong, options.stream().noneMatch(String::isEmpty), "answers", "bank.wrong.empty");
        check(wrong, options.stream().allMatch(option -> option.length() <= LONGEST_OPTION), "answers", "bank.wrong.long", LONGEST_OPTION);
        check(wrong, options.stream().distinct().count() == options.size(), "answers", "bank.wrong.same");
        check(wrong, kind != Kind.SINGLE || right.size() < 2, "answers", "bank.wrong.oneRight");
      }
      case YES_OR_NO -> check(wrong, options.size() == 2 && right.size() < 2, "yes", "bank.wrong.oneRight");
      case WITHOUT_RIGHT_OR_WRONG -> {}
      case BY_NUMBER -> {
        check(wrong, right.stream().allMatch(one -> Numbers.counted(one).filter(one::equals).isPresent()), "number", "bank.wrong.number");
        check(wrong, tolerance == null || tolerance >= 0 && tolerance < 1e15, "tolerance", "bank.wrong.number");
      }
      case ON_THE_SLIDE -> {
        check(wrong, right.isEmpty() || isArea(right.getFirst()), "area", "bank.wrong.area");
        check(wrong, right.stream().skip(1).allMatch(name -> name.length() <= LONGEST_OPTION), "areaName", "bank.wrong.long", LONGEST_OPTION);
      }
      case IN_WORDS -> {
        check(wrong, right.size() <= MOST_OPTIONS, "texts", "bank.wrong.texts", MOST_OPTIONS);
        check(wrong, right.stream().allMatch(one -> !one.isEmpty() && one.length() <= LONGEST_ANSWER), "texts", "bank.wrong.long", LONGEST_ANSWER);
      }
    }
  }

  /** From the left, from the top, width and height, in thousandths of the slide. */
  private static boolean isArea(String written) {
    if (!AREA.matcher(written).matches()) {
      return false;
    }
    int[] sides = Arrays.stream(written.split(",")).mapToInt(Integer::parseInt).toArray();
    return sides[2] > 0 && sides[3] > 0 && sides[0] + sides[2] <= WHOLE && sides[1] + sides[3] <= WHOLE;
  }

  private static void check(List<Wrong> wrong, boolean holds, String field, String key, Object... values) {
    if (!holds && wrong.stream().noneMatch(one -> one.field().equals(field))) {
      wrong.add(new Wrong(field, key, values));
    }
  }

  /** As a room prepares it. */
  Poll.Prepared prepared(long id) {
    List<Integer> order = kind == Kind.ORDER ? mixed(options.size(), id) : IntStream.range(0, options.size()).boxed().toList();
    List<String> solution = kind == Kind.ORDER ? IntStream.range(0, options.size()).mapToObj(place -> Integer.toString(order.indexOf(place))).toList() : right;
    return new Poll.Prepared(new Poll.Question(kind.asked(), text, order.stream().map(options::get).toList()), solution, tolerance, why.isEmpty() ? null : why, id);
  }

  /** The same mixture each time, and never the right order. */
  private static List<Integer> mixed(int many, long id) {
    List<Integer> places = new ArrayList<>(IntStream.range(0, many).boxed().toList());
    Collections.shuffle(places, new Random(id));
    if (places.equals(IntStream.range(0, many).boxed().toList())) {
      Collections.rotate(places, 1);
    }
    return places;
  }

  /** The places of what is right, from a list of options of which some are. */
  static List<String> places(List<Boolean> right) {
    return IntStream.range(0, right.size()).filter(right::get).mapToObj(Integer::toString).toList();
  }

  /** Where it is asked, if a deck was chosen. */
  static Optional<Slide> slide(String deck, @Nullable Integer page) {
    String title = Written.line(deck);
    return title.isEmpty() ? Optional.empty() : Optional.of(new Slide(title, page == null ? 1 : page));
  }
}
