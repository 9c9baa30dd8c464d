package org.lectern.accounts;

import org.springframework.security.core.AuthenticationException;

/** The password is right, and a code is asked for beside it. */
class CodeNeededException extends AuthenticationException {

  private final transient UserId person;

  CodeNeededException(UserId person) {
    super("a code is needed");
    this.person = person;
  }

  UserId person() {
    return person;
  }
}
