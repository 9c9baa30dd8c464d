// @ts-check

/** A signal counts less and less over this time, ms. */
const FADE = 90_000;
/** Fewer signals than this say nothing, and might say who. */
const ENOUGH = 5;

/**
 * Whether the room is being led too fast or too slowly: the mean of what it signals, each signal fading. It holds counts,
 * never people.
 */
export class PaceGauge {
  /** @type {{at: number, way: number, n: number}[]} */
  #signals = [];

  /**
   * @param {number} at lecture time, ms
   * @param {number} way 1 for too fast, -1 for too slow
   * @param {number} n how many signalled it
   */
  signal(at, way, n) {
    if (n > 0) this.#signals.push({at, way, n});
  }

  /**
   * @param {number} now lecture time, ms
   * @returns {number|null} from -1, far too slow, to 1, far too fast; null while too few have signalled
   */
  at(now) {
    this.#signals = this.#signals.filter(({at}) => now - at < FADE);
    let weight = 0, sum = 0, signals = 0;
    for (const {at, way, n} of this.#signals) {
      const w = n * (1 - (now - at) / FADE);
      weight += w;
      sum += w * way;
      signals += n;
    }
    return signals < ENOUGH || weight === 0 ? null : sum / weight;
  }
}

/** @param {number|null} pace from -1 to 1 @returns {"none"|"good"|"fast"|"little.fast"|"slow"|"little.slow"} the key of its words */
export function paceWord(pace) {
  if (pace === null) return "none";
  const size = Math.abs(pace);
  if (size < 0.25) return "good";
  const way = pace > 0 ? "fast" : "slow";
  return size < 0.65 ? `little.${way}` : way;
}
