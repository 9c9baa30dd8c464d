package org.lectern.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by which people set a password: each works once, for three days, and only the newest one. The table
 * holds a digest, so that a copy of the database opens no account.
 */
@Component
public class PasswordLinks {

  private static final Duration VALID_FOR = Duration.ofDays(3);
  private static final int TOKEN_BYTES = 16;

  private final JdbcClient jdbc;
  private final Users users;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  PasswordLinks(JdbcClient jdbc, Users users, Clock clock) {
    this.jdbc = jdbc;
    this.users = users;
    this.clock = clock;
  }

  /** Makes a new link for this person and returns its path. Links made before stop working. */
  @Transactional
  public String create(UserId user) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    removeAllOf(user);
    jdbc.sql("insert into password_link (digest, user_id, expires_at) values (?, ?, ?)")
        .params(digest(text), user.value(), Timestamp.from(now().plus(VALID_FOR)))
        .update();
    return "/password/" + text;
  }

  Optional<User> personOf(String token) {
    return jdbc.sql("select user_id from password_link where digest = ? and expires_at > ?")
        .params(digest(token), Timestamp.from(now()))
        .query(Long.class)
        .optional()
        .flatMap(id -> users.find(new UserId(id)))
        .filter(User::isActive);
  }

  /** Sets the password and spends the link; false when it had been spent or has expired. */
  @Transactional
  boolean use(String token, String password) {
    Optional<User> person = personOf(token);
    boolean ours =
        jdbc.sql("delete from password_link where digest = ?").param(digest(token)).update() == 1; // one of two wins
    if (person.isEmpty() || !ours) {
      return false;
    }
    users.setPassword(person.get().id(), password);
    return true;
  }

  private void removeAllOf(UserId user) {
    jdbc.sql("delete from password_link where user_id = ? or expires_at < ?")
        .params(user.value(), Timestamp.from(now()))
        .update();
  }

  private Instant now() {
    return clock.instant();
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
