// @ts-check

/** An Opus packet that decodes to silence, whatever came before. */
export const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);

/** Nearer than this to its slot and a packet is taken to be in it; microseconds. */
const TOLERANCE = 60_000;
/** A hole longer than this is left open: the device slept. Microseconds. */
const LONGEST_FILL = 10_000_000;

/**
 * Lays packets of sound end to end: a player stops at a hole of a few milliseconds in sound. The same rules as
 * `org.lectern.media.SoundGrid`.
 */
export class SoundGrid {
  /** @type {number|null} where the next packet goes */
  next = null;
  #duration;

  /** @param {number} duration microseconds of one packet */
  constructor(duration) {
    this.#duration = duration;
  }

  /**
   * The slots a packet of this time uses, the last of them its own, those before it silent; none when it comes too late.
   * @param {number} time microseconds
   * @returns {number[]}
   */
  place(time) {
    if (this.next === null || time - this.next > LONGEST_FILL) this.next = time;
    if (time - this.next < -TOLERANCE) return [];
    const missing = time - this.next > TOLERANCE ? Math.floor((time - this.next + this.#duration / 2) / this.#duration) : 0;
    return Array.from({length: missing + 1}, () => this.#take());
  }

  /**
   * Silent slots up to a time, for a source that says nothing.
   * @param {number} time microseconds
   * @returns {number[]}
   */
  silentUntil(time) {
    if (this.next === null || time - this.next > LONGEST_FILL) this.next = time - this.#duration;
    const slots = [];
    while (this.next < time) slots.push(this.#take());
    return slots;
  }

  #take() {
    const slot = /** @type {number} */ (this.next);
    this.next = slot + this.#duration;
    return slot;
  }
}
