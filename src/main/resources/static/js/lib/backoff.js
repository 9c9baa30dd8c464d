// @ts-check

/** Asked by the server to come back later: doubling from 0.25 s to 10 s. */
export const LATER = [250, 500, 1000, 2000, 4000, 8000, 10_000];

/** The line is lost: it may be back any moment, so for some 20 s one looks about every second, then every few seconds. */
export const LOST = [250, 500, 1000, ...Array(20).fill(1500), 5000];

/**
 * How long to wait before trying again: each wait is drawn anew from the whole range up to the next of the steps, so that a
 * thousand pages that lost the same server do not come back in step. The last step repeats.
 */
export class Backoff {
  #tries = 0;
  #steps;
  #random;

  /**
   * @param {() => number} random uniform in [0, 1)
   * @param {number[]} steps ms
   */
  constructor(random = Math.random, steps = LATER) {
    this.#random = random;
    this.#steps = steps;
  }

  /** @returns {number} ms */
  next() {
    return this.#random() * this.#steps[Math.min(this.#tries++, this.#steps.length - 1)];
  }

  reset() {
    this.#tries = 0;
  }
}
