// @ts-check
import { STATES } from "../behaviours/states.js";
/** @typedef {import("./log.js").State} State */
/** @typedef {{from: number, to: number, kind: "before"|"slide"|"break"|"outage", page: number|null}} Piece  lecture time, ms */
/** @typedef {import("../behaviours/behaviour.js").Moment} Moment */
/** @typedef {{at: number, kind: string, of: Moment[]}} Chip */

/** What each behaviour marks on the line. */
const MOMENTS = STATES.flatMap(({moments}) => moments ? [/** @type {(state: any) => Moment[]} */ (moments)] : []);

/** Distances between clock labels, ms, of which the smallest that leaves room is taken. */
const STEPS = [1, 2, 5, 10, 15, 30, 60].map(minutes => minutes * 60_000);

/**
 * The lecture so far, cut where the slide changed, at breaks and at outages.
 * @param {State} state
 * @param {number} now lecture time, ms
 * @returns {Piece[]} from 0 to now, without holes
 */
export function pieces({lecture, slides}, now) {
  const end = lecture.endedAt ?? now;
  if (end <= 0) return [];
  const stops = [
    ...lecture.breaks.map(({from, to}) => ({from, to: to ?? end, kind: /** @type {const} */ ("break")})),
    ...lecture.outages.map(({from, to}) => ({from, to: to ?? end, kind: /** @type {const} */ ("outage")}))
  ].filter(({from, to}) => from < end && to > from).sort((a, b) => a.from - b.from);
  /** @type {Piece[]} */
  const all = [];
  let at = 0;
  for (const stop of stops) {
    all.push(...taught(slides.cuts, at, stop.from));
    all.push({...stop, from: Math.max(at, stop.from), to: Math.min(end, stop.to), page: null});
    at = Math.max(at, stop.to);
  }
  return [...all, ...taught(slides.cuts, at, end)].filter(({from, to}) => to > from);
}

/**
 * @param {State["slides"]["cuts"]} cuts
 * @param {number} from
 * @param {number} to
 * @returns {Piece[]}
 */
function taught(cuts, from, to) {
  if (to <= from) return [];
  const shown = cuts.filter(cut => cut.at <= from).at(-1);
  const inside = cuts.filter(cut => cut.at > from && cut.at < to);
  const starts = [{at: from, page: shown?.page ?? null}, ...inside];
  return starts.map(({at, page}, i) => ({from: at, to: starts[i + 1]?.at ?? to, kind: page === null ? "before" : "slide", page}));
}

/**
 * What was shown at a moment.
 * @param {State} state
 * @param {number} at lecture time, ms
 * @returns {State["slides"]["cuts"][number]|undefined}
 */
export function cutAt({slides}, at) {
  return slides.cuts.filter(cut => cut.at <= at).at(-1);
}

/**
 * Where clock times stand under the line.
 * @param {number} span ms from the start to now
 * @param {(at: number) => number} epoch the wall clock at a lecture time
 * @param {number} most how many there is room for
 * @returns {number[]} lecture times, the start first
 */
export function labels(span, epoch, most) {
  const step = STEPS.find(step => span / step <= most) ?? STEPS[STEPS.length - 1] * Math.ceil(span / STEPS[STEPS.length - 1] / most);
  const zero = epoch(0), first = Math.ceil(zero / step) * step - zero;
  const all = [];
  for (let at = first; at < span; at += step) all.push(at);
  // The start is always named; a full step right after it would only crowd it.
  return [0, ...all.filter(at => at > step * 0.55)];
}

/**
 * What happened at single moments, in their order.
 * @param {State} state
 */
export function moments(state) {
  return MOMENTS.flatMap(of => of(state)).sort((a, b) => a.at - b.at || a.seq - b.seq);
}

/**
 * Marks, those too near each other to be hit apart as one.
 * @param {Moment[]} marks in the order of time
 * @param {number} near ms
 * @returns {Chip[]}
 */
export function chips(marks, near) {
  /** @type {Chip[]} */
  const all = [];
  for (const mark of marks) {
    const last = all.at(-1);
    if (last && mark.at - last.at < near) last.of.push(mark);
    else all.push({at: Math.max(0, mark.at), kind: mark.kind, of: [mark]});
  }
  return all;
}
