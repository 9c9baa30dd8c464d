// @ts-check

/** Microseconds on this machine's Unix clock, from the page's monotonic one: never set back while a page lives. */
export const unixMicros = () => (performance.timeOrigin + performance.now()) * 1000;

/** The least of the readings in each half second is kept. Microseconds. */
const WINDOW = 500_000;
/** A clock that was set shows in 4 s; on a machine that is busy all that time a reading may be wrong by this much. Microseconds. */
const SOON = {windows: 8, tolerable: 40_000};
/** A clock that drifts, by some tens of millionths, shows in half a minute, in which even a busy machine is prompt once. */
const LATER = {windows: 60, tolerable: 4_000};

/**
 * Puts a device's timestamps on the Unix clock. Camera and microphone count from different zeros; what they share is the
 * moment a frame reaches us, and the least delay seen lately is the nearest to the truth.
 */
export class Aligner {
  /** @type {{from: number, least: number}[]} the newest last */
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
    const newest = this.#windows.at(-1);
    if (newest && now - newest.from <= WINDOW) {
      newest.least = Math.min(newest.least, offset);
    } else {
      this.#windows.push({from: now, least: offset});
      if (this.#windows.length > LATER.windows) this.#windows.shift();
    }
    if (this.#readings++ < this.#warmUp) return null;
    this.#offset ??= this.#least(SOON.windows);
    // What was read before a clock was set says nothing any more.
    if (Math.abs(this.#least(SOON.windows) - this.#offset) > SOON.tolerable) this.#windows.splice(0, this.#windows.length - SOON.windows);
    const least = this.#least(LATER.windows);
    if (Math.abs(least - this.#offset) > LATER.tolerable) this.#offset = least;
    return timestamp + this.#offset;
  }

  /** @param {number} windows the newest so many */
  #least(windows) {
    let least = Infinity;
    for (let i = Math.max(0, this.#windows.length - windows); i < this.#windows.length; i++) least = Math.min(least, this.#windows[i].least);
    return least;
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
