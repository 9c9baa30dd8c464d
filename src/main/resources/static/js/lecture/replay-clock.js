// @ts-check

export const SLOWEST = 0.5;
export const FASTEST = 3;
/** Media and clock differ by less than this without anyone noticing, ms. */
const UNNOTICED = 20;

/**
 * Lecture time as it is replayed, in ms. It runs by itself, so that slides and chat go on where there is no media, and
 * follows what is heard or seen where there is. While it is held, something must be fetched first.
 *
 * Events: `change` when it runs, stops or changes its speed; `seek` when it jumped.
 */
export class ReplayClock extends EventTarget {
  /** Whether the person wants it to run. */
  playing = false;
  rate = 1;
  known = true;
  #held = false;
  #base = 0;
  #since = 0;
  #end;
  #now;

  /**
   * @param {() => number} end lecture time it stops at, ms; the end of a running lecture moves
   * @param {() => number} now monotonic, ms
   */
  constructor(end, now = () => performance.now()) {
    super();
    this.#end = end;
    this.#now = now;
  }

  /** @returns {number} lecture time in ms */
  at() {
    const at = this.running ? this.#base + (this.#now() - this.#since) * this.rate : this.#base;
    return Math.min(at, Math.max(this.#base, this.#end()));
  }

  get end() {
    return this.#end();
  }

  get held() {
    return this.#held;
  }

  get running() {
    return this.playing && !this.#held;
  }

  /** A server's reading says nothing about a replay. */
  read() {}

  play() {
    this.#change(() => this.playing = true);
  }

  pause() {
    this.#change(() => this.playing = false);
  }

  /** @param {boolean} held */
  hold(held) {
    if (held !== this.#held) this.#change(() => this.#held = held);
  }

  /** @param {number} rate */
  speed(rate) {
    this.#change(() => this.rate = Math.min(FASTEST, Math.max(SLOWEST, rate)));
  }

  /** @param {number} at lecture time, ms */
  seek(at) {
    this.#base = Math.min(Math.max(0, at), Math.max(0, this.#end()));
    this.#since = this.#now();
    this.dispatchEvent(new Event("seek"));
  }

  /** What is heard or seen is at this moment. @param {number} at ms */
  follow(at) {
    if (!this.running || Math.abs(at - this.at()) < UNNOTICED) return;
    this.#base = at;
    this.#since = this.#now();
  }

  /** @param {() => void} how */
  #change(how) {
    this.#base = this.at();
    this.#since = this.#now();
    how();
    this.dispatchEvent(new Event("change"));
  }
}
