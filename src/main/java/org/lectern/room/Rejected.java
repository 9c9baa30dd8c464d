package org.lectern.room;

/** A rule of the room says no, and the person reads why. */
public final class Rejected extends RuntimeException {

  private final transient Object[] arguments;

  /**
   * @param reason the key of a sentence in {@code messages.properties}, after {@code room.rejected.}
   */
  public Rejected(String reason, Object... arguments) {
    super(reason, null, false, false);
    this.arguments = arguments;
  }

  String messageKey() {
    return "room.rejected." + getMessage();
  }

  Object[] arguments() {
    return arguments;
  }
}
