package org.lectern.accounts;

/** What someone may do on the whole site, beside their places in courses. */
public enum Role {
  /** Manages people and courses. */
  ADMIN
}
