package org.lectern.room;

import java.nio.ByteBuffer;
import java.util.List;
import org.lectern.media.Frame;

/**
 * Media gathered for up to 20 ms into one binary message: each frame with its length before it, four bytes, big endian. Encoded
 * once; whoever keeps up is sent these very bytes.
 *
 * @param madeAt nanoseconds of this process's monotonic clock
 */
record MediaBatch(List<Frame> frames, byte[] bytes, long madeAt) {

  static MediaBatch of(List<Frame> frames, long now) {
    ByteBuffer joined = ByteBuffer.allocate(frames.stream().mapToInt(frame -> 4 + frame.length()).sum());
    frames.forEach(frame -> joined.putInt(frame.length()).put(frame.wire()));
    return new MediaBatch(List.copyOf(frames), joined.array(), now);
  }

  int size() {
    return bytes.length;
  }

  /** Whether a reader could not go on without this, however late. */
  boolean isNeeded() {
    return frames.stream().anyMatch(frame -> frame.kind() != Frame.Kind.MEDIA);
  }
}
