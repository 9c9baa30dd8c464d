package org.lectern.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A second thing that somebody needs to sign in, once they have switched it on: a code from an app on their device, or one of the recovery
 * codes they wrote down. No code works twice.
 */
@Component
public class SecondFactors {

  private static final Logger log = LoggerFactory.getLogger(SecondFactors.class);

  /** Clocks differ, and typing takes time: a code of the step before or after is as good. */
  private static final int TOLERATED_STEPS = 1;

  private static final int RECOVERY_CODES = 8;
  private static final int RECOVERY_DIGITS = 12;

  private final JdbcClient jdbc;
  private final PasswordEncoder passwordEncoder;
  private final SecureRandom random = new SecureRandom();

  SecondFactors(JdbcClient jdbc, PasswordEncoder passwordEncoder) {
    this.jdbc = jdbc;
    this.passwordEncoder = passwordEncoder;
  }

  public boolean isOn(UserId person) {
    return jdbc.sql("select exists (select from second_factor where user_id = ?)").param(person.value()).query(Boolean.class).single();
  }

  byte[] newSecret() {
    byte[] secret = new byte[Totp.SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /**
   * Switches it on for somebody whose device shows the right code.
   *
   * @return the recovery codes, which are known now and never again; none when the code was wrong
   */
  @Transactional
  List<String> switchOn(UserId person, byte[] secret, String typed) {
    long step = steps().filter(candidate -> isCode(secret, candidate, plain(typed))).findFirst().orElse(0);
    if (step == 0) {
      return List.of();
    }
    jdbc.sql("delete from second_factor where user_id = ?").param(person.value()).update();
    jdbc.sql("insert into second_factor (user_id, secret, last_step, since) values (?, ?, ?, ?)")
        .params(person.value(), secret, step, Timestamp.from(Instant.now()))
        .update();
    List<String> codes = Stream.generate(this::newRecoveryCode).distinct().limit(RECOVERY_CODES).toList();
    for (String code : codes) {
      jdbc.sql("insert into recovery_code (user_id, hash) values (?, ?)").params(person.value(), passwordEncoder.encode(plain(code))).update();
    }
    log.info("Person {} has switched on a second factor", person);
    return codes;
  }

  /** Digits alone, for the keyboard that a phone shows for codes; in groups, for the eye. */
  private String newRecoveryCode() {
    String digits = random.ints(RECOVERY_DIGITS, 0, 10).mapToObj(Integer::toString).reduce("", String::concat);
    return String.join(" ", digits.substring(0, 4), digits.substring(4, 8), digits.substring(8));
  }

  /** Whether this is a code of theirs, which is used up by it. */
  @Transactional
  boolean accept(UserId person, String typed) {
    String code = plain(typed);
    return code.length() == RECOVERY_DIGITS ? acceptRecovery(person, code) : acceptCode(person, code);
  }

  private boolean acceptCode(UserId person, String code) {
    return jdbc.sql("select secret from second_factor where user_id = ?").param(person.value()).query(byte[].class).list().stream()
        .flatMapToLong(secret -> steps().filter(step -> isCode(secret, step, code)))
        .anyMatch(step -> use(person, step));
  }

  /** One of two who show the same code wins. */
  private boolean use(UserId person, long step) {
    return jdbc.sql("update second_factor set last_step = ? where user_id = ? and last_step < ?").params(step, person.value(), step).update() == 1;
  }

  private boolean acceptRecovery(UserId person, String code) {
    List<String> hashes = jdbc.sql("select hash from recovery_code where user_id = ?").param(person.value()).query(String.class).list();
    boolean accepted =
        hashes.stream()
            .filter(hash -> passwordEncoder.matches(code, hash))
            .anyMatch(hash -> jdbc.sql("delete from recovery_code where user_id = ? and hash = ?").params(person.value(), hash).update() == 1);
    if (accepted) {
      log.info("Person {} has used a recovery code and has {} left", person, hashes.size() - 1);
    }
    return accepted;
  }

  int recoveryCodesLeft(UserId person) {
    return jdbc.sql("select count(*) from recovery_code where user_id = ?").param(person.value()).query(Integer.class).single();
  }

  /** Their password is enough again. */
  @Transactional
  public void remove(UserId person) {
    jdbc.sql("delete from second_factor where user_id = ?").param(person.value()).update();
  }

  /** By the system's clock, which is kept by a time server: ours stands still while a machine sleeps, and the device's does not. */
  private static LongStream steps() {
    long now = Totp.stepAt(Instant.now());
    return IntStream.rangeClosed(-TOLERATED_STEPS, TOLERATED_STEPS).mapToLong(offset -> now + offset);
  }

  private static boolean isCode(byte[] secret, long step, String typed) {
    return MessageDigest.isEqual(Totp.code(secret, step).getBytes(StandardCharsets.US_ASCII), typed.getBytes(StandardCharsets.UTF_8));
  }

  /** Apps show codes in groups, and people type them so. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s-]", "");
  }
}
