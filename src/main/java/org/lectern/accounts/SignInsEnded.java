package org.lectern.accounts;

/**
 * Application event: sign-ins of this person have ended without their having signed out there. Sockets opened before must ask again at
 * the door, which knows which.
 */
public record SignInsEnded(UserId user, Why why) {

  /** What brought it about. */
  public enum Why {
    NEW_PASSWORD,
    BY_THEMSELVES,
    BY_AN_ADMIN
  }
}
