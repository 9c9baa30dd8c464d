package org.lectern.courses.materials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plate-tectonics.pdf, plate-tectonics.pdf",
        "C:\\Users\\amara\\slides.pdf, slides.pdf",
        "100% Übung.pdf, 100% Übung.pdf",
        "a;b=c.txt, a;b=c.txt",
        "a%2Fb.txt, a%2Fb.txt",
        ".., ..",
        "the %22big%22 one.pdf, the \"big\" one.pdf",
        "U\u0308bung.pdf, Übung.pdf",
        "invoice\u202efdp.exe, invoicefdp.exe",
        "\u200bsecret\ufeff.pdf, secret.pdf",
        "tab\there.pdf, tab here.pdf",
        "`\u200b \u200b`, file",
        "`   `, file"
      })
  void aFileIsCalledWhatItsOwnerSees(String sent, String kept) {
    assertThat(FileName.of(sent)).isEqualTo(kept);
  }

  @Test
  void aLongNameKeepsItsEndingAndIsNeverCutThroughACharacter() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    assertThat(FileName.of("火".repeat(146) + ".pdf")).isEqualTo("火".repeat(146) + ".pdf");
    assertThat(FileName.of("a".repeat(300) + ".pdf")).isEqualTo("a".repeat(251) + ".pdf");
    assertThat(FileName.of(family.repeat(40) + ".pdf")).isEqualTo(family.repeat(31) + ".pdf");
    assertThat(FileName.of("\uD83C\uDF0B".repeat(200))).isEqualTo("\uD83C\uDF0B".repeat(127));
  }
}
