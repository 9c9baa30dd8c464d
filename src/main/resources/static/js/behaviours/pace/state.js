// @ts-check

/** How long *I'm lost* counts, ms: someone lost three minutes ago has asked or moved on. */
export const FADES_AFTER = 180_000;
/** One step of the heat, ms. */
export const STEP = 30_000;
const MOST_STEPS = 1_440;
const MOST_EXPLAINED = 100;

/**
 * Who cannot follow and who wants another pace: marks that stand for nobody, told to those who teach; and how many were lost when. Everyone is told when
 * it was explained.
 *
 * @typedef {{
 *   lost: {mark: string, at: number}[], wishes: {mark: string, way: number, at: number}[], heat: Record<string, number>, explained: number[]
 * }} Pace  `way` is 1 for faster and -1 for slower; `heat` is by half minutes from the start
 * @type {import("../behaviour.js").Remembered<{pace: Pace}>}
 */
export const pace = {
  slices: {pace: {lost: [], wishes: [], heat: {}, explained: []}},

  folds: {
    "pace.lost": ({pace}, {at, data: {mark}}) => ({
      pace: {...pace, lost: [...pace.lost.filter(lost => lost.mark !== mark && lost.at > at - FADES_AFTER), {mark, at}], heat: hotter(pace.heat, at)}
    }),
    "pace.found": ({pace}, {data: {mark}}) => ({pace: {...pace, lost: pace.lost.filter(lost => lost.mark !== mark)}}),
    "pace.slower": ({pace}, {at, data: {mark}}) => ({pace: wishing(pace, mark, -1, at)}),
    "pace.faster": ({pace}, {at, data: {mark}}) => ({pace: wishing(pace, mark, 1, at)}),
    "pace.explained": ({pace}, {at}) => ({pace: {...pace, explained: [...pace.explained, at].slice(-MOST_EXPLAINED)}})
  }
};

/** @param {Pace} pace @param {string} mark @param {number} way @param {number} at @returns {Pace} */
function wishing(pace, mark, way, at) {
  return {...pace, wishes: [...pace.wishes.filter(wish => wish.mark !== mark && wish.at > at - FADES_AFTER), {mark, way, at}]};
}

/** @param {Record<string, number>} heat @param {number} at */
function hotter(heat, at) {
  const step = String(Math.floor(Math.max(0, at) / STEP)), after = {...heat, [step]: (heat[step] ?? 0) + 1};
  const steps = Object.keys(after); // whole numbers are in their order
  for (const first of steps.slice(0, Math.max(0, steps.length - MOST_STEPS))) delete after[first];
  return after;
}
