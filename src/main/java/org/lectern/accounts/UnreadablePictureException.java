package org.lectern.accounts;

/** What was sent is no picture, of a kind we do not read, or broken. */
public class UnreadablePictureException extends Exception {

  private final Reason reason;

  UnreadablePictureException(Reason reason, String why) {
    super(why);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What to say of it. */
  public enum Reason {
    UNREADABLE,
    TOO_LARGE,
    ANIMATED
  }
}
