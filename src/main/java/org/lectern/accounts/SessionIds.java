package org.lectern.accounts;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.session.SessionIdGenerator;
import org.springframework.stereotype.Component;

/** Session ids of 216 random bits. A random UUID has 122; the column has room for the 36 characters that both are. */
@Component
class SessionIds implements SessionIdGenerator {

  private static final int BYTES = 27;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String generate() {
    byte[] id = new byte[BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().encodeToString(id);
  }
}
