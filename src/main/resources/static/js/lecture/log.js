// @ts-check
import { STATES } from "../behaviours/states.js";

/**
 * The fold of a lecture's log: entries -> state. It knows no page, no clock and no line, so the live room, the replay and the tests read a
 * lecture with the same few lines. What an entry changes is said by the behaviour it belongs to. `src/test/resources/fixtures/fold`
 * holds all of it to the server's fold.
 *
 * States are never changed in place: what did not change keeps its identity, so a reader may compare slices with `===`.
 *
 * @typedef {import("../behaviours/behaviour.js").Person} Person
 * @typedef {import("../behaviours/behaviour.js").Entry} Entry
 * @typedef {import("../behaviours/states.js").Slices} Slices
 * @typedef {Slices & {sides: Record<string, Partial<Slices>>}} State  what everyone was told, and, apart from it, what each audience was
 */

/** @type {Slices} before anything was said */
const EMPTY = Object.assign({}, ...STATES.map(({slices}) => slices));

/** @type {Map<string, ((before: Slices, entry: Entry) => Partial<Slices>)[]>} by the type of entry; several behaviours may follow one */
const FOLDS = new Map();
for (const {folds} of STATES) for (const [type, change] of Object.entries(folds)) FOLDS.set(type, [...FOLDS.get(type) ?? [], change]);

/** @returns {State} a lecture of which nothing has been said yet */
export function nothing() {
  return {...EMPTY, sides: {}};
}

/**
 * What the lecture is after one more entry. An entry of an unknown type changes nothing: a newer server may say more than this page knows.
 * @param {State} state
 * @param {Entry} entry
 * @returns {State}
 */
export function fold(state, entry) {
  if (!isKnown(entry.type)) return state;
  const {to} = entry;
  if (to === undefined) return {...state, ...changed(state, entry)};
  return {...state, sides: {...state.sides, [to]: {...state.sides[to], ...changed(side(state, to), entry)}}};
}

/** Whether any behaviour knows what such an entry changes. @param {string} type */
export function isKnown(type) {
  return FOLDS.has(type);
}

/**
 * What an audience was told, and no more than that.
 * @param {State} state
 * @param {string} to the audience
 * @returns {Slices}
 */
export function side(state, to) {
  return {...EMPTY, ...state.sides[to]};
}

/**
 * The state once this person has come into an audience, or has left it.
 * @param {State} state
 * @param {string} to the audience
 * @param {Partial<Slices>|null} told what it was told so far; null to forget it
 * @returns {State}
 */
export function withSide(state, to, told) {
  const {[to]: _, ...others} = state.sides;
  return {...state, sides: told ? {...others, [to]: told} : others};
}

/** @param {Slices} before @param {Entry} entry @returns {Partial<Slices>} */
function changed(before, entry) {
  return Object.assign({}, ...(FOLDS.get(entry.type) ?? []).map(change => change(before, entry)));
}
