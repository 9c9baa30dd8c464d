package org.lectern.accounts;

/** A site always has someone who manages it. */
public class LastAdminException extends RuntimeException {

  LastAdminException() {
    super("the last admin of a site stays");
  }
}
