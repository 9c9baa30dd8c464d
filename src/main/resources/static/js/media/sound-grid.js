// @ts-check

/** An Opus packet that decodes to silence, whatever came before. */
export const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);

/** Nearer than this to its slot and a packet is taken to be in it; microseconds. */
const TOLERANCE = 60_000;
/** Farther than this from their slots for long, and packets are put right when nobody speaks; microseconds. */
const OUT_OF_STEP = 11_000;
/** How long: to be put right in a pause, and at the latest. Microseconds. */
const PAUSE_AWAITED_AFTER = 5_000_000;
const AWAITED_NO_LONGER = 60_000_000;
/** A hole longer than this is left open: the device slept. Microseconds. */
const LONGEST_FILL = 10_000_000;

/**
 * Lays packets of sound end to end: a player stops at a hole of a few milliseconds in sound. A microphone's clock that drifts is
 * followed a packet at a time. The same rules as `org.lectern.media.SoundGrid`, which tells more of them.
 */
export class SoundGrid {
  /** @type {number|null} where the next packet goes */
  next = null;
  #duration;
  /** For how long packets have been out of step, and to which side: negative where they come early. Microseconds. */
  #outOfStep = 0;

  /** @param {number} duration microseconds of one packet */
  constructor(duration) {
    this.#duration = duration;
  }

  /**
   * The slots a packet of this time uses, the last of them its own, those before it silent; none when it is left out.
   * @param {number} time microseconds
   * @param {boolean} voice whether somebody speaks in it
   * @returns {number[]}
   */
  place(time, voice) {
    if (this.next === null || time - this.next > LONGEST_FILL) this.next = time;
    const error = time - this.next;
    if (Math.abs(error) <= TOLERANCE && !this.#hasDrifted(error, voice)) return [this.#take()];
    this.#outOfStep = 0;
    const missing = Math.floor((error + this.#duration / 2) / this.#duration);
    return error < 0 ? [] : Array.from({length: missing + 1}, () => this.#take());
  }

  /** @param {number} error microseconds @param {boolean} voice */
  #hasDrifted(error, voice) {
    const side = Math.abs(error) > OUT_OF_STEP ? Math.sign(error) : 0;
    const goesOn = side !== 0 && side * this.#outOfStep >= 0;
    this.#outOfStep = goesOn ? this.#outOfStep + side * this.#duration : 0;
    return Math.abs(this.#outOfStep) > (voice ? AWAITED_NO_LONGER : PAUSE_AWAITED_AFTER);
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
