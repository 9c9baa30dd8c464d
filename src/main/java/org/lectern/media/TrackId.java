package org.lectern.media;

import org.lectern.lecture.LectureId;

/**
 * Names one run of a track.
 *
 * @param number 1..255, dense per lecture
 * @param epoch 0..255, one more each time the publisher comes back or encodes in another way
 */
public record TrackId(LectureId lecture, int number, int epoch) {

  static final int HIGHEST_EPOCH = 255;

  @Override
  public String toString() {
    return "%s/%d-%d".formatted(lecture, number, epoch);
  }
}
