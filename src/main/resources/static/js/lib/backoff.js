// @ts-check

const FIRST = 250;
const MOST = 10_000;

/**
 * How long to wait before trying again: doubling from 0.25 s to 10 s, each wait drawn anew from the whole range, so that a
 * thousand pages that lost the same server do not come back in step.
 */
export class Backoff {
  #tries = 0;
  #random;

  /** @param {() => number} random uniform in [0, 1) */
  constructor(random = Math.random) {
    this.#random = random;
  }

  /** @returns {number} ms */
  next() {
    return this.#random() * Math.min(MOST, FIRST * 2 ** this.#tries++);
  }

  reset() {
    this.#tries = 0;
  }
}
