package org.lectern.accounts;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;

/** Asked for again before how somebody signs in is changed: a browser left open is not enough to take an account over. */
@Component
class OwnPassword {

  private static final Logger log = LoggerFactory.getLogger(OwnPassword.class);

  /** Somebody at a browser left open who tries what the password might be. */
  private final Guessing.Limit tries;

  private final PasswordEncoder passwordEncoder;

  OwnPassword(PasswordEncoder passwordEncoder, Guessing guessing) {
    this.tries = guessing.limit("own password", 8, Duration.ofMinutes(10));
    this.passwordEncoder = passwordEncoder;
  }

  /** Complains at the field {@code current} about what is not their password. */
  void check(User person, String typed, BindingResult result) {
    tries.take(person.id().toString()).ifPresentOrElse(
        wait -> result.rejectValue("current", "signIn.tooMany", new Object[] {new TooManyAttemptsException(wait).minutes()}, null),
        () -> {
          if (!passwordEncoder.matches(typed, person.passwordHash().orElse(""))) {
            log.info("Person {} gave a wrong password when changing how they sign in", person.id());
            result.rejectValue("current", "password.current.wrong");
          }
        });
  }
}
