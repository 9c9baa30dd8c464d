package org.lectern.room;

/** The other program does not speak the protocol: its socket is closed, and the message says to a developer why. */
public final class Malformed extends RuntimeException {

  public Malformed(String message) {
    super(message, null, false, false);
  }
}
