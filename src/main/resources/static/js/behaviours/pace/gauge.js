// @ts-check

/** A signal counts less and less over this time, ms. */
const FADE = 90_000;
/** Fewer signals than this say nothing, and might say who. */
const ENOUGH = 5;

/**
 * Whether the room is being led too fast or too slowly: the mean of what it signals, each signal fading. Whoever is lost finds it too fast.
 * @param {import("./state.js").Pace} pace
 * @param {number} now lecture time, ms
 * @returns {number|null} from -1, far too slow, to 1, far too fast; null while too few have signalled
 */
export function tooFast({lost, wishes}, now) {
  const signals = [...lost.map(({at}) => ({at, way: 1})), ...wishes.map(({at, way}) => ({at, way: -way}))].filter(({at}) => now - at < FADE);
  let weight = 0, sum = 0;
  for (const {at, way} of signals) {
    const w = 1 - (now - at) / FADE;
    weight += w;
    sum += w * way;
  }
  return signals.length < ENOUGH || weight === 0 ? null : sum / weight;
}

/** @param {number|null} pace from -1 to 1 @returns {"none"|"good"|"fast"|"little.fast"|"slow"|"little.slow"} the key of its words */
export function paceWord(pace) {
  if (pace === null) return "none";
  const size = Math.abs(pace);
  if (size < 0.25) return "good";
  const way = pace > 0 ? "fast" : "slow";
  return size < 0.65 ? `little.${way}` : way;
}
