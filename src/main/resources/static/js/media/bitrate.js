// @ts-check

/** Media waiting longer than this means that the line is too slow; seconds. */
const TOO_MUCH = 0.4;
const FALL = 0.7;
const RISE = 1.15;
const LEAST = 0.2;
/** Falls come at most this often, rises after this long without trouble; seconds. */
const BETWEEN_FALLS = 1;
const BEFORE_RISE = 5;

/** Decides what part of its full bitrate a picture gets, from how long media waits for the line. */
export class Bitrate {
  part = 1;
  #fell = -Infinity;
  #calmSince = -Infinity;

  /**
   * @param {number} waiting seconds of media that wait to be sent
   * @param {number} now seconds
   * @returns {boolean} whether the part changed
   */
  observe(waiting, now) {
    const before = this.part;
    if (waiting > TOO_MUCH / 2) this.#calmSince = now;
    if (waiting > TOO_MUCH && now - this.#fell >= BETWEEN_FALLS) {
      this.#fell = now;
      this.part = Math.max(LEAST, this.part * FALL);
    } else if (now - this.#calmSince >= BEFORE_RISE) {
      this.#calmSince = now;
      this.part = Math.min(1, this.part * RISE);
    }
    return this.part !== before;
  }
}
