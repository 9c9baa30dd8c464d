package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** How a moment is told to whom. */
class ReaderTests {

  private static final ResourceBundleMessageSource SENTENCES = new ResourceBundleMessageSource();

  static {
    SENTENCES.setBasename("messages");
    SENTENCES.setDefaultEncoding("UTF-8");
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en-GB | Europe/Berlin    | 15:05   | Tue 3 Nov  | 3 Nov 2026, 15:05
          en-US | Europe/Berlin    | 3:05 PM | Tue, Nov 3 | Nov 3, 2026, 3:05 PM
          en-US | America/New_York | 9:05 AM | Tue, Nov 3 | Nov 3, 2026, 9:05 AM
          en-AU | Australia/Sydney | 1:05 am | Wed, 4 Nov | 4 Nov 2026, 1:05 am
          en-ZA | Europe/Berlin    | 15:05   | Tue, 03 Nov | 03 Nov 2026, 15:05
          """)
  void eachReadsItInTheirOwnManner(Locale locale, ZoneId zone, String time, String day, String dateAndTime) {
    Reader reader = new Reader(locale, locale, zone, SENTENCES);
    Instant at = Instant.parse("2026-11-03T14:05:00Z");

    assertThat(plain(reader.time(at))).isEqualTo(time);
    assertThat(plain(reader.day(at))).isEqualTo(day);
    assertThat(plain(reader.dateAndTime(at))).isEqualTo(dateAndTime);
  }

  @ParameterizedTest(name = "{0} in {1}, planned in {2}")
  @CsvSource({
    "2026-11-03T14:05:00Z, Europe/Berlin, Europe/Berlin,",
    "2026-11-03T14:05:00Z, Europe/Berlin, Africa/Tunis,", // the same now
    "2026-07-03T14:05:00Z, Europe/Berlin, Africa/Tunis, 15:05 in Tunis", // and not in summer
    "2026-11-03T14:05:00Z, America/New_York, Europe/Berlin, 15:05 in Berlin",
    "2026-11-03T23:30:00Z, America/New_York, Europe/Berlin, 'Wed 4 Nov, 00:30 in Berlin'",
    "2026-11-03T14:05:00Z, Europe/Berlin, America/Argentina/Buenos_Aires, 11:05 in Buenos Aires"
  })
  void theClocksOfThePlaceStandBesideWhereTheyDiffer(Instant at, ZoneId here, ZoneId there, @Nullable String beside) {
    assertThat(new Reader(Locale.UK, Locale.UK, here, SENTENCES).there(at, there)).isEqualTo(beside);
  }

  /** Some languages keep a time and its half of the day together with a space of another width. */
  private static String plain(String text) {
    return text.replace('\u202f', ' ').replace('\u00a0', ' ');
  }
}
