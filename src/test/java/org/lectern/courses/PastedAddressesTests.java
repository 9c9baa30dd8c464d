package org.lectern.courses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastedAddressesTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "lena@example.org | lena@example.org",
        "lena@example.org, mei@example.org; ben@example.org ana@example.org | lena@example.org mei@example.org ben@example.org ana@example.org",
        "`lena@example.org\r\nmei@example.org\n` | lena@example.org mei@example.org",
        "O'Brien <ob@example.org>, Zoe Adams <zoe@example.org> | ob@example.org zoe@example.org",
        "\"Adams, Zoe\" <zoe@example.org>; \"O\\\"Brien\" <ob@example.org> | zoe@example.org ob@example.org",
        "Adams, Zoe <zoe@example.org>; O'Brien, Ann <ob@example.org> | zoe@example.org ob@example.org",
        "\"lena@example.org\" <lena@example.org> | lena@example.org",
        "Zoe Adams zoe@example.org, lena@example.org (Lena, at home) | zoe@example.org lena@example.org",
        "<mailto:zoe@example.org>, MAILTO:lena@example.org | zoe@example.org lena@example.org",
        "lena@example.org，mei@example.org；ben@example.org、ana@example.org | lena@example.org mei@example.org ben@example.org ana@example.org",
        "\u200blena@example.org\u00a0\ufeffmei@example.org | lena@example.org mei@example.org",
        "lena@example.org, lena@example.org | lena@example.org"
      })
  void addressesAreFoundHoweverAMailProgramWritesThem(String pasted, String addresses) {
    assertThat(PastedAddresses.in(pasted).addresses()).containsExactly(addresses.split(" "));
    assertThat(PastedAddresses.in(pasted).unclear()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "lena, mei@example.org | mei@example.org | lena",
        "Lena Fischer; Mei <mei@example.org> | mei@example.org | Lena Fischer",
        "mei@example.org, everyone else | mei@example.org | everyone else",
        "mei@example.org, lena | mei@example.org | lena",
        "`lena, ben, mei@example.org` | mei@example.org | lena/ben"
      })
  void whatIsNoAddressIsNamedAndTheOthersAreTaken(String pasted, String addresses, String unclear) {
    assertThat(PastedAddresses.in(pasted).addresses()).containsExactly(addresses.split(" "));
    assertThat(PastedAddresses.in(pasted).unclear()).containsExactly(unclear.split("/"));
  }
}
