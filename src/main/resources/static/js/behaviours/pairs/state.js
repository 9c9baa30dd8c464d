// @ts-check
/** @typedef {import("../behaviour.js").Person} Person */

/**
 * Where the class is between two votes on one question, and what two people have of each other, which is in the side of their group.
 *
 * @typedef {{of: number, at: number, step: "think"|"pair"|"revote", chat: boolean, until: number|null, revote: number|null}} Run
 *   `of` the first vote, `at` since when it is in this step, `chat` whether people are put together to write, `revote` the second vote
 * @typedef {{seq: number, at: number, by: Person, text: string}} Message
 * @typedef {{members: Person[], said: {person: Person, answer: string[]}[], left: Person[], messages: Message[]}} Pair
 */

/** More messages of two people are not kept at hand. */
const WINDOW = 50;

/** @param {{pairs: {run: Run|null}}} before @param {number} of @param {(run: Run) => Run|null} change */
function changed({pairs: {run}}, of, change) {
  return run?.of === of ? {pairs: {run: change(run)}} : {};
}

/** @type {import("../behaviour.js").Remembered<{pairs: {run: Run|null}, pair: Pair}>} */
export const pairs = {
  slices: {pairs: {run: null}, pair: {members: [], said: [], left: [], messages: []}},

  folds: {
    "pair.planned": (_, {at, data}) => ({pairs: {run: {of: data.of, at, step: "think", chat: false, until: null, revote: null}}}),
    "pair.began": (before, {at, data: {of, chat, seconds}}) => changed(before, of, () => ({
      of, at, step: "pair", chat, until: seconds === null ? null : at + seconds * 1000, revote: null
    })),
    "pair.extended": (before, {at, data}) => changed(before, data.of, run => ({...run, until: Math.max(at, run.until ?? at) + data.seconds * 1000})),
    "poll.opened": (before, {seq, at, data}) => changed(before, data.of ?? 0, run => ({...run, at, step: "revote", until: null, revote: seq})),
    "poll.shown": ({pairs}, {data}) => pairs.run !== null && pairs.run.revote === data.of ? {pairs: {run: null}} : {},
    "pair.ended": (before, {data}) => changed(before, data.of, () => null),
    "pair.met": ({pair}, {data: {members, said}}) => ({pair: {...pair, members, said}}),
    "pair.left": ({pair}, {data}) => ({pair: {...pair, left: [...pair.left, data.person]}}),
    "pair.wrote": ({pair}, {seq, at, by, data}) => ({
      pair: {...pair, messages: [...pair.messages, {seq, at, by: /** @type {Person} */ (by), text: data.text}].slice(-WINDOW)}
    })
  }
};
