// @ts-check

/**
 * Where the lecture is in its life, and when it stood still.
 *
 * @typedef {{from: number, to: number|null}} Span  ms of lecture time
 * @typedef {{
 *   phase: "planned"|"live"|"break"|"ended", startedAt: number|null, breakUntil: number|null, endedAt: number|null,
 *   breaks: Span[], outages: Span[]
 * }} Life
 */

/** @type {import("../behaviour.js").Remembered<{lecture: Life}>} */
export const lifecycle = {
  slices: {lecture: {phase: "planned", startedAt: null, breakUntil: null, endedAt: null, breaks: [], outages: []}},

  folds: {
    "lecture.started": ({lecture}, {data}) => ({lecture: {...lecture, phase: "live", startedAt: data.startedAt}}),
    "lecture.paused": ({lecture}, {at, data}) => ({
      lecture: {...lecture, phase: "break", breakUntil: data.until ?? null, breaks: [...lecture.breaks, {from: at, to: null}]}
    }),
    "lecture.resumed": ({lecture}, {at}) => ({
      lecture: {...lecture, phase: "live", breakUntil: null, endedAt: null, breaks: closed(lecture.breaks, at)}
    }),
    "lecture.ended": ({lecture}, {at}) => ({
      lecture: {...lecture, phase: "ended", breakUntil: null, endedAt: at, breaks: closed(lecture.breaks, at)}
    }),
    "lecture.interrupted": ({lecture}, {data}) => ({
      lecture: {...lecture, outages: [...lecture.outages, {from: data.from, to: data.to}]}
    })
  }
};

/** @param {Span[]} spans @param {number} at */
function closed(spans, at) {
  return spans.map(span => span.to === null ? {...span, to: at} : span);
}
