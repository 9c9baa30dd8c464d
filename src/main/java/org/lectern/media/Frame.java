package org.lectern.media;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One message of the media wire: a 16-byte header, big endian, and a payload. The bytes a publisher sent are kept as they came and
 * the same array goes to the journal and to every viewer, so nothing here may be changed after {@link #read}.
 *
 * <pre>
 *  0  u8   version (high four bits, 1) and kind (low four)
 *  1  u8   track number, 1..255
 *  2  u8   flags: 1 keyframe, 2 (of an INIT) picture, 8 voice (someone speaks in this packet of sound); all others 0
 *  3  u8   epoch, 0..255
 *  4  u32  sequence within track and epoch, from 0
 *  8  i64  timestamp, microseconds on the publisher's Unix clock
 * 16       payload
 * </pre>
 */
public final class Frame {

  /** Bytes before the payload. */
  public static final int HEADER = 16;

  static final int KEYFRAME = 1;
  static final int PICTURE = 2;
  static final int VOICE = 8;
  private static final int VERSION = 1;

  /** What a message carries; the order is the number on the wire. */
  public enum Kind {
    /** JSON that a decoder needs before the first frame of an epoch. */
    INIT,
    /** One encoded frame. */
    MEDIA,
    /** The frames up to, not including, this sequence were left out for this viewer. */
    GAP,
    /** The track is over. */
    END
  }

  private static final Kind[] KINDS = Kind.values();

  private final byte[] bytes;
  private final ByteBuffer header;

  private Frame(byte[] bytes) {
    this.bytes = bytes;
    this.header = ByteBuffer.wrap(bytes);
  }

  /** Reads one message; takes the array over. */
  static Frame read(byte[] bytes) {
    if (bytes.length < HEADER) {
      throw new MalformedFrame("%d bytes are fewer than a header".formatted(bytes.length));
    }
    if (bytes[0] >> 4 != VERSION) {
      throw new MalformedFrame("version %d".formatted((bytes[0] & 0xff) >> 4));
    }
    if ((bytes[0] & 15) >= KINDS.length) {
      throw new MalformedFrame("kind %d".formatted(bytes[0] & 15));
    }
    return new Frame(bytes);
  }

  static Frame of(Kind kind, int track, int flags, int epoch, long sequence, long timestamp, byte[] payload) {
    byte[] bytes = new byte[HEADER + payload.length];
    ByteBuffer.wrap(bytes)
        .put((byte) (VERSION << 4 | kind.ordinal()))
        .put((byte) track)
        .put((byte) flags)
        .put((byte) epoch)
        .putInt((int) sequence)
        .putLong(timestamp)
        .put(payload);
    return new Frame(bytes);
  }

  /** Tells one viewer that frames before {@code next} of the same track were left out. */
  public static Frame gapBefore(Frame next) {
    return of(Kind.GAP, next.track(), 0, next.epoch(), next.sequence(), next.timestamp(), new byte[0]);
  }

  public Kind kind() {
    return KINDS[bytes[0] & 15];
  }

  public int track() {
    return bytes[1] & 0xff;
  }

  public boolean isKeyframe() {
    return (bytes[2] & KEYFRAME) != 0;
  }

  /** Of an INIT: whether frames of the track depend on the keyframe before them. */
  public boolean isPicture() {
    return (bytes[2] & PICTURE) != 0;
  }

  /** Of sound: whether its publisher takes somebody to speak in it. */
  boolean hasVoice() {
    return (bytes[2] & VOICE) != 0;
  }

  public int epoch() {
    return bytes[3] & 0xff;
  }

  /** Place within track and epoch, 0..2^32-1. */
  public long sequence() {
    return header.getInt(4) & 0xffff_ffffL;
  }

  /** Microseconds on the publisher's Unix clock. */
  public long timestamp() {
    return header.getLong(8);
  }

  /** The whole message, header included, read-only; each caller gets a position of its own. */
  public ByteBuffer wire() {
    return header.asReadOnlyBuffer();
  }

  /** Length of the whole message in bytes. */
  public int length() {
    return bytes.length;
  }

  byte[] payload() {
    return Arrays.copyOfRange(bytes, HEADER, bytes.length);
  }

  /** The array itself, for journal and file, which only read it. */
  byte[] array() {
    return bytes;
  }
}
