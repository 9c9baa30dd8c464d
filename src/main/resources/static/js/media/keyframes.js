// @ts-check

/** Microseconds. Most bytes of a screen are keyframes: one in ten seconds costs less than half of one in two. */
const EVERY = /** @type {Record<string, number>} */ ({camera: 2_000_000, screen: 10_000_000});
/** Cameras tremble; a frame a little early is the one that was meant. Microseconds. */
const TREMBLES = 1_000;

/** Decides which pictures of a kind are encoded whole. */
export class Keyframes {
  #every;
  #last = -Infinity;
  #needed = true;

  /** @param {string} kind camera or screen */
  constructor(kind) {
    this.#every = EVERY[kind];
  }

  get isNeeded() {
    return this.#needed;
  }

  /** Someone cannot go on without. */
  need() {
    this.#needed = true;
  }

  /** Whether the picture that is encoded now is one. @param {number} timestamp microseconds */
  take(timestamp) {
    if (!this.#needed && timestamp - this.#last < this.#every - TREMBLES) return false;
    this.#needed = false;
    this.#last = timestamp;
    return true;
  }
}
