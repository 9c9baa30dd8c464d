package org.lectern.media;

/**
 * Lays packets of sound end to end. Players stop at a hole of a few milliseconds in sound, and clocks that are corrected now and
 * then make such holes and overlaps: what is nearly in place is put in place, missing slots are filled with silence and
 * packets that come after their slot was filled are left out. What stays out of step by more than half a packet is a clock that drifts:
 * it is followed with one packet of silence or one left out, when nobody speaks, so that sound keeps to its picture for hours. The
 * same rules are in {@code js/media/sound-grid.js}.
 */
final class SoundGrid {

  /** An Opus packet that decodes to silence, whatever came before. */
  static final byte[] SILENCE = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};

  /** Nearer than this to its slot and a packet is taken to be in it; microseconds. */
  static final long TOLERANCE = 60_000;

  /** Farther than this from their slots for long, and packets are put right when nobody speaks; microseconds. */
  static final long OUT_OF_STEP = 11_000;

  /** How long they are out of step before they are put right in a pause, and at the latest; microseconds. */
  static final long PAUSE_AWAITED_AFTER = 5_000_000;

  static final long AWAITED_NO_LONGER = 60_000_000;

  /** A hole longer than this is left open: the device slept. Microseconds. */
  static final long LONGEST_FILL = 10_000_000;

  /** What {@link #missing} answers for a packet to be left out. */
  static final int TOO_LATE = -1;

  private final long frameDuration;
  private long next;
  private boolean begun;
  private long outOfStep; // negative where packets come early

  /** @param frameDuration microseconds of one packet */
  SoundGrid(long frameDuration) {
    this.frameDuration = frameDuration;
  }

  /** Goes on where another was. */
  SoundGrid(long frameDuration, long next, long outOfStep) {
    this(frameDuration);
    this.next = next;
    this.outOfStep = outOfStep;
    this.begun = true;
  }

  long outOfStep() {
    return outOfStep;
  }

  /**
   * Slots of silence to be put before a packet, each to be {@link #take}n, and then its own; or {@link #TOO_LATE}.
   *
   * @param time microseconds
   * @param voice whether somebody speaks in it
   */
  int missing(long time, boolean voice) {
    if (!begun || time - next > LONGEST_FILL) {
      begun = true;
      next = time;
    }
    long error = time - next;
    if (Math.abs(error) <= TOLERANCE && !hasDrifted(error, voice)) {
      return 0;
    }
    outOfStep = 0;
    return error < 0 ? TOO_LATE : (int) ((error + frameDuration / 2) / frameDuration);
  }

  /** Uses the next slot and gives its time. */
  long take() {
    long taken = next;
    next += frameDuration;
    return taken;
  }

  private boolean hasDrifted(long error, boolean voice) {
    long side = Math.abs(error) > OUT_OF_STEP ? Long.signum(error) : 0;
    boolean goesOn = side != 0 && side * outOfStep >= 0;
    outOfStep = goesOn ? outOfStep + side * frameDuration : 0;
    return Math.abs(outOfStep) > (voice ? AWAITED_NO_LONGER : PAUSE_AWAITED_AFTER);
  }
}
