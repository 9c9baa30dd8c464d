// @ts-check

/**
 * Stretches of a lecture, such as those a person missed: sorted, apart from each other, in ms of lecture time.
 * @typedef {{from: number, to: number}} Stretch
 */

/** @param {Stretch[]} stretches @returns {number} ms */
export function lengthOf(stretches) {
  return stretches.reduce((sum, {from, to}) => sum + to - from, 0);
}

/** @param {Stretch[]} stretches @returns {Stretch[]} those that touch as one */
export function joined(stretches) {
  /** @type {Stretch[]} */
  const all = [];
  for (const {from, to} of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({from, to});
  }
  return all;
}

/** @param {Stretch[]} stretches @param {number} at */
export function stretchAt(stretches, at) {
  return stretches.find(({from, to}) => at >= from && at < to);
}

/** The first stretch that begins after a moment. @param {Stretch[]} stretches @param {number} at */
export function stretchAfter(stretches, at) {
  return stretches.find(({from}) => from > at);
}

/** @param {Stretch[]} stretches @param {number} ms @returns {Stretch[]} those at least so long */
export function atLeast(stretches, ms) {
  return stretches.filter(({from, to}) => to - from >= ms);
}

/**
 * What of a lecture is worth an offer: what is long enough, and whatever is left of what somebody has begun to watch.
 * @param {Stretch[]} still what is missing, ms
 * @param {Stretch[]} begun what somebody set out to watch
 * @param {number} worth ms
 * @param {number} least a shorter rest is nothing, ms
 */
export function worthWatching(still, begun, worth, least) {
  return atLeast(still, least).filter(({from, to}) => to - from >= worth || begun.some(stretch => from < stretch.to && to > stretch.from));
}

/** What ended so long before somebody came is not what they were late by, ms. */
const CAME = 60_000;

/**
 * Whether what somebody missed is the time before they came, and no more: not so where nobody taught meanwhile.
 * @param {Stretch[]} missed
 * @param {number} joinedAt ms
 */
export function cameLate(missed, joinedAt) {
  return missed.length === 1 && missed[0].from < 1_000 && missed[0].to > joinedAt - CAME;
}

/**
 * @param {Stretch[]} stretches
 * @param {Stretch} gone
 * @returns {Stretch[]} the stretches without what lies in `gone`
 */
export function without(stretches, gone) {
  return stretches.flatMap(({from, to}) => [{from, to: Math.min(to, gone.from)}, {from: Math.max(from, gone.to), to}].filter(stretch => stretch.to > stretch.from));
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

/** What a person has missed of a running lecture, and the way back to its edge: the missed stretches, then all since they set out. */
export class WayBack {
  #stretches;

  /**
   * @param {Stretch[]} missed
   * @param {number} now lecture time at which they set out, ms
   */
  constructor(missed, now) {
    const last = missed.at(-1);
    const joined = last && last.to >= now - 1_000;
    this.#stretches = joined ? [...missed.slice(0, -1), {from: last.from, to: Infinity}] : [...missed, {from: now, to: Infinity}];
  }

  get start() {
    return this.#stretches[0].from;
  }

  /** @param {number} at @returns {number} where to go on: the same moment, or the next stretch when this one is over */
  next(at) {
    return stretchAt(this.#stretches, at) ? at : stretchAfter(this.#stretches, at)?.from ?? at;
  }

  /** @param {number} at the moment watched @param {number} now the edge @returns {number} how much there is to watch, ms */
  behind(at, now) {
    return this.#stretches.reduce((sum, {from, to}) => sum + Math.max(0, Math.min(to, now) - Math.max(from, at)), 0);
  }
}
