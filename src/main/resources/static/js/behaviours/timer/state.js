// @ts-check

/**
 * The countdown that runs, or has run out.
 *
 * @typedef {{from: number|null, until: number|null}} Countdown  ms of lecture time; null when there is none
 */

/** @type {import("../behaviour.js").Remembered<{timer: Countdown}>} */
export const timer = {
  slices: {timer: {from: null, until: null}},

  folds: {
    "timer.started": (_, {at, data}) => ({timer: {from: at, until: at + data.seconds * 1000}}),
    "timer.extended": ({timer}, {at, data}) => ({
      timer: timer.until === null ? timer : {...timer, until: Math.max(at, timer.until) + data.seconds * 1000}
    }),
    "timer.stopped": () => ({timer: {from: null, until: null}})
  }
};
