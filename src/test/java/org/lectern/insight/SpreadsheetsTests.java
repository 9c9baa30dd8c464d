package org.lectern.insight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadsheetsTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "Lena Fischer | Lena Fischer",
        "Ana-María = Ana | Ana-María = Ana",
        "=1+1 | '=1+1",
        "` =1+1` | `' =1+1`",
        "\uff1d1+1 | '\uff1d1+1",
        "\uff20SUM(A1) | '\uff20SUM(A1)",
        "`\t=1` | `'\t'=1`",
        "Anna;=1+1 | Anna;'=1+1",
        "Anna; -1 | Anna; '-1",
        "Anna;\"=1+1\" | Anna;\"'=1+1\"",
        "`Anna\t@A1` | `Anna\t'@A1`"
      })
  void noCellOfAnySpreadsheetBeginsLikeAFormula(String written, String cell) {
    assertThat(Spreadsheets.asText(written)).isEqualTo(cell);
  }
}
