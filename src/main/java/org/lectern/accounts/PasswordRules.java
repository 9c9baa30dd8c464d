package org.lectern.accounts;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What may be a password, as keys of the sentences that say what is wrong. */
@Component
class PasswordRules {

  /** Everybody can read it in the documentation. */
  static final String SAMPLE_PASSWORD = "lectern-demo";

  private static final int SHORTEST = 10;

  /** bcrypt looks at no more than this. */
  private static final int MOST_BYTES = 72;

  Optional<String> complaintAbout(String password) {
    if (password.length() < SHORTEST) {
      return Optional.of("password.tooShort");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return Optional.of("password.tooLong");
    }
    if (password.equals(SAMPLE_PASSWORD)) {
      return Optional.of("password.wellKnown");
    }
    return Optional.empty();
  }
}
