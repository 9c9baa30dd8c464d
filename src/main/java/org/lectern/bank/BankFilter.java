package org.lectern.bank;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.text.Alphabet;
import org.lectern.text.Folded;

/** What of a bank is looked at, and in which order; everything, the newest first, when nothing is said. */
record BankFilter(@Nullable String q, @Nullable Kind kind, @Nullable List<String> tag, @Nullable Sort sort, @Nullable Integer page) {

  enum Sort {
    NEWEST,
    /** The fewest right first, then what was never asked or has no right answer. */
    HARDEST,
    TEXT
  }

  BankFilter {
    q = q == null ? "" : q.strip();
    tag = tag == null ? List.of() : tag.stream().filter(one -> !one.isBlank()).distinct().toList();
    sort = sort == null ? Sort.NEWEST : sort;
    page = page == null ? 1 : Math.max(1, page);
  }

  public Stream<BankRow> of(List<BankRow> rows) {
    return rows.stream().filter(wanted()).sorted(order());
  }

  private Predicate<BankRow> wanted() {
    List<Predicate<String>> words = Arrays.stream(q.split("\\s+")).map(Folded::having).toList();
    return row ->
        (kind == null || row.content().kind() == kind)
            && row.content().tags().containsAll(tag)
            && words.stream().allMatch(word -> word.test(row.words()));
  }

  private Comparator<BankRow> order() {
    return switch (sort) {
      case NEWEST -> Comparator.comparing(row -> 0);
      case HARDEST -> Comparator.comparing(BankRow::isJudged).reversed().thenComparing(BankRow::rightPercent);
      case TEXT -> Alphabet.by(row -> row.content().text());
    };
  }

  /** The same with this tag wanted as well, or no more. */
  public List<String> toggled(String one) {
    return tag.contains(one) ? tag.stream().filter(other -> !other.equals(one)).toList() : Stream.concat(tag.stream(), Stream.of(one)).toList();
  }
}
