package org.lectern.support;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An app on somebody's phone that shows codes, as RFC 6238 has it; it knows nothing of how the server reckons them. */
public final class Authenticator {

  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final byte[] secret;

  /** @param key as a page shows it */
  public Authenticator(String key) {
    String letters = key.replace(" ", "");
    BigInteger bits = letters.chars().mapToObj(letter -> BigInteger.valueOf(LETTERS.indexOf(letter))).reduce(BigInteger.ZERO, (all, five) -> all.shiftLeft(5).or(five));
    byte[] bytes = bits.toByteArray();
    secret = new byte[letters.length() * 5 / 8];
    System.arraycopy(bytes, Math.max(0, bytes.length - secret.length), secret, Math.max(0, secret.length - bytes.length), Math.min(bytes.length, secret.length));
  }

  /** What it shows now. */
  public String code() {
    return code(0);
  }

  /** What it shows half a minute on: a server takes it already. */
  public String nextCode() {
    return code(1);
  }

  private String code(int later) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(Instant.now().getEpochSecond() / 30 + later).array());
      return "%06d".formatted((ByteBuffer.wrap(hash, hash[19] & 15, 4).getInt() & 0x7fffffff) % 1_000_000);
    } catch (GeneralSecurityException missing) {
      throw new AssertionError(missing);
    }
  }
}
