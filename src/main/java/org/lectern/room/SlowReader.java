package org.lectern.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lectern.media.Frame;

/**
 * Decides what of a batch one reader is still sent. A reader that is more than a second behind gets no picture until the next
 * keyframe that reaches it in time, track by track, and is told of the gap; sound is left out last, when it is too old to be worth
 * hearing. Used by one thread.
 */
final class SlowReader {

  private static final long PICTURE_TOO_OLD = 1_000_000_000L;
  private static final long SOUND_TOO_OLD = 5_000_000_000L;

  /** What each track shows: only pictures depend on what came before. */
  private final Map<Integer, Boolean> isPicture = new HashMap<>();
  private final Set<Integer> skipping = new HashSet<>();

  /**
   * @param now nanoseconds of the clock the batch was stamped with
   * @return the batch itself when nothing is left out of it
   */
  MediaBatch keepUp(MediaBatch batch, long now) {
    long age = now - batch.madeAt();
    if (age <= PICTURE_TOO_OLD && skipping.isEmpty() && !batch.isNeeded()) {
      return batch;
    }
    List<Frame> kept = new ArrayList<>();
    batch.frames().forEach(frame -> keep(frame, age, kept));
    return kept.size() == batch.frames().size() ? batch : MediaBatch.of(kept, batch.madeAt());
  }

  /** Whether nothing is being left out. */
  boolean isOnTime() {
    return skipping.isEmpty();
  }

  /** The whole of a batch was left out. */
  void missed() {
    isPicture.forEach((track, picture) -> {
      if (picture) {
        skipping.add(track);
      }
    });
  }

  private void keep(Frame frame, long age, List<Frame> kept) {
    if (frame.kind() != Frame.Kind.MEDIA) {
      learn(frame);
      kept.add(frame);
    } else if (!isPicture.getOrDefault(frame.track(), true)) {
      if (age <= SOUND_TOO_OLD) {
        kept.add(frame);
      }
    } else if (age <= PICTURE_TOO_OLD && (frame.isKeyframe() || !skipping.contains(frame.track()))) {
      if (skipping.remove(frame.track())) {
        kept.add(Frame.gapBefore(frame));
      }
      kept.add(frame);
    } else {
      skipping.add(frame.track());
    }
  }

  private void learn(Frame frame) {
    if (frame.kind() == Frame.Kind.INIT) {
      isPicture.put(frame.track(), frame.isPicture());
      skipping.remove(frame.track());
    } else if (frame.kind() == Frame.Kind.END) {
      isPicture.remove(frame.track());
      skipping.remove(frame.track());
    }
  }
}
