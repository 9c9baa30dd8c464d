package org.lectern.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The Aiken format (Moodle documentation, "Aiken format"): a question, lettered answers, and {@code ANSWER: B}. */
final class Aiken {

  private static final Pattern OPTION = Pattern.compile("^\\s*([A-Za-z])[.)]\\s+(.*)$");
  private static final Pattern ANSWER = Pattern.compile("^\\s*ANSWER:\\s*([A-Za-z])\\s*$");

  private Aiken() {}

  static List<Found> read(String text, List<String> yesAndNo) {
    List<Found> found = new ArrayList<>();
    List<String> question = new ArrayList<>(), options = new ArrayList<>();
    int from = 0;
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length && found.size() <= Format.MOST; i++) {
      Matcher option = OPTION.matcher(lines[i]), answer = ANSWER.matcher(lines[i]);
      if (lines[i].isBlank()) {
        continue;
      }
      if (question.isEmpty()) {
        from = i + 1;
      }
      if (answer.matches()) {
        found.add(found(from == 0 ? i + 1 : from, question, options, answer.group(1), yesAndNo));
        question.clear();
        options.clear();
      } else if (option.matches() && !question.isEmpty()) {
        options.add(option.group(2).strip());
      } else if (options.isEmpty()) {
        question.add(lines[i].strip());
      } else {
        found.add(Found.unreadable(from, String.join(" ", question), "bank.import.noAnswer"));
        options.clear();
        question.clear();
        question.add(lines[i].strip());
        from = i + 1;
      }
    }
    if (!question.isEmpty()) {
      found.add(Found.unreadable(from, String.join(" ", question), "bank.import.noAnswer"));
    }
    return found;
  }

  private static Found found(int line, List<String> question, List<String> options, String letter, List<String> yesAndNo) {
    int right = Character.toUpperCase(letter.charAt(0)) - 'A';
    String text = String.join(" ", question);
    if (right >= options.size()) {
      return Found.unreadable(line, text, "bank.import.noSuchLetter");
    }
    List<StarredLine> answers = IntStream.range(0, options.size()).mapToObj(i -> new StarredLine(options.get(i), i == right)).toList();
    return Found.choice(line, text, answers, false, true, "", List.of(), yesAndNo);
  }

  static String write(List<Content> contents) {
    return contents.stream().map(Aiken::write).collect(Collectors.joining("\n"));
  }

  private static String write(Content content) {
    String options =
        IntStream.range(0, content.options().size()).mapToObj(i -> (char) ('A' + i) + ". " + content.options().get(i) + "\n").collect(Collectors.joining());
    return content.text() + "\n" + options + "ANSWER: " + (char) ('A' + Integer.parseInt(content.right().getFirst())) + "\n";
  }
}
