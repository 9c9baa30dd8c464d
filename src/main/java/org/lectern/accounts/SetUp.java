package org.lectern.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the first admin of an empty installation. Whoever can read the log runs the machine: the code printed
 * there keeps the first visitor who happens to come by from taking it over.
 */
@Component
class SetUp {

  private static final Logger log = LoggerFactory.getLogger(SetUp.class);

  /** Without letters and digits that look alike. */
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private final Users users;
  private final JdbcClient jdbc;
  private final Guessing.Limit attempts;

  SetUp(Users users, JdbcClient jdbc, Guessing guessing) {
    this.attempts = guessing.limit("set-up code", 10, Duration.ofMinutes(10));
    this.users = users;
    this.jdbc = jdbc;
  }

  boolean isNeeded() {
    return !users.anybody();
  }

  @EventListener(ApplicationReadyEvent.class)
  void printCode() {
    if (isNeeded()) {
      log.info("Nobody has an account yet. Open /set-up and enter this code: {}", code());
    }
  }

  /** Made by whoever asks first: every node knows the same one. */
  String code() {
    jdbc.sql("insert into set_up_code (code) values (?) on conflict do nothing").param(newCode()).update();
    return jdbc.sql("select code from set_up_code").query(String.class).single();
  }

  /** Compares without regard to case, spaces and hyphens, and slows down guessing. */
  boolean accepts(String typed) {
    attempts.count("code");
    boolean right = MessageDigest.isEqual(plain(code()), plain(typed));
    log.info("Somebody entered {} code at /set-up", right ? "the" : "a wrong");
    return right;
  }

  /** Creates the first admin, or nobody when there are people by now. */
  @Transactional
  void createFirstAdmin(String email, String name, String password) {
    jdbc.sql("lock table users in share row exclusive mode").update(); // two at once would make two
    if (isNeeded()) {
      users.create(email, name, Role.ADMIN, password);
      jdbc.sql("delete from set_up_code").update();
    }
  }

  private static byte[] plain(String code) {
    return code.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
  }

  private static String newCode() {
    SecureRandom random = new SecureRandom();
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      code.append(i > 0 && i % 4 == 0 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }
}
