// @ts-check
import { folded } from "../../lib/folded.js";
import { words } from "../../lib/words.js";
/** @typedef {import("./state.js").Poll} Poll */

/** A result is before everyone's eyes for so long in a replay, ms. */
const SHOWN_FOR = 60_000;

/**
 * The poll that a person should see now: the one that runs, or the last one while it is of use.
 * @param {Poll[]} polls
 * @param {{at: number, live: boolean, done: (poll: Poll) => boolean}} now `done` whether the person has put it away
 * @returns {Poll|null}
 */
export function current(polls, {at, live, done}) {
  const running = polls.find(isOpen), last = polls.at(-1);
  if (running) return running;
  if (!last || done(last)) return null;
  return live || at - (last.closedAt ?? 0) < SHOWN_FOR ? last : null;
}

/** @param {Poll} poll */
export function isOpen(poll) {
  return poll.closedAt === null;
}

/** @param {Poll} poll @returns {{answer: string, text: string}[]} what may be chosen; none where one writes */
export function choices({question: {kind, options}}) {
  if (kind === "scale") return ["1", "2", "3", "4", "5"].map(answer => ({answer, text: answer}));
  return options.map((text, place) => ({answer: String(place), text}));
}

/** @param {Poll} poll @param {string} answer */
export function isRight({question: {kind}, right, tolerance}, answer) {
  if (right === null) return false;
  if (kind === "text") return right.some(one => folded(one) === folded(answer));
  return kind === "number"
    ? right.some(one => Math.abs(Number(one) - Number(answer)) <= (tolerance ?? 0))
    : right.includes(answer);
}

/**
 * What the bars show: every choice, or what was written, most frequent first.
 * @param {Poll} poll
 * @param {import("./state.js").Tally} tally
 * @returns {{answer: string, text: string, people: number, percent: number}[]}
 */
export function bars(poll, tally) {
  const chosen = choices(poll), of = Math.max(1, tally.people);
  const rows = chosen.length > 0 ? chosen : Object.keys(tally.counts).map(answer => ({answer, text: answer}));
  const counted = rows.map(({answer, text}) => {
    const people = tally.counts[answer] ?? 0;
    return {answer, text, people, percent: Math.round(people / of * 100)};
  });
  return chosen.length > 0 ? counted : counted.sort((one, other) => other.people - one.people || one.text.localeCompare(other.text));
}

/** Who learns what one answers, before one answers. @param {Poll} poll @param {string} host who teaches */
export function told({names}, host) {
  return {who: words(`poll.told.${names}`), more: words(`poll.told.${names}.more`, {name: host || words("poll.teacher")})};
}
