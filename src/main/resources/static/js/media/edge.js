// @ts-check

/** How far behind the newest moment we play, at least and at most; seconds. */
const NEAREST = 0.08;
const FARTHEST = 0.25;
/** Each stall adds this much, each quiet minute takes it away again; seconds. */
const STEP = 0.04;
const QUIET = 60;
/** Farther behind than this, we jump: nobody should watch the past catch up. Seconds. */
const TOO_FAR = 1;
/** Behind by this much more than we want, we play a little faster; seconds. */
const A_LITTLE = 0.03;
const FASTER = 1.08;

/**
 * Decides where on the timeline to play. Plain arithmetic: it is told the newest moment and the present one, and answers with
 * what to do.
 *
 * @typedef {{seek?: number, rate: number}} Move
 */
export class Edge {
  hold = NEAREST;
  #stalls = 0;
  #quietSince = 0;
  #mayHurry;

  /** @param {boolean} mayHurry whether the browser can change its speed without stopping */
  constructor(mayHurry) {
    this.#mayHurry = mayHurry;
  }

  /**
   * @param {number} newest the newest moment we have; seconds
   * @param {number} present the moment shown; seconds
   * @param {number} now seconds
   * @returns {Move}
   */
  follow(newest, present, now) {
    this.#relax(now);
    const behind = newest - present;
    const farthest = this.#mayHurry ? TOO_FAR : TOO_FAR / 2;
    if (behind > farthest || behind < -A_LITTLE) return {seek: newest - this.hold, rate: 1};
    return {rate: this.#mayHurry && behind > this.hold + A_LITTLE ? FASTER : 1};
  }

  /** Playing stopped for want of media. @param {number} now seconds */
  stalled(now) {
    this.#stalls++;
    this.#quietSince = now;
    this.hold = Math.min(FARTHEST, this.hold + STEP);
  }

  /** @param {number} now */
  #relax(now) {
    if (this.#stalls && now - this.#quietSince > QUIET) {
      this.#stalls--;
      this.#quietSince = now;
      this.hold = Math.max(NEAREST, this.hold - STEP);
    }
  }
}
