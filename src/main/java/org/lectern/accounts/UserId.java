package org.lectern.accounts;

/** Names a person for as long as the installation lives. */
public record UserId(long value) {

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
