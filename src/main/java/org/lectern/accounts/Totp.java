package org.lectern.accounts;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes that a device and we reckon from a shared secret and the time: RFC 6238, in the one way that every authenticator app knows. */
final class Totp {

  static final int SECRET_BYTES = 20;
  static final int DIGITS = 6;

  private static final int STEP_SECONDS = 30;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  static long stepAt(Instant now) {
    return now.getEpochSecond() / STEP_SECONDS;
  }

  static String code(byte[] secret, long step) {
    return ("0".repeat(DIGITS) + truncated(hmac(secret, step))).transform(digits -> digits.substring(digits.length() - DIGITS));
  }

  private static byte[] hmac(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1"); // as the RFC has it; nothing here needs SHA-1 to be free of collisions
      mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
      return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static int truncated(byte[] hmac) {
    return ByteBuffer.wrap(hmac).getInt(hmac[hmac.length - 1] & 0xf) & Integer.MAX_VALUE;
  }

  /** As people type it into an app that reads no picture. */
  static String text(byte[] secret) {
    BigInteger bits = new BigInteger(1, secret);
    StringBuilder text = new StringBuilder();
    for (int left = secret.length * Byte.SIZE - 5; left >= 0; left -= 5) {
      text.append(BASE32.charAt(bits.shiftRight(left).intValue() & 0x1f));
    }
    return text.toString();
  }

  /** What an app reads off the picture. */
  static String address(byte[] secret, String person) {
    return "otpauth://totp/Lectern:%s?secret=%s&issuer=Lectern".formatted(encoded(person), text(secret));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
