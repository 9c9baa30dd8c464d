package org.lectern.room;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one reader. Bounded: media is the first thing a reader that does not read goes without, and one that is too far
 * behind in entries cannot be caught up here.
 *
 * <p>Guarded by the lock of its line.
 */
final class Backlog {

  /** Bytes that may wait for one reader: some minutes of entries, or one large snapshot and then some. */
  static final int MOST_TEXT = 2 * 1024 * 1024;

  /** Bytes of media that may wait for one reader; they are shared, so this bounds how far behind it is and not memory. */
  private static final int MOST_MEDIA = 4 * 1024 * 1024;

  private final Deque<Outgoing> waiting = new ArrayDeque<>(1);
  private final SlowReader slowReader = new SlowReader();
  private final IntConsumer dropped;
  private int text;
  private int media;
  private boolean missedMedia;

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
          missedMedia = true;
          dropped.accept(batch.frames().size());
        } else {
          media += batch.size();
          waiting.add(batch);
        }
      }
    }
    return text <= MOST_TEXT;
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
        case MediaBatch batch -> {
          media -= batch.size();
          MediaBatch kept = keepUp(batch, now);
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

  private MediaBatch keepUp(MediaBatch batch, long now) {
    if (missedMedia) {
      missedMedia = false;
      slowReader.missed();
    }
    return slowReader.keepUp(batch, now);
  }

  /** Whether the reader has everything so far, and wants everything that comes. */
  boolean isClear() {
    return waiting.isEmpty() && !missedMedia && slowReader.isOnTime();
  }

  void clear() {
    waiting.clear();
  }
}
