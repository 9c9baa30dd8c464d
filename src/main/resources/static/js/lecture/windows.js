// @ts-check
import { STATES } from "../behaviours/states.js";

/**
 * The slices of which a snapshot brings the newest items alone, and how the items before them find their place.
 *
 * @typedef {import("./log.js").State} State
 * @typedef {import("./log.js").Entry} Entry
 * @typedef {{seq: number, at: number}} Item
 * @typedef {import("../behaviours/behaviour.js").Window<any>} Window
 */

/** @type {Map<string, Window>} by the name of the slice */
const WINDOWS = new Map(STATES.flatMap(({windows = {}}) => Object.entries(windows)));

/** @param {State} state as the server told it @returns {string[]} the slices that are to be whole and may not be */
export function cutOff(state) {
  return [...WINDOWS].filter(([name, {most = Infinity}]) => itemsOf(state, name).length >= most).map(([name]) => name);
}

/** @param {State} state @param {string} name of a slice with a window @returns {Item[]} oldest first */
export function itemsOf(state, name) {
  return windowOf(name).items(/** @type {any} */ (state)[name]);
}

/**
 * The state with more items of a slice, each in its place; the same state when it has them all.
 * @param {State} state
 * @param {string} name of the slice
 * @param {Item[]} more
 * @returns {State}
 */
export function withItems(state, name, more) {
  const items = itemsOf(state, name), known = new Set(items.map(({seq}) => seq)), missing = more.filter(({seq}) => !known.has(seq));
  if (!missing.length) return state;
  const all = [...missing, ...items].sort((a, b) => a.seq - b.seq);
  return {...state, [name]: windowOf(name).whole?.(/** @type {any} */ (state)[name], all)};
}

/**
 * The items before one of them, folded from what was said to everyone.
 * @param {string} name of the slice
 * @param {Entry[]} entries in the order of a recording
 * @param {Item} first
 * @param {number} limit
 * @param {(entries: Entry[]) => State} folded
 * @returns {Item[]} oldest first
 */
export function itemsBefore(name, entries, first, limit, folded) {
  const told = entries.filter(({to}) => to === undefined), {begins} = windowOf(name);
  const page = told.filter(({type, at, seq}) => type === begins && (at < first.at || at === first.at && seq < first.seq)).slice(-limit);
  // One by one, because a state lets go of what is too much for it.
  return page.flatMap(begun => itemsOf(folded([begun, ...told.filter(({data}) => data?.of === begun.seq)]), name));
}

/** @param {string} name */
function windowOf(name) {
  return /** @type {Window} */ (WINDOWS.get(name));
}
