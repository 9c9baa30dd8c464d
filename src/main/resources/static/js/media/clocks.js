// @ts-check

/** Microseconds on this machine's Unix clock, from the page's monotonic one: never set back while a page lives. */
export const unixMicros = () => (performance.timeOrigin + performance.now()) * 1000;

/** Readings are compared in windows of this length, and the newest WINDOWS of them decide: 4 s. Milliseconds. */
const WINDOW = 500;
const WINDOWS = 8;
/** Smaller errors are left alone: a correction is heard, 40 ms are not seen. Microseconds. */
const TOLERABLE = 40_000;

/**
 * Puts a device's timestamps on the Unix clock. Camera and microphone count from different zeros; what they share is the
 * moment a frame reaches us, and the least delay seen lately is the nearest to the truth.
 */
export class Aligner {
  /** @type {{from: number, least: number}[]} */
  #windows = [];
  /** @type {number|null} */
  #offset = null;
  #readings = 0;
  #warmUp;

  /** @param {number} warmUp readings before the first answer */
  constructor(warmUp) {
    this.#warmUp = warmUp;
  }

  /**
   * @param {number} timestamp the device's, microseconds
   * @param {number} now Unix clock, microseconds
   * @returns {number|null} the timestamp on the Unix clock; null while warming up
   */
  align(timestamp, now) {
    const offset = now - timestamp;
    if (!this.#windows.length || now - this.#windows[this.#windows.length - 1].from > WINDOW * 1000) {
      this.#windows.push({from: now, least: offset});
      if (this.#windows.length > WINDOWS) this.#windows.shift();
    }
    const newest = this.#windows[this.#windows.length - 1];
    newest.least = Math.min(newest.least, offset);
    if (this.#readings++ < this.#warmUp) return null;
    const least = Math.min(...this.#windows.map(window => window.least));
    if (this.#offset === null || Math.abs(least - this.#offset) > TOLERABLE) this.#offset = least;
    return timestamp + this.#offset;
  }
}

/**
 * Finds the time of each packet an AudioEncoder gives. Chromium's counts samples and hides the holes of what went in, so the
 * times that went in are remembered by sample position.
 */
export class SampleClock {
  /** @type {{position: number, time: number}[]} */
  #marks = [];
  #in = 0;
  #out = 0;
  #perMicro;

  /** @param {number} sampleRate Hz */
  constructor(sampleRate) {
    this.#perMicro = sampleRate / 1e6;
  }

  /**
   * @param {number} time of the first sample, microseconds
   * @param {number} samples
   */
  went(time, samples) {
    this.#marks.push({position: this.#in, time});
    this.#in += samples;
  }

  /**
   * @param {number} samples in the packet
   * @returns {number} time of its first sample, microseconds
   */
  came(samples) {
    while (this.#marks.length > 1 && this.#marks[1].position <= this.#out) this.#marks.shift();
    const mark = this.#marks[0];
    const time = mark.time + (this.#out - mark.position) / this.#perMicro;
    this.#out += samples;
    return time;
  }
}
