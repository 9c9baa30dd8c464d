package org.lectern.accounts;

/** The picture of a person as pages show it: the middle of what was sent, square and small. */
final class Portrait {

  static final int SIDE = 256;

  private Portrait() {}

  static byte[] of(byte[] file) throws UnreadablePictureException {
    return SentPicture.square(file, SIDE);
  }
}
