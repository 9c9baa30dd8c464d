package org.lectern.media;

/** The bucket answers, and says that it will not do: wrong keys, no such bucket. Waiting would not help. */
final class BucketRefusedException extends RuntimeException {

  BucketRefusedException(String why, Exception cause) {
    super(why + ".", cause);
  }
}
