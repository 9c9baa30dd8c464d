// @ts-check

/**
 * Parts of a lecture, such as those a person missed: sorted, apart from each other, in ms of lecture time.
 * @typedef {{from: number, to: number}} Part
 */

/** @param {Part[]} parts @returns {number} ms */
export function lengthOf(parts) {
  return parts.reduce((sum, {from, to}) => sum + to - from, 0);
}

/** @param {Part[]} parts @returns {Part[]} those that touch as one */
export function joined(parts) {
  /** @type {Part[]} */
  const all = [];
  for (const {from, to} of [...parts].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({from, to});
  }
  return all;
}

/** @param {Part[]} parts @param {number} at */
export function partAt(parts, at) {
  return parts.find(({from, to}) => at >= from && at < to);
}

/** The first part that begins after a moment. @param {Part[]} parts @param {number} at */
export function partAfter(parts, at) {
  return parts.find(({from}) => from > at);
}

/** @param {Part[]} parts @param {number} ms @returns {Part[]} those at least so long */
export function atLeast(parts, ms) {
  return parts.filter(({from, to}) => to - from >= ms);
}

/**
 * @param {Part[]} parts
 * @param {Part} gone
 * @returns {Part[]} the parts without what lies in `gone`
 */
export function without(parts, gone) {
  return parts.flatMap(({from, to}) => [{from, to: Math.min(to, gone.from)}, {from: Math.max(from, gone.to), to}].filter(part => part.to > part.from));
}

/**
 * Catching up with a lecture that goes on: how long until one is level with it.
 * @param {number} behind ms
 * @param {number} rate above 1
 * @returns {number} ms of the wall clock
 */
export function levelIn(behind, rate) {
  return behind / (rate - 1);
}

/** What a person has missed of a running lecture, and the way back to its edge: the missed parts, then all since they set out. */
export class WayBack {
  #parts;

  /**
   * @param {Part[]} missed
   * @param {number} now lecture time at which they set out, ms
   */
  constructor(missed, now) {
    const last = missed.at(-1);
    const joined = last && last.to >= now - 1_000;
    this.#parts = joined ? [...missed.slice(0, -1), {from: last.from, to: Infinity}] : [...missed, {from: now, to: Infinity}];
  }

  get start() {
    return this.#parts[0].from;
  }

  /** @param {number} at @returns {number} where to go on: the same moment, or the next part when this one is over */
  next(at) {
    return partAt(this.#parts, at) ? at : partAfter(this.#parts, at)?.from ?? at;
  }

  /** @param {number} at the moment watched @param {number} now the edge @returns {number} how much there is to watch, ms */
  behind(at, now) {
    return this.#parts.reduce((sum, {from, to}) => sum + Math.max(0, Math.min(to, now) - Math.max(from, at)), 0);
  }
}
