// @ts-check
import { STATES } from "../behaviours/states.js";
import { fold, nothing } from "./log.js";

/** @typedef {import("./log.js").Entry} Entry */

/** After so many entries a state is kept, to fold on from. They share what did not change, so they cost little. */
const STEP = 200;

/** @type {Record<string, (entry: Entry) => boolean>} by the type of entry, whether one holds from the entry on that it is about */
const REWRITES = Object.assign({}, ...STATES.map(({rewrites}) => rewrites));

/**
 * A lecture's log to be read at any moment. Entries stand in the order of lecture time, so that what was said later lies where it
 * belongs. What rewrites an earlier entry stands beside it: nobody reads again what was removed.
 */
export class Recording {
  /** @type {Entry[]} */
  #read = [];
  /** @type {{at: number, entry: Entry}[]} */
  #line = [];
  /** @type {import("./log.js").State|null} */
  #whole = null;
  /** @type {import("./log.js").State[]} the state before entry 0, STEP, 2 STEP … */
  #kept = [nothing()];

  /** @param {Entry[]} entries more of them, in any order */
  add(entries) {
    const known = new Set(this.#read.map(({seq}) => seq));
    this.#read = [...this.#read, ...entries.filter(({seq}) => !known.has(seq))];
    const said = new Map(this.#read.map(entry => [entry.seq, entry.at]));
    this.#line = this.#read
      .map(entry => ({at: REWRITES[entry.type]?.(entry) ? said.get(entry.data.of) ?? entry.at : entry.at, entry}))
      .sort((a, b) => a.at - b.at || a.entry.seq - b.entry.seq);
    this.#kept = [nothing()];
    this.#whole = null;
  }

  /** @returns {number} the number of the last entry read */
  get seq() {
    return this.#read.reduce((last, {seq}) => Math.max(last, seq), 0);
  }

  /** @returns {import("./log.js").State} everything said and done */
  get whole() {
    return this.#whole ??= this.#folded(this.#line.length);
  }

  /** @param {number} at lecture time, ms */
  stateAt(at) {
    return this.#folded(this.#upTo(at));
  }

  /**
   * @param {number} after lecture time, ms
   * @param {number} to lecture time, ms
   * @returns {Entry[]} what happened after the one and up to the other
   */
  between(after, to) {
    return this.#line.slice(this.#upTo(after), this.#upTo(to)).map(({entry}) => entry);
  }

  /** @param {number} at @returns {number} how many entries happened by then */
  #upTo(at) {
    let low = 0, high = this.#line.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#line[middle].at <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {number} count */
  #folded(count) {
    const from = Math.min(Math.floor(count / STEP), this.#kept.length - 1);
    let state = this.#kept[from];
    for (let i = from * STEP; i < count; i++) {
      state = fold(state, this.#line[i].entry);
      if ((i + 1) % STEP === 0) this.#kept[(i + 1) / STEP] ??= state;
    }
    return state;
  }
}
