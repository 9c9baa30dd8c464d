package org.lectern.lecture;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lectern.accounts.UserId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Marks that count a person once without naming them: an HMAC (RFC 2104, SHA-256, cut to 128 bits) under a key
 * of the lecture. When the lecture is sealed its key is destroyed, and with it the last way from a mark to a
 * person.
 */
@Component
public class AnonymousMarks {

  private final JdbcTemplate jdbc;

  AnonymousMarks(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The person's mark in this lecture; empty once the lecture is sealed. */
  public Optional<String> of(LectureId lecture, UserId person) {
    return marked(lecture, Long.toString(person.value()));
  }

  /** The same for one thing in it, so that marks of two things cannot be told to be one person's. */
  public Optional<String> of(LectureId lecture, UserId person, String thing) {
    return marked(lecture, person.value() + " " + thing);
  }

  private Optional<String> marked(LectureId lecture, String what) {
    List<byte[]> keys =
        jdbc.queryForList(
            "select anonymity_key from lecture where id = ? and anonymity_key is not null",
            byte[].class,
            lecture.value());
    return keys.stream().findFirst().map(key -> mark(key, what));
  }

  private static String mark(byte[] key, String what) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest = mac.doFinal(what.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has it
    }
  }
}
