package org.lectern.bank;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A question of the bank as it is listed, with how classes answered it, the newest first. */
record BankRow(BankQuestion question, List<Asking> askings) {

  public Content content() {
    return question.content();
  }

  public int times() {
    return askings.size();
  }

  public boolean isJudged() {
    return askings.stream().anyMatch(Asking::isJudged);
  }

  /** Of everybody who ever answered it. */
  public int rightPercent() {
    List<Asking> judged = askings.stream().filter(Asking::isJudged).toList();
    int people = judged.stream().mapToInt(Asking::people).sum();
    int right = judged.stream().mapToInt(asking -> asking.right() == null ? 0 : asking.right()).sum();
    return people == 0 ? 0 : (int) Math.round(100.0 * right / people);
  }

  /** Of what everybody ever chose on a scale; NaN for anything else. */
  public double mean() {
    OptionalDouble mean = askings.stream().flatMap(asking -> Stream.ofNullable(asking.mean())).mapToDouble(Double::doubleValue).average();
    return mean.orElse(Double.NaN);
  }

  public boolean hasMean() {
    return !Double.isNaN(mean());
  }

  /** All that is written in it, to be searched. */
  public String words() {
    return Stream.of(Stream.of(content().text(), content().why()), content().options().stream(), content().rightInWords().stream(), content().tags().stream())
        .flatMap(words -> words)
        .collect(Collectors.joining("\n"));
  }
}
