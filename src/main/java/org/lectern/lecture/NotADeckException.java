package org.lectern.lecture;

/** A file that cannot be shown as slides, for a reason a person can act on. */
public class NotADeckException extends Exception {

  private final Reason reason;

  NotADeckException(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  /** The key of the sentence that says why. */
  public String key() {
    return "deck." + reason.key;
  }

  enum Reason {
    EMPTY("empty"),
    NOT_A_PDF("notAPdf"),
    NEEDS_PASSWORD("needsPassword"),
    DAMAGED("damaged"),
    NOT_DRAWN("notDrawn"),
    NO_PAGES("noPages"),
    TOO_MANY_PAGES("tooManyPages");

    private final String key;

    Reason(String key) {
      this.key = key;
    }
  }
}
