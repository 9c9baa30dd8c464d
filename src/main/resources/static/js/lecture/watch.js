// @ts-check
import { uuid } from "../lib/ids.js";
import { csrfToken } from "../lib/upload.js";

/** How often what was watched is told, ms. */
const EVERY = 3_000;
/** A jump of the moment watched beyond this ends a stretch, ms. */
const JUMP = 1_500;
/** The most the server takes at once. */
const MOST = 1_000;

/**
 * Tells the server what is watched, as stretches of lecture time, and hears what is still missed. What could not be told is
 * kept and told later under the same numbers, so that it counts once.
 *
 * @typedef {{sequence: number, from: number, to: number, rate: number}} Report  ms
 * @typedef {{share: number, position: number, bar: {kind: "LIVE"|"REPLAY"|"MISSED"|"FREE", from: number, to: number}[], still: import("./stretches.js").Stretch[]}} Progress
 *
 * Event `progress` {detail: Progress}.
 */
export class Watching extends EventTarget {
  #url;
  #kept;
  #key;
  #play = uuid();
  #sequence = 0;
  /** @type {Map<string, Report[]>} by play */
  #untold = new Map();
  /** @type {{from: number, to: number, rate: number}|null} */
  #stretch = null;
  #toldAt = -Infinity;
  #begun = false;
  #telling = false;
  #position = 0;

  /**
   * @param {string} url
   * @param {{get(key: string): any, set(key: string, value: any): void}} kept
   * @param {string} key
   */
  constructor(url, kept, key) {
    super();
    this.#url = url;
    this.#kept = kept;
    this.#key = key;
    for (const [play, reports] of kept.get(key) ?? []) this.#untold.set(play, reports);
  }

  /**
   * The moment watched is now this.
   * @param {number} at lecture time, ms
   * @param {number} rate
   * @param {boolean} running
   * @param {number} now monotonic, ms
   */
  at(at, rate, running, now = performance.now()) {
    this.#position = at;
    const stretch = this.#stretch;
    if (stretch && running && stretch.rate === rate && at < stretch.to && stretch.to - at < JUMP) return; // set back to follow what is heard
    if (stretch && at >= stretch.to && at - stretch.to <= JUMP) stretch.to = at; // played until it stopped
    if (stretch && (!running || stretch.rate !== rate || at < stretch.to || at - stretch.to > JUMP)) this.#close();
    if (!running) return;
    // The server believes nobody who watches faster than time passes, so it must know when one began.
    if (!this.#begun) this.tell();
    this.#begun = true;
    if (this.#stretch) this.#stretch.to = at;
    else this.#stretch = {from: at, to: at, rate};
    if (now - this.#toldAt > EVERY) {
      this.#toldAt = now;
      this.tell();
    }
  }

  /** Tells what there is to tell. @param {{leaving?: boolean}} [how] `leaving`: the page may be gone before the answer */
  async tell({leaving = false} = {}) {
    const {to, rate} = this.#stretch ?? {};
    this.#close();
    // What is watched next goes on from here without a hole.
    if (to !== undefined && rate !== undefined) this.#stretch = {from: to, to, rate};
    this.#keep();
    if (this.#telling && !leaving) return;
    this.#telling = true;
    try {
      if (!this.#untold.size) await this.#post(this.#play, [], leaving);
      for (const [play, reports] of [...this.#untold]) await this.#post(play, reports.slice(0, MOST), leaving);
    } catch {
      // Told with the next.
    } finally {
      this.#telling = false;
    }
  }

  /** What the person has by now. @returns {Promise<Progress|null>} null when it could not be read */
  async progress() {
    try {
      const answer = await fetch(this.#url.replace(/watch$/, "coverage"), {headers: {accept: "application/json"}});
      if (!answer.ok || answer.redirected) return null;
      return this.#hear(await answer.json());
    } catch {
      return null;
    }
  }

  /** @param {string} play @param {Report[]} reports @param {boolean} leaving */
  async #post(play, reports, leaving) {
    const answer = await fetch(this.#url, {
      method: "POST", keepalive: leaving, headers: {"content-type": "application/json", "X-CSRF-TOKEN": csrfToken()},
      body: JSON.stringify({play, reports, position: Math.round(this.#position)})
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = new Set(reports.map(({sequence}) => sequence));
    const left = (this.#untold.get(play) ?? []).filter(({sequence}) => !told.has(sequence));
    if (left.length) this.#untold.set(play, left);
    else this.#untold.delete(play);
    this.#keep();
    this.#hear(await answer.json());
  }

  /** @param {Progress} progress */
  #hear(progress) {
    this.dispatchEvent(new CustomEvent("progress", {detail: progress}));
    return progress;
  }

  #close() {
    const stretch = this.#stretch;
    this.#stretch = null;
    if (!stretch) return;
    const from = Math.round(stretch.from), to = Math.round(stretch.to);
    if (to <= from) return;
    this.#untold.set(this.#play, [...this.#untold.get(this.#play) ?? [], {sequence: this.#sequence++, from, to, rate: stretch.rate}]);
  }

  #keep() {
    this.#kept.set(this.#key, [...this.#untold]);
  }
}
