package org.lectern.media;

/** Something cannot be had from the bucket, or put there, at the moment. */
final class BucketAwayException extends RuntimeException {

  private final String number;
  private final long secondsToWait;

  /**
   * @param number by which the line about it is found in the log
   * @param secondsToWait until it is worth asking again
   */
  BucketAwayException(String number, long secondsToWait, String why) {
    super(why);
    this.number = number;
    this.secondsToWait = secondsToWait;
  }

  String number() {
    return number;
  }

  long secondsToWait() {
    return secondsToWait;
  }
}
