package org.lectern.room;

import java.nio.ByteBuffer;
import java.util.List;
import org.lectern.media.Frame;
import org.lectern.room.websocket.Framing;

/**
 * Media that goes out in one binary message: each frame with its length before it, four bytes, big endian. Whoever keeps
 * up is sent these very bytes.
 *
 * @param length of the message in bytes
 * @param isNeeded whether a reader could not go on without this, however late
 * @param madeAt when its first frame came, in nanoseconds of this process's monotonic clock
 */
record MediaBatch(List<Frame> frames, byte[] framed, int length, boolean isNeeded, long madeAt) implements Outgoing {

  static MediaBatch of(List<Frame> frames, long now) {
    int length = frames.stream().mapToInt(frame -> 4 + frame.length()).sum();
    ByteBuffer joined = Framing.binary(length);
    frames.forEach(frame -> joined.putInt(frame.length()).put(frame.wire()));
    boolean isNeeded = frames.stream().anyMatch(frame -> frame.kind() != Frame.Kind.MEDIA);
    return new MediaBatch(List.copyOf(frames), joined.array(), length, isNeeded, now);
  }

  /** The message itself, for a container that does its own framing. */
  ByteBuffer bytes() {
    return ByteBuffer.wrap(framed, framed.length - length, length);
  }
}
