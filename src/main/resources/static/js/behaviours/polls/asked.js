// @ts-check
import { words } from "../../lib/words.js";
import { inside, namedArea, place } from "./points.js";
/** @typedef {import("./state.js").Poll} Poll */
/** @typedef {import("./state.js").Tally} Tally */

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

/** @param {Poll} poll */
export function isWritten({question: {kind}}) {
  return kind === "number" || kind === "text" || kind === "cloud";
}

/** @param {Poll} poll @returns {{answer: string, text: string}[]} what may be chosen; none where one does something else */
export function choices({question: {kind, options}}) {
  if (kind === "scale") return ["1", "2", "3", "4", "5"].map(answer => ({answer, text: answer}));
  return kind === "order" ? [] : options.map((text, place) => ({answer: String(place), text}));
}

/** Whether this is right, of what one chooses or writes. @param {Poll} poll @param {string} answer */
export function isRight({question: {kind}, right, tolerance}, answer) {
  if (right === null) return false;
  switch (kind) {
    // 0.3 is 0.1 away from 0.2
    case "number": return right.some(one => Math.abs(Number(one) - Number(answer)) <= (tolerance ?? 0) + 1e-9);
    case "text": case "cloud": return right.some(one => folded(one) === folded(answer));
    default: return right.includes(answer);
  }
}

/** What somebody answered, in words. @param {Poll} poll @param {string[]} answer */
export function inWords({question: {kind, options}}, answer) {
  if (kind === "point") return answer.map(place).join();
  return answer.map(one => kind === "number" || kind === "text" || kind === "cloud" ? one : options[Number(one)] ?? one).join(kind === "order" ? " → " : ", ");
}

/** A word without what is not counted apart. @param {string} word */
export function folded(word) {
  return word.toLowerCase().replaceAll("ß", "ss").normalize();
}

/**
 * What the bars show: every choice, or what was written, most frequent first; of an order the options, first ones first; of points how many
 * lie where it is right.
 * @typedef {{answer: string, text: string, figure: string, people: string, percent: number, right: boolean, mine: boolean}} Bar
 *   `figure` stands in front and `people` behind it
 * @param {Poll} poll
 * @param {Tally} tally
 * @param {string[]} own what this person answered
 * @returns {Bar[]}
 */
export function bars(poll, tally, own) {
  switch (poll.question.kind) {
    case "order": return orderBars(poll, tally);
    case "point": return pointBars(poll, tally, own);
    default: return countedBars(poll, tally, own);
  }
}

/** @param {Poll} poll @param {Tally} tally @param {string[]} own @returns {Bar[]} */
function countedBars(poll, tally, own) {
  const chosen = choices(poll), rows = chosen.length > 0 ? chosen : mostFrequent(tally).map(([answer]) => ({answer, text: answer}));
  const mine = isWritten(poll) ? own.map(folded) : own;
  return rows.map(({answer, text}) => {
    const people = tally.counts[answer] ?? 0;
    return {...counted(people, tally), answer, text, right: isRight(poll, answer), mine: mine.includes(isWritten(poll) ? folded(answer) : answer)};
  });
}

/** @param {number} people @param {Tally} tally */
function counted(people, tally) {
  const percent = Math.round(people / Math.max(1, tally.people) * 100);
  return {figure: share(percent), people: String(people), percent};
}

/** @param {Tally} tally @returns {[string, number][]} */
export function mostFrequent({counts}) {
  return Object.entries(counts).sort(([one, times], [other, times_]) => times_ - times || one.localeCompare(other));
}

/** @param {Poll} poll @param {Tally} tally @returns {Bar[]} */
function orderBars({question: {options}, right}, {places}) {
  if (!places) return [];
  return options
    .map((text, option) => ({
      answer: String(option), text, mean: places[option], figure: words("poll.order.place", {place: number(places[option])}), people: "",
      percent: Math.round((options.length - places[option]) / (options.length - 1) * 100), mine: false,
      right: right !== null && right.length > 0 && Math.round(places[option]) === right.indexOf(String(option)) + 1
    }))
    .sort((one, other) => one.mean - other.mean);
}

/** @param {Poll} poll @param {Tally} tally @param {string[]} own @returns {Bar[]} */
function pointBars({right}, tally, own) {
  if (!right?.length) return [];
  const people = tally.right?.people ?? Object.entries(tally.counts).reduce((sum, [point, times]) => sum + (inside(point, right) ? times : 0), 0);
  const mine = own.length > 0 && inside(own[0], right);
  return [
    {...counted(people, tally), answer: "inside", text: namedArea(right), right: true, mine},
    {...counted(tally.people - people, tally), answer: "elsewhere", text: words("poll.point.elsewhere"), right: false, mine: own.length > 0 && !mine}
  ];
}

/** Whether a class can talk about it in pairs: its answers differ. @param {Poll} poll */
export function isTalked({question: {kind}}) {
  return kind === "single" || kind === "multiple" || kind === "number";
}

/** What stands side by side of two votes: each choice, or of what was written how much is right. @param {Poll} poll @param {Tally} tally */
export function compared(poll, tally) {
  if (choices(poll).length > 0 || !tally.right) return bars(poll, tally, []).slice(0, 8);
  const {people} = tally.right;
  return [
    {...counted(people, tally), answer: "right", text: words("pair.right"), right: true},
    {...counted(tally.people - people, tally), answer: "wrong", text: words("pair.wrong"), right: false}
  ];
}

/** How many more are right than before, in points of a hundred; null where nothing is right or it is not told. @param {Tally} before @param {Tally} after */
export function gain(before, after) {
  if (!before.right || !after.right) return null;
  const [then, now] = [before, after].map(({people, right}) => Math.round((right?.people ?? 0) / Math.max(1, people) * 100));
  const points = now - then, name = points > 0 ? "pair.gain" : points < 0 ? "pair.loss" : "pair.same";
  return {points, text: words(name, {points: Math.abs(points), before: share(then), after: share(now)})};
}

/** How large each word of a cloud is, from 0 to 10, in an order in which large ones do not all stand first. @param {Tally} tally */
export function cloud(tally) {
  const most = mostFrequent(tally), largest = most[0]?.[1] ?? 1;
  return most.map(([word, people]) => ({word, people, size: largest === 1 ? 4 : Math.round(Math.sqrt((people - 1) / (largest - 1)) * 10)}))
    .sort((one, other) => mixed(one.word) - mixed(other.word));
}

/** The same for everyone, and nothing to do with the alphabet. @param {string} word */
function mixed(word) {
  return [...word].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
}

/** How sure they were and how many of them rightly, in sentences. @param {Poll} poll @param {Tally|null} tally */
export function rightly({question: {kind}}, tally) {
  const right = tally?.right, unsure = tally?.unsure ?? 0;
  if (!right) return unsure > 0 ? [words("poll.unsure", {people: unsure})] : [];
  return [
    kind === "order" ? words("poll.order.right", {people: right.people}) : kind === "single" || kind === "point" ? "" : words("poll.right.people", {people: right.people}),
    right.sure > 0 ? words("poll.sure.right", {people: right.sure, right: right.sureAndRight}) : "",
    unsure > 0 ? words("poll.unsure.right", {people: unsure, right: right.unsureAndRight}) : ""
  ].filter(Boolean);
}

/** Who learns what one answers, before one answers. @param {Poll} poll @param {string} host who teaches */
export function told({names}, host) {
  return {who: words(`poll.told.${names}`), more: words(`poll.told.${names}.more`, {name: host || words("poll.teacher")})};
}

/** @param {number} percent */
export function share(percent) {
  return new Intl.NumberFormat(language(), {style: "percent"}).format(percent / 100);
}

/** @param {number} value */
function number(value) {
  return new Intl.NumberFormat(language(), {maximumFractionDigits: 1}).format(value);
}

function language() {
  return globalThis.document?.documentElement.lang || undefined;
}
