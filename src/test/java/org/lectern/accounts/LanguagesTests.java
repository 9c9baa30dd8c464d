package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written for whom, by what browsers say. */
class LanguagesTests {

  @ParameterizedTest(name = "{0}: {1}, names as in {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                            | en-GB |
          en-US,en;q=0.9                    | en-US | en-US
          en-AU                             | en-AU | en-AU
          en                                | en-GB | en
          en-PH,en-US;q=0.7                 | en-GB | en-PH
          de-DE,de;q=0.9,en-US;q=0.8        | en-GB | de-DE
          hi-IN,hi;q=0.9,en;q=0.8           | en-IN | hi-IN
          fr-CA,en-CA;q=0.5                 | en-CA | fr-CA
          en-GB;q=0.5,en-US;q=0.9           | en-US | en-US
          pl                                | en-GB | pl
          *                                 | en-GB |
          x,,;q=                            | en-GB |
          """)
  void theFirstWishDecides(@Nullable String accepted, String language, @Nullable String order) {
    assertThat(Languages.of(accepted).toLanguageTag()).isEqualTo(language);
    assertThat(Languages.first(accepted).map(Locale::toLanguageTag).orElse(null)).isEqualTo(order);
  }
}
