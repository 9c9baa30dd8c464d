package org.lectern.accounts;

/** What was sent is no picture, of a kind we do not read, or broken. */
class UnreadablePictureException extends Exception {

  UnreadablePictureException(String why) {
    super(why);
  }
}
