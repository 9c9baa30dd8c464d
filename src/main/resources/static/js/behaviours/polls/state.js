// @ts-check

/**
 * The polls of a lecture, in the order in which they were opened, and the questions that are ready to be asked. Times are ms of lecture time.
 *
 * @typedef {"single"|"multiple"|"scale"|"number"|"text"|"cloud"|"order"|"point"} Kind
 * @typedef {{kind: Kind, text: string, options: string[]}} Question
 * @typedef {{people: number, sure: number, sureAndRight: number, unsureAndRight: number}} Right
 * @typedef {{people: number, counts: Record<string, number>, unsure: number, right?: Right, places?: number[]}} Tally
 *   `counts` by the place of an option, by an order, a point, or what was written; `places` on the average, of an order
 * @typedef {{
 *   seq: number, at: number, prepared: number, question: Question, names: "class"|"staff"|"nobody", bars: boolean,
 *   until: number|null, people: number, closedAt: number|null,
 *   tally: Tally|null, right: string[]|null, tolerance: number|null, why: string|null,
 *   slide: {deck: number, page: number}|null, of: number|null
 * }} Poll  `tally` is what everyone may see by now, `right` what is right once the results are shown, `of` the poll that asked the same before
 * @typedef {{seq: number, question: Question, right: string[], tolerance: number|null, why: string|null}} Ready
 */

/** More is neither asked nor prepared in a lecture. */
const MOST = 50;

/**
 * @param {{polls: Poll[]}} before
 * @param {number} of
 * @param {(poll: Poll) => Partial<Poll>} change
 */
function changed({polls}, of, change) {
  return polls.some(({seq}) => seq === of) ? {polls: polls.map(poll => poll.seq === of ? {...poll, ...change(poll)} : poll)} : {};
}

/** @param {number|null} until @param {number} now @param {number} seconds */
function later(until, now, seconds) {
  return Math.max(now, until ?? now) + seconds * 1000;
}

/** @type {import("../behaviour.js").Remembered<{polls: Poll[], prepared: Ready[]}>} */
export const polls = {
  slices: {polls: [], prepared: []},

  moments: ({polls}) => polls.map(({seq, at, question}) => ({seq, at, kind: "poll", text: question.text})),

  folds: {
    "poll.prepared": ({prepared}, {seq, data: {question, right, tolerance, why}}) => ({prepared: [...prepared, {seq, question, right, tolerance, why}].slice(-MOST)}),
    "poll.opened": ({polls}, {seq, at, data: {prepared, question, names, bars, seconds, slide, of}}) => ({
      polls: [...polls, {
        seq, at, prepared, question, names, bars, until: seconds === null ? null : later(null, at, seconds), people: 0, closedAt: null,
        tally: null, right: null, tolerance: null, why: null, slide: slide ?? null, of: of ?? null
      }].slice(-MOST)
    }),
    "poll.extended": (before, {at, data}) => changed(before, data.of, ({until}) => ({until: later(until, at, data.seconds)})),
    "poll.answered": (before, {data}) => changed(before, data.of, () => ({people: data.people})),
    "poll.counted": (before, {data}) => changed(before, data.of, () => ({people: data.tally.people, tally: data.tally})),
    "poll.closed": (before, {at, data}) => changed(before, data.of, ({closedAt}) => ({closedAt: closedAt ?? at})),
    "pair.began": (before, {at, data}) => changed(before, data.of, ({closedAt}) => ({closedAt: closedAt ?? at})),
    "poll.shown": (before, {at, data: {of, tally, right, tolerance, why}}) => changed(before, of, ({closedAt}) => ({
      closedAt: closedAt ?? at, people: tally.people, tally, right, tolerance, why
    })),
    "poll.hidden": (before, {data}) => changed(before, data.of, () => ({tally: null, right: null, tolerance: null, why: null})),
    "poll.reopened": (before, {at, data}) => changed(before, data.of, () => ({
      until: data.seconds === null ? null : later(null, at, data.seconds), closedAt: null, tally: null, right: null, tolerance: null, why: null
    }))
  }
};
