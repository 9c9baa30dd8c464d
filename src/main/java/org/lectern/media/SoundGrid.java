package org.lectern.media;

/**
 * Lays packets of sound end to end. Players stop at a hole of a few milliseconds in sound, and clocks that are corrected now and
 * then make such holes and overlaps: what is nearly in place is put in place, missing slots are filled with silence and
 * packets that come after their slot was filled are left out. The same rules are in {@code js/media/sound-grid.js}.
 */
final class SoundGrid {

  /** An Opus packet that decodes to silence, whatever came before. */
  static final byte[] SILENCE = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};

  /** Nearer than this to its slot and a packet is taken to be in it; microseconds. */
  static final long TOLERANCE = 60_000;

  /** A hole longer than this is left open: the device slept. Microseconds. */
  static final long LONGEST_FILL = 10_000_000;

  /** What becomes of a packet. */
  enum Place {
    IN_LINE,
    AFTER_HOLE,
    TOO_LATE
  }

  private final long frameDuration;
  private long next;
  private boolean begun;

  /** @param frameDuration microseconds of one packet */
  SoundGrid(long frameDuration) {
    this.frameDuration = frameDuration;
  }

  /** Where the next packet goes, microseconds. */
  long next() {
    return next;
  }

  /** Slots of silence to be put before a packet of this time; each must be {@link #take}n. */
  int missing(long time) {
    if (!begun || time - next <= TOLERANCE || time - next > LONGEST_FILL) {
      return 0;
    }
    return (int) ((time - next + frameDuration / 2) / frameDuration);
  }

  Place place(long time) {
    if (!begun || time - next > LONGEST_FILL) {
      begun = true;
      next = time;
      return Place.AFTER_HOLE;
    }
    return time - next < -TOLERANCE ? Place.TOO_LATE : Place.IN_LINE;
  }

  /** Uses the next slot and gives its time. */
  long take() {
    long taken = next;
    next += frameDuration;
    return taken;
  }
}
