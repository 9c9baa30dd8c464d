package org.lectern.media;

import org.lectern.lecture.LectureId;

/**
 * Names an epoch of a track: one uninterrupted encoding of it.
 *
 * @param number 1..255, dense per lecture
 * @param epoch 0..255, one more each time the publisher comes back or encodes in another way
 */
public record EpochId(LectureId lecture, int number, int epoch) {

  static final int HIGHEST_EPOCH = 255;

  @Override
  public String toString() {
    return "%s/%d-%d".formatted(lecture, number, epoch);
  }
}
