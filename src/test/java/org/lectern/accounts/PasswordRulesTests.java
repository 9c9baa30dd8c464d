package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTests {

  private static final String[] KNOWN = {"Dr. Amara Osei", "a.osei@geo.halden.example", "learn.halden.example"};

  private final PasswordRules rules = new PasswordRules();

  @ParameterizedTest
  @ValueSource(strings = {"qwertyuiop", "1234567890", "Password123", "BASKETBALL1", "iloveyou12"})
  void whatMostPeopleChooseIsRefused(String password) {
    assertThat(rules.complaintAbout(password, KNOWN)).contains("password.common");
  }

  /** Tests with an application do with less work: see QuickPasswords. */
  @Test
  void passwordsAreKeptByASlowFunction() {
    assertThat(new SecurityConfiguration().passwordEncoder().encode("a long enough password")).startsWith("{bcrypt}$2a$10$");
  }

  @Test
  void theListIsLongerThanWhoeverGuessesIsPatient() {
    assertThat(new CommonPasswords().size()).isEqualTo(20_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"amara-osei-1984", "Halden2026!!", "OseiAmara.Halden", "Lectern12345", "lectern lectern", "halden.example/1"})
  void whatIsKnownOfThePersonAndTheSiteIsNoPassword(String password) {
    assertThat(rules.complaintAbout(password, KNOWN)).contains("password.guessable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"amara likes quiet rivers", "halden geology field trip", "correct horse battery", "ein ganz anderes Wort", "кирпич и облако"})
  void aFewWordsAreAPasswordEvenWithAKnownOneAmongThem(String password) {
    assertThat(rules.complaintAbout(password, KNOWN)).isEmpty();
  }
}
