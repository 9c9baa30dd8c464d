package org.lectern.support;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Passwords are kept as they are in earnest but for the work: a password is compared in a millisecond instead of a tenth of a second. */
@TestConfiguration(proxyBeanMethods = false)
public class QuickPasswords {

  private static final int LEAST_WORK = 4;

  @Bean
  @Primary
  PasswordEncoder quickPasswords(@Qualifier("passwordEncoder") PasswordEncoder inEarnest) {
    BCryptPasswordEncoder quick = new BCryptPasswordEncoder(LEAST_WORK);
    return new PasswordEncoder() {

      @Override
      public String encode(CharSequence password) {
        return "{bcrypt}" + quick.encode(password);
      }

      @Override
      public boolean matches(CharSequence password, String kept) {
        return inEarnest.matches(password, kept);
      }
    };
  }
}
