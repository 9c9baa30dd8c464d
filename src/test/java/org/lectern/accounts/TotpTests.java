package org.lectern.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {

  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** Appendix B of RFC 6238 has eight digits; six are the last of them. */
  @ParameterizedTest
  @CsvSource({"59,94287082", "1111111109,07081804", "1111111111,14050471", "1234567890,89005924", "2000000000,69279037", "20000000000,65353130"})
  void codesAreThoseOfTheStandard(long second, String digits) {
    assertThat(Totp.code(SECRET, Totp.stepAt(Instant.ofEpochSecond(second)))).isEqualTo(digits.substring(2));
  }

  @Test
  void aKeyIsWrittenAsAppsReadIt() {
    assertThat(Totp.text(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(Totp.text(new byte[Totp.SECRET_BYTES])).isEqualTo("A".repeat(32));
    assertThat(Totp.address(SECRET, "lena+x@people.example"))
        .isEqualTo("otpauth://totp/Lectern:lena%2Bx%40people.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lectern");
  }

  @Test
  void aCameraReadsThePicture() throws Exception {
    String address = Totp.address(SECRET, "lena@people.example");
    QrCode picture = QrCode.of(address);
    BitMatrix seen = new BitMatrix(picture.size() - 8); // without the quiet fields around it
    Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(picture.path()).results()
        .forEach(field -> seen.set(Integer.parseInt(field.group(1)) - 4, Integer.parseInt(field.group(2)) - 4));

    assertThat(new Decoder().decode(seen).getText()).isEqualTo(address);
  }
}
