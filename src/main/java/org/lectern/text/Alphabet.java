package org.lectern.text;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.context.i18n.LocaleContextHolder;

/** The order of words as the language of the reader has it: Ä beside A in German, and behind Z in Swedish. */
public final class Alphabet {

  /** One for each order there is: many languages share one, and a browser may ask in any. */
  private static final Map<ULocale, Collator> COLLATORS = new ConcurrentHashMap<>();

  private Alphabet() {}

  /** For who asks. */
  public static <T> Comparator<T> by(Function<? super T, String> name) {
    return by(name, LocaleContextHolder.getLocale());
  }

  public static <T> Comparator<T> by(Function<? super T, String> name, Locale reader) {
    ULocale order = Collator.getFunctionalEquivalent("collation", ULocale.forLocale(reader));
    Collator collator = COLLATORS.computeIfAbsent(order, Alphabet::collator);
    return (one, other) -> collator.compare(name.apply(one), name.apply(other));
  }

  /** Frozen, so that many requests can use one. Numbers in titles count as numbers: Week 2 comes before Week 10. */
  private static Collator collator(ULocale order) {
    Collator collator = Collator.getInstance(order);
    if (collator instanceof RuleBasedCollator rules) {
      rules.setNumericCollation(true);
    }
    return collator.freeze();
  }
}
