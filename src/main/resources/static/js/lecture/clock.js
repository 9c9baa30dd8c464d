// @ts-check

/** How far the room's time may differ from ours before it is a jump (the session started) and no longer delay on the line, ms. */
const JUMP = 1_500;
/** How much of a difference is corrected with each reading: fast enough to follow a drift, too slow to be seen. */
const GAIN = 0.1;

/**
 * Lecture time, in ms, between the readings the server sends. Every reading arrives late by the delay of the line, so the
 * earliest estimate seen is the best one: a later reading may pull it back only slowly.
 */
export class LectureClock {
  #offset = 0;
  #set = false;
  #now;

  /** @param {() => number} now a monotonic clock in ms */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** Whether lecture time is known at all. */
  get known() {
    return this.#set;
  }

  /** @param {number} at lecture time in ms as the server just said it */
  read(at) {
    const offset = at - this.#now();
    const ahead = offset - this.#offset;
    if (!this.#set || Math.abs(ahead) > JUMP || ahead > 0) this.#offset = offset;
    else this.#offset += ahead * GAIN;
    this.#set = true;
  }

  /** @returns {number} lecture time in ms, negative before the start */
  at() {
    return this.#set ? this.#now() + this.#offset : 0;
  }
}
