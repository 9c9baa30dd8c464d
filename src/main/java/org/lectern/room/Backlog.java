package org.lectern.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one reader. The queue is bounded. A reader that does not read loses media first. One that is too far behind in
 * entries is asked to come back, and the log catches it up.
 *
 * <p>Guarded by the lock of its line.
 */
final class Backlog {

  /** Bytes that may wait for one reader: some minutes of entries, or one large snapshot and then some. */
  static final int MOST_TEXT = 2 * 1024 * 1024;

  /** Bytes of media that may wait for one reader. All readers share these bytes, so the limit is on delay and not on memory. */
  private static final int MOST_MEDIA = 4 * 1024 * 1024;

  /** A mark in the queue where media was left out. The reader skips from there on, after it has read what was queued before. */
  private static final MediaBatch MISSED = MediaBatch.of(List.of(), 0);

  private final Deque<Outgoing> waiting = new ArrayDeque<>(1);
  private final SlowReader slowReader = new SlowReader();
  private final IntConsumer dropped;
  private int text;
  private int media;
  private boolean missing;

  /** @param dropped told how many frames of media were left out */
  Backlog(IntConsumer dropped) {
    this.dropped = dropped;
  }

  /** @return false when the reader is too far behind */
  boolean add(Outgoing message) {
    switch (message) {
      case TextFrame frame -> {
        text += frame.size();
        waiting.add(frame);
      }
      case MediaBatch batch -> {
        if (media + batch.size() > MOST_MEDIA && !batch.isNeeded()) {
          leaveOut(batch);
        } else {
          missing = false;
          media += batch.size();
          waiting.add(batch);
        }
      }
    }
    return text <= MOST_TEXT;
  }

  private void leaveOut(MediaBatch batch) {
    dropped.accept(batch.frames().size());
    if (!missing) {
      missing = true;
      waiting.add(MISSED);
    }
  }

  /**
   * @param now nanoseconds of the clock that batches are stamped with
   * @return the next message as this reader is to have it; null when nothing waits
   */
  @Nullable Outgoing next(long now) {
    Outgoing next;
    while ((next = waiting.poll()) != null) {
      switch (next) {
        case TextFrame frame -> {
          text -= frame.size();
          return frame;
        }
        case MediaBatch batch when batch == MISSED -> slowReader.missed();
        case MediaBatch batch -> {
          media -= batch.size();
          MediaBatch kept = slowReader.keepUp(batch, now);
          if (kept != batch) {
            dropped.accept(Math.max(0, batch.frames().size() - kept.frames().size()));
          }
          if (!kept.frames().isEmpty()) {
            return kept;
          }
        }
      }
    }
    return null;
  }

  /** Whether nothing waits and nothing was left out. */
  boolean isClear() {
    return waiting.isEmpty() && slowReader.isOnTime();
  }

  void clear() {
    waiting.clear();
  }
}
